"""The shipped rulebook with the invented brand of its examples."""

from typing import Any

import pytest

from webcare import paths
from webcare.engine import rulebook


@pytest.fixture(scope="session")
def book() -> dict[str, Any]:
    plain = rulebook.load(paths.shared(), {"name": ""})
    brand = plain["rules"]["example_brand"]
    return rulebook.compose(plain["rules"], plain["lexicon"], [], brand)
