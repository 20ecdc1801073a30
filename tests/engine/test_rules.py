"""The shipped rules: they load, and every example and counterexample says what it should."""

from webcare import paths
from webcare.engine import check, rulebook

NOBODY = {"name": ""}


def test_shipped_rules_load_and_their_examples_hold() -> None:
    assert check.failing_examples(rulebook.load(paths.shared(), NOBODY)) == []
