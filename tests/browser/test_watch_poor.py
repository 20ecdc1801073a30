"""Posts of which the page gives little still get a verdict, with what was missing."""

import pytest
from playwright.sync_api import expect

from harness.brand import use_brand
from harness.chromium import open_sidebar
from harness.editors import XSite

PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>X</title>
<style>article {{ min-height: 120px }}</style><main>{}</main></html>"""
AUTHOR = (
    '<div data-testid="User-Name"><a href="/joke_v">Joke V.</a><a href="/joke_v">@joke_v</a></div>'
)
LINK = '<a href="/joke_v/status/7"><time datetime="2026-11-20T09:30:00.000Z">20 nov</time></a>'
TEXT = '<div data-testid="tweetText" lang="nl">Waar blijft mijn bestelling, @FietsrijkNL?</div>'


@pytest.mark.parametrize(
    ("parts", "verdict", "missing"),
    [
        (AUTHOR + LINK, "Leaning to no reply", "text"),
        (LINK + TEXT, "A reply is wanted", "author"),
        (AUTHOR + TEXT, "A reply is wanted", "link"),
        (TEXT, "A reply is wanted", "author"),
    ],
    ids=["without text", "without author", "without link", "only text"],
)
def test_a_poor_post_gets_a_verdict(browser, site, parts, verdict, missing) -> None:
    use_brand(browser)
    x = XSite(site)
    x.pages["/home"] = PAGE.format(f'<article data-testid="tweet">{parts}</article>')
    page = browser.context.new_page()
    page.goto("https://x.com/home")
    frame = open_sidebar(page)
    expect(frame.get_by_role("heading", name=verdict)).to_be_visible()
    expect(frame.get_by_text("Not found on the page")).to_contain_text(missing)
