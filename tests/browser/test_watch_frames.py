"""A frame of another known site within a page: its selection is taken, its reply box is guarded."""

from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from harness.brand import BRAND, VENT, use_brand
from harness.chromium import Browser, open_sidebar
from harness.processes import wait_until
from harness.site import Answer, Request, Site

EMBED = Path(__file__).resolve().parents[1] / "fixtures" / "disqus" / "embed.html"
ASKED = "Mijn bestelling van Fietsrijk is al twee weken onderweg. Weet iemand hier meer van?"
COUNT = """<script>addEventListener("click", ({ target }) =>
  target.closest("button") && fetch("/sent", { method: "POST" }));</script>"""


@pytest.fixture
def page(browser: Browser, site: Site) -> Page:
    """A page of one known site with the comments of another in a frame."""
    handles = {**BRAND["handles"], "disqus": ["fietsrijk"]}
    use_brand(browser, brand={**BRAND, "handles": handles})
    embed = EMBED.read_text("utf-8").replace(ASKED, VENT).replace("</body>", f"{COUNT}</body>")

    def route(request: Request) -> Answer:
        if request.host == "disqus.com":
            return Answer(embed)
        return Answer(
            "<!doctype html><title>page</title><p>an article"
            '<iframe width="600" height="600" src="https://disqus.com/embed/comments/?f=fietsblog">'
        )

    site.route = route
    opened = browser.context.new_page()
    opened.goto("https://x.com/fietsblog/artikel")
    return opened


def comments(page: Page) -> Frame:
    return wait_until(lambda: page.frame(url="**/embed/comments/**"), "the frame")


def test_the_selection_in_a_frame_is_taken_over(page: Page) -> None:
    frame = open_sidebar(page)
    comments(page).get_by_text(VENT).click(click_count=3)
    frame.get_by_role("button", name="All commands").click()
    page.keyboard.type("by hand")
    page.keyboard.press("Enter")
    expect(frame.get_by_label("Text of the post")).to_have_value(VENT)
