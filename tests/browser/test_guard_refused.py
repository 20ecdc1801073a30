"""A form that posts its whole page away: a reply counts only when the site has taken it."""

import pytest
from playwright.sync_api import Page, expect

from harness.brand import use_brand
from harness.chromium import Browser, sidebar
from harness.drafts import REPLY, kinds
from harness.processes import wait_until
from harness.site import Answer, Request, Site
from harness.ways import PLATFORM, TEXTS

POST = f"<article data-post=8><b class=handle>bart</b> <p class=text>{TEXTS['wanted']}</article>"
FORM = """<form class=way method=post action=/send><textarea name=text data-reply>{}</textarea>
<button data-send>Reply</button></form>"""
MOVE = """async () => {
  const all = await chrome.storage.local.get(null);
  for (const key of Object.keys(all).filter((name) => name.startsWith("sent:"))) {
    await chrome.storage.local.set({ [key]: { ...all[key], at: all[key].at - 61_000 } });
  }
  await chrome.alarms.create("deliver", { when: Date.now() });
}"""


@pytest.fixture
def answers(site: Site, browser: Browser) -> list[str]:
    """What the site answers to each reply, in turn."""
    use_brand(browser, platforms=[PLATFORM])
    left: list[str] = []

    def route(request: Request) -> Answer:
        if request.path == "/send":
            return Answer(left.pop(0))
        return Answer(POST + FORM.format(""))

    site.route = route
    return left


def press(page: Page) -> None:
    page.get_by_role("button", name="Reply", exact=True).click()


def written(browser: Browser) -> Page:
    page = browser.context.new_page()
    page.goto("https://x.com/post/8")
    sidebar(page)
    page.locator("textarea").fill(REPLY)
    return page


def kept(browser: Browser) -> list[str]:
    page = browser.options()
    keys = page.evaluate("async () => Object.keys(await chrome.storage.local.get(null))")
    page.close()
    return [key for key in keys if key.startswith("sent:")]


def test_a_reply_that_the_site_refuses_is_not_recorded_until_it_is_taken(browser, answers) -> None:
    answers += [
        f"<p>Wait 30 seconds.</p>{POST}{FORM.format(REPLY)}",
        f"{POST}<article data-post=9><b class=handle>fietsrijk</b> <p class=text>{REPLY}</article>",
    ]
    page = written(browser)
    press(page)
    expect(page.get_by_text("Wait 30 seconds.")).to_be_visible()
    wait_until(lambda: not kept(browser), "the site's refusal to be seen")
    assert kinds(browser) == []
    press(page)
    expect(page.get_by_text(REPLY)).to_be_visible()
    wait_until(lambda: kinds(browser) == ["opened", "assessed", "replied"], "the record")
    assert kept(browser) == []


def test_what_no_page_tells_counts_as_sent_after_a_minute(browser, answers) -> None:
    answers += ["<p>Thank you.</p>"]
    page = written(browser)
    press(page)
    expect(page.get_by_text("Thank you.")).to_be_visible()
    wait_until(lambda: len(kept(browser)) == 1, "the reply to be kept")
    assert kinds(browser) == []
    browser.worker.evaluate(MOVE)
    wait_until(lambda: kinds(browser) == ["opened", "assessed", "replied"], "the record")
