"""Pages that no site should make: one odd value or endless nesting never loses a post."""

import logging
from typing import Any

import pytest
from browser_side import ask
from saved_pages import BRAND, PLATFORMS

from webcare.platforms.page import parse
from webcare.platforms.reader import read, recognise

URL = "https://blog.example.nl/zadels?p=12"
DEPTH = 3000

COMMENT = """<div itemscope itemtype="https://schema.org/Comment" id="reactie-{id}">
<a itemprop="url" href="#reactie-{id}"><b itemprop="author">{name}</b></a>
<p itemprop="text">{text}</p></div>"""


def _comments(*texts: str) -> str:
    names = ("Sietske", "Bram")
    comments = (COMMENT.format(id=at, name=names[at], text=text) for at, text in enumerate(texts))
    return f"<!DOCTYPE html><body>{''.join(comments)}</body>"


def _linked(text: str, id: str) -> str:
    said = f'{{"@type": "Comment", "@id": "#{id}", "author": "Sietske", "text": "{text}"}}'
    return f'<script type="application/ld+json">{{"comment": {said}}}</script><p id="{id}">{text}'


DEEP = _comments("<span>" * DEPTH + "Diep weg." + "</span>" * DEPTH, "Ernaast.")
DEEP_DATA = _linked("Zadel", "a") + (
    f'<script type="application/ld+json">{"[" * DEPTH}{"]" * DEPTH}</script>'
)
NOT_AS_THE_SCHEMA_SAYS = {
    **PLATFORMS["schema_org"],
    "post": {**PLATFORMS["schema_org"]["post"], "keep": {"query": 5}},
}


def _both(html: str, platforms: list[Any]) -> list[dict[str, Any]]:
    soup = parse(html)
    found = recognise(platforms, soup, URL)
    assert found
    posts = read(found, BRAND, soup, URL)
    job = {"url": URL, "html": html, "brand": BRAND, "platforms": platforms, "composer": []}
    assert ask([job])[0]["posts"] == posts
    return posts


def test_markup_nested_without_end_is_read() -> None:
    posts = _both(DEEP, list(PLATFORMS.values()))
    assert [post["text"] for post in posts] == ["Diep weg.", "Ernaast."]


def test_data_nested_without_end_loses_no_other_data() -> None:
    posts = _both(DEEP_DATA, list(PLATFORMS.values()))
    assert [post["text"] for post in posts] == ["Zadel"]


def test_a_post_that_could_not_be_read_is_still_a_post(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        posts = _both(_comments("Wanneer?", "Morgen."), [NOT_AS_THE_SCHEMA_SAYS])
    assert "a post could not be read" in caplog.text
    assert [post["text"] for post in posts] == ["Wanneer?", "Morgen."]
    assert [post["author"]["name"] for post in posts] == ["Sietske", "Bram"]
    assert len({post["key"] for post in posts}) == 2
    assert [post["missing"] for post in posts] == [["url", "posted_at", "place.owner"]] * 2
