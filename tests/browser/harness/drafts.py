"""What an agent does with a draft: write it, press, read the warning, answer it."""

import re

from playwright.sync_api import Frame, Page, expect

from .chromium import Browser, sidebar

REPLY = "Wat vervelend om te lezen, dank voor je bericht. ^Sanne"
BOX = "tweetTextarea_0"
BUTTON = "tweetButtonInline"


def open_draft(browser: Browser, url: str, text: str = REPLY) -> Page:
    """The X-shaped page with a draft typed into its reply box."""
    page = browser.context.new_page()
    page.goto(url)
    sidebar(page)
    write(page, text)
    return page


def write(page: Page, text: str) -> None:
    page.get_by_test_id(BOX).click()
    page.keyboard.type(text)


def answer_on_forum(page: Page, number: int, text: str = REPLY) -> None:
    """A draft to the n-th post of a Spirit topic, begun by the post's own reply link."""
    box = page.locator("form.js-reply textarea")
    box.fill("")
    page.locator(".js-reply-button").nth(number).click()
    box.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {text}")


def press_mouse(page: Page) -> None:
    page.get_by_test_id(BUTTON).click()


def press_keys(page: Page) -> None:
    page.get_by_test_id(BOX).press("Control+Enter")


def warning(page: Page) -> Frame:
    """The sidebar, once it shows that the reply was held."""
    frame = sidebar(page)
    expect(frame.get_by_role("heading", name="Your reply has not been sent")).to_be_visible()
    return frame


def no_warning(page: Page) -> None:
    heading = sidebar(page).get_by_role("heading", name="Your reply has not been sent")
    expect(heading).to_have_count(0)


def send_anyway(frame: Frame) -> None:
    """Release the held reply with the first reason offered."""
    frame.get_by_text("Send anyway", exact=True).click()
    reasons = frame.get_by_role("group", name=re.compile("because", re.I))
    reasons.get_by_role("radio").first.check()
    frame.get_by_role("button", name="Release with this reason").click()
    expect(frame.get_by_role("heading", name="Your reply has not been sent")).to_have_count(0)


def kinds(browser: Browser) -> list[str]:
    """The types of the events that wait in this browser, oldest first."""
    return [event["type"] for event in browser.outbox()]
