"""A page that is not read as it should be: it is said, and the lead hears of it without content."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from harness.brand import VENT, use_brand
from harness.care_server import CareServer
from harness.chromium import Browser, open_sidebar
from harness.editors import Tweet, XSite, tweet
from harness.processes import wait_until
from harness.site import Answer, Site
from harness.states import States
from webcare import paths

LOOKS_DIFFERENT = "This page looks different"
POST = Tweet(601, "joke_v", "Joke V.", VENT)
ARTICLE = '<article data-testid="tweet"><p>{}</p></article>'
NEW_MARKUP = """<section class="neo"><div data-testid="User-Name"><a href="/joke_v">Joke</a></div>
<div data-testid="tweetText" lang="nl">Nooit meer Fietsrijk.</div></section>"""
LOST = "".join(ARTICLE.format(f"Geheime tekst {n}") for n in range(3))
READ = "".join(tweet(Tweet(n, "joke_v", "Joke V.", VENT)).format(focus=0) for n in range(3))
UNMARKED = """<article data-testid="tweet">
<div data-testid="User-Name"><a href="/joke_v">Joke</a></div>
<div data-testid="tweetText" lang="nl">Geheime tekst</div></article>"""
X = "https://x.com/home"
REDDIT = "https://www.reddit.com/r/fietsen/comments/1zzabc/achterwiel_slingert/"
# what stands on a page, and what the lead hears of it
TROUBLES = {
    "no post": (X, "<p>Geheime tekst 1", ("x", "nothing_read", [])),
    "half of them lost": (
        X,
        LOST + READ,
        ("x", "half_read", ["author", "posted_at", "text", "url"]),
    ),
    "neither link nor time": (X, UNMARKED, ("x", "half_read", ["posted_at", "url"])),
    "not recognised": (REDDIT, "<p>Geheime tekst 1", ("reddit", "nothing_read", [])),
}
EMBED = '<iframe src="https://disqus.com/embed/comments/?f=fietsblog"></iframe>'


def opened(browser: Browser, site: Site, main: str, url: str = X) -> Page:
    site.route = lambda request: Answer(f"<!doctype html><title>X</title><main>{main}</main>")
    page = browser.context.new_page()
    page.goto(url)
    return page


def notes(server: CareServer) -> list[dict]:
    """What the lead's start page is made of."""
    file = f"file:{server.data / 'webcare.db'}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as record:
        found = record.execute("select value from settings where name = 'health_notes'").fetchone()
    return json.loads(found[0]) if found else []


@pytest.mark.parametrize(("url", "main", "noted"), TROUBLES.values(), ids=TROUBLES)
def test_it_is_said_and_the_lead_gets_a_note(paired, server, site, url, main, noted) -> None:
    page = opened(paired, site, main, url)
    frame = open_sidebar(page)
    expect(frame.get_by_text(LOOKS_DIFFERENT)).to_be_visible(timeout=15_000)
    expect(frame.get_by_role("button", name="Fill in a post by hand")).to_be_visible()
    [note] = wait_until(lambda: notes(server), "the note at the server")
    assert (note["platform"], note["found"], note["fields"]) == noted
    assert "Geheim" not in json.dumps(note) and "x.com" not in json.dumps(note)


def test_the_lead_hears_of_a_frame_with_comments_too(paired, server, site) -> None:
    main = {
        "x.com": tweet(POST).format(focus=0) + EMBED,
        "disqus.com": "<p>Geheime tekst <textarea></textarea>",
    }
    site.route = lambda request: Answer(f"<!doctype html><main>{main.get(request.host)}</main>")
    page = paired.context.new_page()
    page.goto(X)
    open_sidebar(page)
    [note] = wait_until(lambda: notes(server), "the note at the server")
    assert (note["platform"], note["found"]) == ("disqus", "nothing_read")


def test_a_page_that_is_read_says_nothing(browser: Browser, site: Site) -> None:
    use_brand(browser)
    page = browser.context.new_page()
    page.goto(XSite(site).add(POST, path="/home"))
    states = States(browser, page)
    page.wait_for_function("() => performance.now() > 6000")
    page.evaluate("() => scrollBy(0, 1)")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    assert {state["health"] for state in states.all()} == {"ok"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the server's package with its data, whose platform files may be changed."""
    copy = tmp_path / "package"
    shutil.copytree(paths.PACKAGE, copy / "webcare")
    shutil.copytree(paths.shared(), copy / "webcare" / "shared")
    return copy


# the alarm that goes every minute, now
REFRESH = "() => chrome.alarms.create('every minute', { when: Date.now(), periodInMinutes: 1 })"


@pytest.fixture
def repairable(package: Path, tmp_path: Path) -> Iterator[CareServer]:
    """A server that runs from that copy."""
    server = CareServer(tmp_path, package)
    yield server
    server.close()


def test_a_repaired_platform_file_reaches_an_open_page(browser, site, package, repairable) -> None:
    browser.pair(repairable)
    page = opened(browser, site, NEW_MARKUP)
    states = States(browser, page)
    expect(open_sidebar(page).get_by_text(LOOKS_DIFFERENT)).to_be_visible(timeout=15_000)
    file = package / "webcare" / "shared" / "platforms" / "x.json"
    repaired = json.loads(file.read_text(encoding="utf-8"))
    repaired["version"] += "1"
    repaired["post"]["container"] += ", section.neo"
    file.write_text(json.dumps(repaired), encoding="utf-8")
    options = browser.options()
    options.evaluate(REFRESH)
    options.close()
    page.bring_to_front()
    wait_until(lambda: states.last()["post"], "a post read with the repaired file")
    assert states.last()["platform_version"] == f"x@{repaired['version']}"
    assert states.last()["post"]["text"] == "Nooit meer Fietsrijk."
    wait_until(lambda: states.last()["health"] == "ok", "that nothing is wrong any more")
