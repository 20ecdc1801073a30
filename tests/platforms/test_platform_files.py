"""The platform files: schema, addresses tried crosswise, and what is said of a bad one."""

import json
from pathlib import Path
from typing import Any

import pytest
from saved_pages import ALL, PLATFORMS

from webcare.paths import shared
from webcare.platforms.files import PlatformError, load
from webcare.platforms.reader import covers

FILES = sorted((shared() / "platforms").glob("*.json"))


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_its_addresses_and_no_others(platform: dict[str, Any]) -> None:
    assert [url for url in platform["urls"]["yes"] if not covers(platform, url)] == []
    assert [url for url in platform["urls"]["no"] if covers(platform, url)] == []


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_no_other_site_claims_its_addresses(platform: dict[str, Any]) -> None:
    family = platform["id"].removesuffix("_old")
    others = [
        p for p in PLATFORMS.values() if "hosts" in p and p["id"].removesuffix("_old") != family
    ]
    claimed = {
        other["id"]: url
        for other in others
        for url in platform["urls"]["yes"]
        if covers(other, url)
    }
    assert claimed == {}


def test_every_platform_has_a_saved_page() -> None:
    assert set(PLATFORMS) == {fixture.expected["platform"] for fixture in ALL}


def spoiled(tmp_path: Path, change: dict[str, Any]) -> Path:
    platform = json.loads((shared() / "platforms" / "spirit.json").read_text("utf-8"))
    file = tmp_path / "spirit.json"
    file.write_text(json.dumps({**platform, **change}), "utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 3}, 'spirit.json: version: 3 does not fit. It must be a text like "7"'),
        ({"acount": 1}, 'spirit.json: the file: there is no field "acount" (perhaps "account" is'),
        ({"post": {"text": ["p"]}}, "spirit.json: post: it needs just one of the fields"),
        ({"recognise": ["li:nosuch"]}, "spirit.json: recognise.0: ':nosuch'"),
        ({"post": {"container": "li", "text": ["p["]}}, "spirit.json: post.text.0: Malformed"),
        ({"id": "other"}, "spirit.json: id: 'other' is not the file's name"),
    ],
)
def test_a_bad_file_is_named_with_place_and_reason(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(PlatformError) as raised:
        load(spoiled(tmp_path, change))
    assert str(raised.value).startswith(said)


def test_a_file_that_is_no_json_is_named_with_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "spirit.json"
    file.write_text('{"id": "spirit",\n "name"', "utf-8")
    with pytest.raises(PlatformError, match=r"^spirit\.json: line 2, column 8: "):
        load(file)
