"""`webcare read` and `webcare platform check`, as a person meets them."""

import json
from pathlib import Path

from click.testing import CliRunner, Result
from saved_pages import ALL, BRAND, FIXTURES

from webcare.cli import main
from webcare.paths import shared

TOPIC = FIXTURES / "spirit" / "topic_logged_in.html"
TOPIC_URL = "https://forum.example.nl/topic/5/bestelling-zoek/"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_read_writes_one_post_a_line(tmp_path: Path) -> None:
    brand = tmp_path / "brand.json"
    brand.write_text(json.dumps(BRAND), "utf-8")
    done = run("read", TOPIC, "--url", TOPIC_URL, "--brand", brand)
    assert done.exit_code == 0
    expected = next(f for f in ALL if f.name == "spirit/topic_logged_in").expected["posts"]
    assert [json.loads(line) for line in done.stdout.splitlines()] == expected


def test_read_without_a_brand_counts_nothing_as_our_own() -> None:
    done = run("read", TOPIC, "--url", TOPIC_URL)
    assert not any(json.loads(line)["by_brand"] for line in done.stdout.splitlines())


def test_read_takes_the_encoding_that_an_old_page_declares(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = TOPIC.read_text("utf-8").replace("🎉", "één").replace("utf-8", "iso-8859-1")
    page.write_text(words, "iso-8859-1")
    done = run("read", page, "--url", TOPIC_URL)
    assert "dank voor de hulp! één" in done.stdout


def test_read_and_check_know_a_page_whose_scripts_never_ran(tmp_path: Path) -> None:
    drawn = next(f for f in ALL if f.name == "discourse/crawler_page")
    page = tmp_path / "page.html"
    head, body = drawn.html.split("<body >")
    page.write_text(f"{head}<body ><noscript>{body.replace('</body>', '</noscript></body>')}")
    done = run("read", page, "--url", drawn.url)
    texts = [json.loads(line)["text"] for line in done.stdout.splitlines()]
    assert texts == [post["text"] for post in drawn.expected["posts"]]
    assert "posts: 4" in run("platform", "check", "discourse", page).stdout


def test_read_says_when_no_platform_is_recognised(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Niets", "utf-8")
    done = run("read", page, "--url", "https://example.nl/")
    assert done.exit_code == 1
    assert done.stderr == "Error: No platform is recognised on this page at https://example.nl/.\n"


def test_read_says_what_is_wrong_with_a_brand_profile(tmp_path: Path) -> None:
    brand = tmp_path / "brand.json"
    brand.write_text("[1]", "utf-8")
    done = run("read", TOPIC, "--url", TOPIC_URL, "--brand", brand)
    assert done.exit_code == 1
    assert done.stderr == "Error: brand.json is no brand profile: expected a JSON object.\n"


def test_check_shows_each_field_with_the_selector_that_found_it() -> None:
    page = FIXTURES / "trustpilot" / "company_nl.html"
    done = run(
        "platform", "check", "trustpilot", page, "--url", "https://nl.trustpilot.com/review/a.nl"
    )
    assert done.exit_code == 0
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "containers: 3   posts: 3" in lines
    assert "rating: 3 of 3" in lines
    assert "3 by [data-service-review-rating]@data-service-review-rating" in lines


def test_check_points_at_what_was_not_found() -> None:
    page = FIXTURES / "trustpilot" / "without_some_attributes.html"
    done = run(
        "platform", "check", "trustpilot", page, "--url", "https://nl.trustpilot.com/review/a.nl"
    )
    assert done.exit_code == 1
    assert "posted_at: 2 of 3  <-- look here" in done.stdout


def test_check_gives_the_reason_for_what_a_platform_never_gives() -> None:
    done = run("platform", "check", "spirit", TOPIC, "--url", TOPIC_URL)
    assert "posted_at: not given by this platform: the page shows only a rel" in done.stdout
    assert done.exit_code == 0


def test_check_names_the_place_of_a_mistake(tmp_path: Path) -> None:
    platform = json.loads((shared() / "platforms" / "spirit.json").read_text("utf-8"))
    file = tmp_path / "spirit.json"
    file.write_text(json.dumps({**platform, "composer": [{}]}), "utf-8")
    done = run("platform", "check", file, TOPIC)
    assert done.exit_code == 1
    assert done.stderr.startswith('Error: spirit.json: composer.0: the field "box" is missing')
