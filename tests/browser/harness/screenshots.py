"""Pictures of what a person saw, in tests/screenshots: of failures, and of what a test shows."""

import re
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"


def keep_screenshot(page: Page, name: str) -> Path:
    """Save what this page shows now."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{re.sub(r'[^a-zA-Z0-9-]+', '_', name)}.png"
    page.screenshot(path=path)
    return path
