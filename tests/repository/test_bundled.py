"""The rulebook that the extension brings along holds everything that lies in shared/."""

from tree import ROOT, js_facts


def test_every_platform_file_is_in_the_bundled_rulebook() -> None:
    files = {path.stem for path in (ROOT / "shared/platforms").glob("*.json")}
    assert files <= set(js_facts()["background/bundled.js"]["strings"])


def test_the_worker_imports_no_json() -> None:
    """Chromium 156 cannot load it in an installed worker after a restart of the browser."""
    for file, facts in js_facts().items():
        if file.startswith("background/"):
            assert not [name for name in facts["imports"] if name.endswith(".json")], file
