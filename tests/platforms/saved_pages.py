"""Saved pages with what they hold: NAME.html and NAME.json side by side in tests/fixtures.

To add one: put a page there with invented people and texts, and a NAME.json with `platform`, `url`,
`account`, `posts` and, when it has a reply box, `composer`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webcare.platforms.files import load_all

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"

BRAND = {
    "name": "Fietsrijk",
    "handles": {
        "x": ["FietsrijkNL"],
        "forum": ["fietsrijk"],
        "facebook": ["fietsrijk"],
        "instagram": ["fietsrijk"],
        "linkedin": ["fietsrijk"],
        "reddit": ["fietsrijk"],
        "reddit_old": ["fietsrijk"],
        "youtube": ["fietsrijk"],
    },
    "hashtags": ["Fietsrijk"],
    "sites": ["fietsrijk.nl"],
}

PLATFORMS = {platform["id"]: platform for platform in load_all()}


@dataclass
class Fixture:
    """One saved page and what is expected of it."""

    file: Path
    expected: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.file.parent.name}/{self.file.stem}"

    @property
    def html(self) -> str:
        return self.file.with_suffix(".html").read_text("utf-8")

    @property
    def url(self) -> str:
        return str(self.expected["url"])

    @property
    def brand(self) -> dict[str, Any]:
        return dict(self.expected.get("brand", BRAND))


def _all() -> list[Fixture]:
    files = sorted(FIXTURES.glob("*/*.json"))
    found = [Fixture(file, json.loads(file.read_text("utf-8"))) for file in files]
    return [fixture for fixture in found if "posts" in fixture.expected]


ALL = _all()
IDS = [fixture.name for fixture in ALL]
