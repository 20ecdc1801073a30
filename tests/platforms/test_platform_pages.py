"""Every saved page gives the posts beside it, in Python and in a real browser alike."""

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from browser_side import ask
from saved_pages import ALL, IDS, PLATFORMS, Fixture

from webcare.platforms.page import parse
from webcare.platforms.reader import account, read, recognise

Answers = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def browser() -> Answers:
    """What the browser's reader makes of every fixture; one browser for all."""
    jobs = [
        {
            "url": fixture.url,
            "html": fixture.html,
            "brand": fixture.brand,
            "platforms": list(PLATFORMS.values()),
            "composer": fixture.expected.get("composer", []),
        }
        for fixture in ALL
    ]
    return dict(zip(IDS, ask(jobs), strict=True))


@pytest.mark.parametrize("fixture", ALL, ids=IDS)
def test_the_saved_page_gives_these_posts(fixture: Fixture) -> None:
    soup = parse(fixture.html)
    platform = recognise(PLATFORMS.values(), soup, fixture.url)
    assert platform is not None
    assert platform["id"] == fixture.expected["platform"]
    assert read(platform, fixture.brand, soup, fixture.url) == fixture.expected["posts"]
    assert account(platform, soup, fixture.url) == fixture.expected["account"]


@pytest.mark.parametrize("fixture", ALL, ids=IDS)
def test_saved_by_a_browser_it_gives_the_same(fixture: Fixture) -> None:
    """A browser that saves a page writes addresses out."""
    base = re.search('<base href="([^"]*)"', fixture.html)
    root = urljoin(fixture.url, base[1]) if base else fixture.url
    written_out = re.sub(
        '(?<= href=")(?!["?])[^"]*', lambda address: urljoin(root, address[0]), fixture.html
    )
    soup = parse(written_out)
    platform = recognise(PLATFORMS.values(), soup, fixture.url)
    assert platform is not None
    assert read(platform, fixture.brand, soup, fixture.url) == fixture.expected["posts"]
    assert account(platform, soup, fixture.url) == fixture.expected["account"]


@pytest.mark.parametrize("fixture", ALL, ids=IDS)
def test_the_browser_reads_the_same(fixture: Fixture, browser: Answers) -> None:
    seen = browser[fixture.name]
    assert seen["platform"] == fixture.expected["platform"]
    assert seen["posts"] == fixture.expected["posts"]
    assert seen["account"] == fixture.expected["account"]


@pytest.mark.parametrize("fixture", ALL, ids=IDS)
def test_one_post_at_a_time_reads_the_same(fixture: Fixture, browser: Answers) -> None:
    one_by_one = [post for post in browser[fixture.name]["one"] if not _is_empty(post)]
    assert one_by_one == fixture.expected["posts"]


def _is_empty(post: dict[str, Any]) -> bool:
    author = post["author"]
    return not (post["text"] or author["name"] or author["handle"] or post["posted_at"])


def test_any_selection_of_text_becomes_a_post(browser: Answers) -> None:
    post = browser["schema_org/reviews_of_ten"]["selection"]
    assert post["text"] == "Wat een @Fietsrijk, zeg\n#nooitmeer"
    assert post["key"].startswith("web:https://www.vergelijk.example/winkel/fietsrijk~")
    assert post["key"] != browser["schema_org/news_comments"]["selection"]["key"]
    assert (post["mentions"], post["hashtags"]) == (["Fietsrijk"], ["nooitmeer"])
    assert post["place"]["owner"] == "vergelijk.example"
    assert post["missing"] == ["author", "posted_at"]


COMPOSERS = [
    pytest.param(fixture, number, case, id=f"{fixture.name}: {case['about']}")
    for fixture in ALL
    for number, case in enumerate(fixture.expected.get("composer", []))
]


@pytest.mark.parametrize(("fixture", "number", "case"), COMPOSERS)
def test_the_reply_box_and_what_it_answers(
    fixture: Fixture, number: int, case: dict[str, Any], browser: Answers
) -> None:
    seen = browser[fixture.name]["answers"][number]
    assert seen["found"] == case.get("found", True)
    if not seen["found"]:
        return
    assert seen["submit"] == case["submit"]
    assert seen["answers"] == case["answers"]
    assert seen["draft"] == case.get("reads", case.get("draft"))
    assert seen["keys"] == case.get("keys", seen["keys"])


UNSEEN = {"insided"}  # nothing public shows a reply box there: see its file


@pytest.mark.parametrize("platform", sorted(PLATFORMS.keys() - UNSEEN))
def test_what_a_reply_box_may_do_has_a_case(platform: str) -> None:
    """Without one a platform file could lose what sends, or what answers nothing, unnoticed."""
    cases = [
        case
        for fixture in ALL
        if fixture.expected["platform"] == platform
        for case in fixture.expected.get("composer", [])
    ]
    composers = PLATFORMS[platform]["composer"]
    tried = {
        "submit": any(case.get("submit") for case in cases),
        "keys": any(case.get("keys") for case in cases),
        "new_post": any(case.get("answers") is False for case in cases),
    }
    untried = {part for part in tried for each in composers if each.get(part) and not tried[part]}
    assert untried == set()
