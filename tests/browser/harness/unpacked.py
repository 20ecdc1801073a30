"""Copies of the extension that differ in one thing, for tests and measurements."""

import json
import shutil
from pathlib import Path

from webcare import paths


def everywhere(folder: Path) -> Path:
    """Ours, running on every site without being asked: for engines without hosts of their own."""
    target = folder / "everywhere"
    shutil.copytree(paths.extension(), target)
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    manifest["content_scripts"][0]["matches"] = ["https://*/*", "http://*/*"]
    (target / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return target


def slow_sidebar(folder: Path, picture: str) -> Path:
    """Ours, with a sidebar whose page is not loaded before a picture is."""
    target = folder / "slow"
    shutil.copytree(paths.extension(), target)
    page = target / "sidebar" / "sidebar.html"
    held = page.read_text("utf-8").replace("</body>", f'<img src="{picture}" alt=""></body>')
    page.write_text(held, "utf-8")
    return target


def patient(folder: Path) -> Path:
    """Ours, waiting for a rulebook as long as a test needs."""
    target = folder / "patient"
    shutil.copytree(paths.extension(), target)
    start = target / "content" / "start.js"
    script = start.read_text("utf-8")
    assert "PATIENCE = 5000;" in script
    start.write_text(script.replace("PATIENCE = 5000;", "PATIENCE = 600_000;"), "utf-8")
    return target


def nothing(folder: Path) -> Path:
    """An extension that does nothing, for the same browser without us."""
    target = folder / "nothing"
    target.mkdir()
    manifest = {"manifest_version": 3, "name": "nothing", "version": "1"}
    (target / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return target
