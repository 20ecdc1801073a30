"""Our own keys stay clear of those of the platforms and browsers."""

import re

from tree import ROOT, load

SHORTCUTS = load("shared/shortcuts.json")
FIXTURES = ROOT / "tests" / "fixtures"


def test_every_platform_named_is_there() -> None:
    known = {file.stem for file in (ROOT / "shared/platforms").glob("*.json")}
    assert set(SHORTCUTS["platforms"]) <= known


def test_the_access_keys_of_the_saved_pages_are_listed() -> None:
    for platform in sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir()):
        pages = "".join(
            page.read_text(encoding="utf-8", errors="replace")
            for page in (FIXTURES / platform).glob("*.html")
        )
        used = set(re.findall(r"""accesskey=["']?(\w)""", pages))
        listed = SHORTCUTS["platforms"].get(platform, {}).get("access_keys", [])
        assert used <= set(listed), platform
