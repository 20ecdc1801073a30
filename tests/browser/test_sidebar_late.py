"""Answers of the server that come late: they never stand beside another post than their own."""

import pytest
from playwright.sync_api import Page, expect

from harness.brand import VENT, use_brand
from harness.chromium import Browser, open_sidebar
from harness.editors import Tweet, XSite, turn
from harness.processes import wait_until
from harness.site import Site

FIRST = Tweet(301, "joke_v", "Joke V.", VENT)
SECOND = Tweet(302, "bart81", "Bart", "Zijn jullie zaterdag open?")
# what the worker hears of the first post from this path on the server is kept back
KEEP_BACK = """([path, key]) => {
  const real = globalThis.fetch;
  Object.assign(globalThis, { asked: {}, kept: [] });
  globalThis.fetch = async (address, request) => {
    const answer = await real(address, request);
    const about = decodeURIComponent(`${address}${request?.body ?? ""}`);
    for (const each of ["/api/case", "/api/similar"]) {
      if (about.includes(each) && about.includes("x:302"))
        globalThis.asked[`${each} x:302`] = (globalThis.asked[`${each} x:302`] ?? 0) + 1;
    }
    if (!about.includes(path) || !about.includes(key)) return answer;
    const body = await answer.text();
    await new Promise((go) => globalThis.kept.push(go));
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}"""
RELEASE = "() => globalThis.kept.splice(0).forEach((go) => go())"
# whether a text stood there for however short a time
WATCH = """text => {
  window.seen = false;
  const look = () => { window.seen ||= document.body.innerText.includes(text); };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.fixture
def page(paired: Browser, site: Site) -> Page:
    """A page whose post has a case, and whose writer has been met before."""
    use_brand(paired)
    page = paired.context.new_page()
    x = XSite(site)
    for post in (Tweet(300, FIRST.handle, FIRST.name, f"{VENT} Echt nooit."), FIRST):
        page.goto(x.add(post, path="/search?q=fietsrijk"))
        frame = open_sidebar(page)
        frame.get_by_role("button", name="Promise").click()
        frame.get_by_role("button", name="Record the promise").click()
        expect(frame.get_by_text("Answer promised by")).to_be_visible()
    return page


@pytest.mark.parametrize(
    ("path", "shown"),
    [("/api/case", "Answer promised by"), ("/api/similar", "Earlier contact with")],
)
def test_a_late_answer_is_never_shown_beside_another_post(
    page: Page, paired: Browser, path: str, shown: str
) -> None:
    page.reload()
    expect(open_sidebar(page).get_by_text(shown).first).to_be_visible()  # so it would be seen
    paired.worker.evaluate(KEEP_BACK, [path, "x:301"])
    page.reload()
    frame = open_sidebar(page)
    wait_until(lambda: paired.worker.evaluate("() => kept.length"), f"{path} to be asked")
    turn(page, SECOND)
    expect(frame.get_by_text(SECOND.text)).to_be_visible()
    wait_until(lambda: asked(paired, "/api/similar"), "what is asked about the second post")
    polls = asked(paired, "/api/case")
    frame.evaluate(WATCH, shown)
    paired.worker.evaluate(RELEASE)
    wait_until(lambda: asked(paired, "/api/case") > polls, "the next question, after that answer")
    assert not frame.evaluate("() => window.seen")


def asked(browser: Browser, path: str) -> int:
    """How often the server has answered about the second post."""
    return int(browser.worker.evaluate("path => asked[path + ' x:302'] ?? 0", path))
