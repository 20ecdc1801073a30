"""A form that the site's own script submits: recorded after the agent's press in it, else never."""

import pytest
from playwright.sync_api import Page, expect

from harness.brand import use_brand
from harness.chromium import Browser, sidebar
from harness.drafts import REPLY, kinds
from harness.processes import wait_until
from harness.site import Answer, Request, Site
from harness.ways import PLATFORM, TEXTS

POST = f"<article data-post=8><b class=handle>bart</b> <p class=text>{TEXTS['wanted']}</article>"
TAKEN = f"{POST}<article data-post=9><b class=handle>fietsrijk</b> <p class=text>{REPLY}</article>"
FORM = """<i id=beside>More smileys</i>
<form class=way method=post action=/send><textarea name=text data-reply></textarea>
<i id=sender>Send it</i><button data-send>Reply</button></form><script>
const form = document.querySelector("form");
sender.addEventListener("click", () => HOW);
beside.addEventListener("click", () => HOW);
</script>"""


@pytest.fixture(autouse=True)
def brand(browser: Browser) -> None:
    use_brand(browser, platforms=[PLATFORM])


def written(browser: Browser, site: Site, how: str) -> Page:
    """A draft under a question, in a form that the site submits so when it is told to."""

    def route(request: Request) -> Answer:
        return Answer(TAKEN if request.path == "/send" else POST + FORM.replace("HOW", how))

    site.route = route
    page = browser.context.new_page()
    page.goto("https://x.com/post/8")
    expect(sidebar(page).get_by_role("button", name="A reply is wanted")).to_be_visible()
    page.locator("textarea").fill(REPLY)
    return page


@pytest.mark.parametrize("how", ["form.submit()", "form.requestSubmit()"])
def test_a_press_in_the_form_makes_it_the_agents_reply(browser, site, how) -> None:
    page = written(browser, site, how)
    page.locator("#sender").click()
    expect(page.get_by_text(REPLY)).to_be_visible()
    wait_until(lambda: kinds(browser) == ["opened", "assessed", "replied"], "the record")


@pytest.mark.parametrize("how", ["form.submit()", "form.requestSubmit()"])
def test_what_the_page_submits_by_itself_is_not(browser, site, how) -> None:
    page = written(browser, site, how)
    page.locator("#beside").click()
    expect(page.get_by_text(REPLY)).to_be_visible()
    page.go_back()
    sidebar(page)
    assert kinds(browser) == []
