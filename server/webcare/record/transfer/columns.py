"""Which column of a team's sheet is what: guessed by its header, then by what stands in it."""

from collections.abc import Callable

from webcare.record.search import stems
from webcare.record.transfer import moments

Mapping = dict[str, int]
"""{field: column}"""
Rows = list[list[str]]

FIELDS = {
    "text": "text; bericht; tekst; post; klacht; message; review; melding; inhoud; vraag; opmerking"
    " klant",
    "posted_at": "posted at; datum; date; geplaatst; geplaatst op; tijdstip; datum bericht; datum"
    " melding; binnengekomen; ontvangen",
    "posted_time": "tijd; time; uur; tijd bericht",
    "platform": "platform; kanaal; channel; medium; bron; source",
    "author": "author; auteur; klant; naam; schrijver; customer; name; handle; afzender; gebruiker",
    "url": "url; link; adres; hyperlink; permalink",
    "rating": "rating; sterren; score; beoordeling; stars",
    "reply": "reply; reply text; reactie; antwoord; response; answer",
    "replied_at": "replied at; first reply at; reactiedatum; antwoorddatum; datum reactie; datum"
    " antwoord; reactie op; beantwoord op; reply date; response date",
    "replied_time": "tijd reactie; tijd antwoord; reactietijd; reply time; response time",
    "agent": "agent; medewerker; behandelaar; decided by; door; behandeld door; collega; handled"
    " by",
    "status": "status; afgehandeld; stand; state",
    "decision": "outcome; besluit; beslissing; decision; uitkomst",
    "cause": "cause; oorzaak; reden; categorie; category; reason; onderwerp; topic",
    "learning": "learning; leerpunt; verbeterpunt; actie; lesson; action",
    "tags": "tags; tag; labels; label",
    "note": "note; notes; notitie; notities; opmerking; opmerkingen; toelichting; intern; remarks",
}
"""What a column may be, in the order of the page, and the headers by which it is guessed."""
NEEDED = ("text",)
SHARE = 0.8
"""So much of a column must look like something for it to be taken for that."""
LONG = 25
"""Letters that a column of messages has in a cell, at the least and on average."""

_NAMES = {
    field: [frozenset(stems.words(name)) for name in names.split(";")]
    for field, names in FIELDS.items()
}


def guess(headers: list[str], rows: Rows) -> Mapping:
    """The likeliest mapping; a column is one thing at most, the surest first."""
    fits = [
        (_fit(field, header), -order, -column, field)
        for order, field in enumerate(FIELDS)
        for column, header in enumerate(headers)
    ]
    found: Mapping = {}
    for fit, _, column, field in sorted(fits, reverse=True):
        if fit > 0 and field not in found and -column not in found.values():
            found[field] = -column
    for field, looks in (("url", _is_address), ("posted_at", _is_date), ("text", _is_message)):
        if field not in found:
            _take_by_content(found, field, looks, len(headers), rows)
    return {field: found[field] for field in FIELDS if field in found}


def header_row(rows: Rows) -> int:
    """The place of the row that looks most like headers; titles may stand above it."""
    known = [sum(any(_fit(f, c) >= 10 for f in FIELDS) for c in row) for row in rows]
    return known.index(max(known))


def _fit(field: str, header: str) -> int:
    """How well a header names a field: 10 for each word of ours in it, 1 less for each other."""
    said = frozenset(stems.words(header))
    fits = [10 * len(name) - len(said - name) for name in _NAMES[field] if name <= said]
    return max(fits, default=0)


def _take_by_content(
    found: Mapping, field: str, looks: Callable[[list[str]], bool], width: int, rows: Rows
) -> None:
    for column in range(width):
        cells = [cell for row in rows if column < len(row) and (cell := row[column].strip())]
        if column not in found.values() and cells and looks(cells):
            found[field] = column
            return


def _is_address(cells: list[str]) -> bool:
    return _share(cells, lambda cell: cell.startswith(("http://", "https://")))


def _is_date(cells: list[str]) -> bool:
    return _share(cells, lambda cell: moments.read(cell) is not None)


def _is_message(cells: list[str]) -> bool:
    return sum(map(len, cells)) >= LONG * len(cells)


def _share(cells: list[str], looks: Callable[[str], bool]) -> bool:
    return sum(map(looks, cells)) >= SHARE * len(cells)
