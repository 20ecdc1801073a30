"""A phrase that matches something else than it says is told, with what to write instead."""

import pytest

from webcare.engine import check_phrases


@pytest.mark.parametrize(
    "phrase, reason",
    [
        ("be*eling", '* stands only at the end of a word, not in "be*eling"'),
        ("@fietsrijk helpt niet", 'mentions and addresses such as "@fietsrijk"'),
        ("kijk op http://fietsrijk.nl", 'mentions and addresses such as "http://fietsrijk.nl"'),
        ("bij{brand}", 'put a space before and after {brand} in "bij{brand}"'),
        ("{brand}s", 'put a space before and after {brand} in "{brand}s"'),
        ("werkt ... niet", 'words in between are written as two dots, "..", not "..."'),
        ("werkt . niet", 'written as two dots, "..", not "."'),
        ("wacht ?", '? in "?" is left out when words are compared: this is read as nothing'),
        ("wacht?", '? in "wacht?" is left out when words are compared: this is read as "wacht"'),
        ("(al|nog) <3", '< in "<3" is left out when words are compared: this is read as "3"'),
        ("mooi 👍", '👍 in "👍" is left out'),
        ("wacht - nu", '- in "-" is left out'),
        (
            "#fiets kapot",
            '# in "#fiets" is left out when words are compared: this is read as "fiets"',
        ),
        (
            "bol.com",
            '. in "bol.com" is left out when words are compared: this is read as "bol com"',
        ),
        ("klaar. wacht nog", '. in "klaar." is left out'),
        ("te_laat", '_ in "te_laat" is left out'),
    ],
)
def test_what_reads_as_something_else_is_told(phrase: str, reason: str) -> None:
    assert reason in (check_phrases.why_not(phrase) or "")


@pytest.mark.parametrize(
    "phrase",
    [
        "zo'n foto’s*",
        "'t is e-mail",
        "^Één keer",
        "(bij|van) {brand} .. niet",
        "# (weken|dagen) te _ laat",
    ],
)
def test_what_reads_as_it_says_is_not_told(phrase: str) -> None:
    assert check_phrases.why_not(phrase) is None


@pytest.mark.parametrize(
    "phrase, exception, told",
    [
        ("geld terug", "geld terug", True),
        ("geld terug", "Géld  terug", True),
        ("^geld terug", "geld terug", True),
        ("geld terug", "^geld terug", False),
        ("geld terug", "geld terug gekregen", False),
    ],
)
def test_a_phrase_that_is_excepted_every_time_is_told(
    phrase: str, exception: str, told: bool
) -> None:
    signal = {"id": "late", "phrases": {"nl": [phrase]}, "except": {"nl": [exception]}}
    reason = f'signal "late" › phrases › nl › "{phrase}": "{exception}" in `except` takes it away'
    problems = check_phrases.problems({"signals": [signal]})
    assert [one.startswith(reason) for one in problems] == [True] * told
