"""The rulebook that the extension brings along holds everything that lies in shared/."""

from tree import ROOT, js_facts


def test_every_platform_file_is_in_the_bundled_rulebook() -> None:
    files = {
        f"../shared/platforms/{path.name}" for path in (ROOT / "shared/platforms").glob("*.json")
    }
    imported = set(js_facts()["background/bundled.js"]["imports"])
    assert imported == files | {"../shared/rules.json", "../shared/lexicon.json"}
