"""Pictures made on the server: they need no script, follow light and dark, and print.

Each is an <svg role="img"> with a name that tells its numbers; they stand in words beside it, too.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

WIDTH = 420
ROW = 28
BAR = 16
LABEL = 104
END = 88
"""Room for the number behind the longest bar."""


def bars(name: str, items: Sequence[tuple[str, float, str]]) -> Markup:
    """Lying bars; items are (label, length, text at the end of the bar)."""
    longest = max((value for _, value, _ in items), default=0) or 1
    space = WIDTH - LABEL - END
    rows = [
        Markup(
            '<text x="{}" y="{}" class="label end">{}</text>'
            '<rect x="{}" y="{}" width="{}" height="{}" rx="4" class="rest"/>'
            '<rect x="{}" y="{}" width="{}" height="{}" rx="4" class="s0"/>'
            '<text x="{}" y="{}" class="label ink">{}</text>'
        ).format(
            *(LABEL - 12, n * ROW + 18, shortened(label)),
            *(LABEL, n * ROW + 5, space, BAR),
            *(LABEL, n * ROW + 5, round(space * value / longest, 1), BAR),
            *(WIDTH - END + 10, n * ROW + 18, text),
        )
        for n, (label, value, text) in enumerate(items)
    ]
    told = ", ".join(f"{label}: {text}" for label, _, text in items)
    return _svg(f"{name}. {told}", ROW * len(items), rows)


def parts(name: str, items: Sequence[tuple[str, int]], height: int = BAR) -> Markup:
    """One bar split in parts, in the colours s0, s1, …; items are (label, count)."""
    total = sum(count for _, count in items) or 1
    at, blocks = 0.0, []
    for color, (_, count) in enumerate(items):
        width = WIDTH * count / total
        blocks.append(
            Markup('<rect x="{:.1f}" width="{:.1f}" height="{}" class="s{}"/>').format(
                at, max(0.0, width - 2), height, color
            )
        )
        at += width
    told = ", ".join(f"{label}: {count}" for label, count in items)
    return _svg(f"{name}. {told}", height, blocks)


def meter(name: str, share: float, mark: tuple[float, str] | None = None) -> Markup:
    """One bar from 0 to 100 %; `mark`: (where, what it says), such as an aim."""
    rows = [
        Markup('<rect width="{}" height="{}" rx="5" class="rest"/>').format(WIDTH, BAR),
        Markup('<rect width="{:.1f}" height="{}" rx="5" class="s0"/>').format(
            WIDTH * min(1.0, max(0.0, share)), BAR
        ),
    ]
    told = f"{name}: {round(share * 100)} %"
    if mark:
        at, said = WIDTH * mark[0], mark[1]
        side = "end" if mark[0] > 0.5 else ""
        rows.append(
            Markup(
                '<path d="M{:.1f} -2V{}" class="mark"/>'
                '<text x="{:.1f}" y="{}" class="label {}">{}</text>'
            ).format(at, BAR + 4, at + (4 if not side else -4), BAR + 18, side, said)
        )
        told += f"; {said}"
    return _svg(told, BAR + (24 if mark else 0), rows)


def shortened(label: str) -> str:
    """A label that fits beside a bar."""
    return label if len(label) <= 16 else label[:15] + "…"


def _svg(name: str, height: float, rows: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="picture" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(WIDTH, max(1, round(height)), escape(name), Markup("").join(rows))
