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


PAGES = [URL, "https://blog.example.nl/zadels?p=13", "https://blog.example.nl/bellen?p=12"]
NAMELESS = '<p itemscope itemtype="https://schema.org/Comment"><b itemprop="text">Slecht.</b></p>'
DEEP = _comments("<span>" * DEPTH + "Diep weg." + "</span>" * DEPTH, "Ernaast.")
DEEP_DATA = _linked("Zadel", "a") + (
    f'<script type="application/ld+json">{"[" * DEPTH}{"]" * DEPTH}</script>'
)
NOT_AS_THE_SCHEMA_SAYS = {
    **PLATFORMS["schema_org"],
    "place": [{"kind": "blog", "url": 5}],
}


def _at(urls: list[str], html: str, platforms: list[Any]) -> list[list[dict[str, Any]]]:
    """The posts of this page at each address, which both readers must read alike."""
    soup = parse(html)
    found = recognise(platforms, soup, urls[0])
    assert found
    posts = [read(found, BRAND, soup, url) for url in urls]
    job = {"html": html, "brand": BRAND, "platforms": platforms, "composer": []}
    assert [seen["posts"] for seen in ask([{**job, "url": url} for url in urls])] == posts
    return posts


def _both(html: str, platforms: list[Any]) -> list[dict[str, Any]]:
    return _at([URL], html, platforms)[0]


def test_markup_nested_without_end_is_read() -> None:
    posts = _both(DEEP, list(PLATFORMS.values()))
    assert [post["text"] for post in posts] == ["Diep weg.", "Ernaast."]


def test_data_nested_without_end_loses_no_other_data() -> None:
    posts = _both(DEEP_DATA, list(PLATFORMS.values()))
    assert [post["text"] for post in posts] == ["Zadel"]


def test_answers_to_each_other_are_no_endless_thread() -> None:
    to = '<a href="#comment-{}"></a>'
    comment = '<div itemscope itemtype="https://schema.org/Comment" id="comment-{}">'
    answering = [(0, "Anouk", 0), (1, "Sietske", 2), (2, "fietsrijk", 1)]
    page = "".join(
        f'{comment.format(id)}<b itemprop="author">{name}</b><p class="visually-hidden">'
        f'{to.format(parent)}</p><p itemprop="text">Hier.</p></div>'
        for id, name, parent in answering
    )
    posts = _both(f"<!DOCTYPE html><body>{page}</body>", list(PLATFORMS.values()))
    assert [post["reply_to"] for post in posts] == [None, "fietsrijk", "Sietske"]


def test_rows_of_emoji_are_told_apart_by_what_follows_them() -> None:
    rows = [f"{'🚲' * 30} {word}" for word in ("ja", "nee")]
    told = ", ".join(f'{{"@type": "Comment", "author": "Bram", "text": "{row}"}}' for row in rows)
    script = f'<script type="application/ld+json">{{"comment": [{told}]}}</script>'
    posts = _both(f"{script}<p>{rows[0]}</p><p>{rows[1]}</p>", list(PLATFORMS.values()))
    assert [post["text"] for post in posts] == rows


def test_a_post_that_could_not_be_read_is_still_a_post(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        posts = _both(_comments("Wanneer?", "Morgen."), [NOT_AS_THE_SCHEMA_SAYS])
    assert "a post could not be read" in caplog.text
    assert [post["text"] for post in posts] == ["Wanneer?", "Morgen."]
    assert [post["author"]["name"] for post in posts] == ["Sietske", "Bram"]
    assert len({post["key"] for post in posts}) == 2
    assert [post["missing"] for post in posts] == [["url", "posted_at", "place.owner"]] * 2


@pytest.mark.parametrize("html", [_comments("Ja."), _linked("Nee", "a"), NAMELESS])
def test_what_looks_alike_on_two_pages_is_two_posts(html: str) -> None:
    seen = _at([f"{url}#reactie-0" for url in PAGES], html, list(PLATFORMS.values()))
    assert [len(posts) for posts in seen] == [1, 1, 1]
    assert len({posts[0]["key"] for posts in seen}) == 3
