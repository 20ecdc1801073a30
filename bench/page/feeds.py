"""Endless feeds as three sites write them: the first post of a saved page, again and again."""

import json
from dataclasses import dataclass

from bs4 import BeautifulSoup

from harness.editors import Tweet, tweet
from webcare import paths

FIXTURES = paths.extension().parent / "tests" / "fixtures"
TEXTS = ("Nooit meer Fietsrijk. Ga lekker naar een ander.", "@FietsrijkNL waar blijft mijn fiets?")
STYLE = "<style>main > * { padding: 30px 10px; border-bottom: 1px solid #ccc }</style>"


@dataclass(frozen=True)
class Feed:
    """`post` is one post's markup with NUMBER and TEXT in it."""

    name: str
    platform: str
    url: str
    post: str
    frame: str = "<main></main>"

    @property
    def page(self) -> str:
        head = f'<!doctype html><html><head><meta charset="utf-8"><title>feed</title>{STYLE}</head>'
        return f"{head}<body>{self.frame}</body></html>"


def saved(platform: str, page: str, selector: str, marks: dict[str, str], **more: str) -> Feed:
    """A feed made of the first post of a saved page; `marks`: what is to become NUMBER or TEXT."""
    file = FIXTURES / platform / f"{page}.html"
    found = BeautifulSoup(file.read_text("utf-8"), "lxml").select_one(selector)
    post = str(found)
    for old, new in marks.items():
        assert old in post, f"{old} is not in {file}"
        post = post.replace(old, new)
    url = json.loads(file.with_suffix(".json").read_text("utf-8"))["url"]
    return Feed(platform=platform, url=url, post=post, **more)


X = Feed(
    "X",
    "x",
    "https://x.com/search?q=fietsrijk",
    tweet(Tweet(987654, "klant987654", "Klant", "TEXT"))
    .format(focus="0")
    .replace("987654", "NUMBER"),
)
FACEBOOK = saved(
    "facebook",
    "page_feed_nl",
    "[aria-posinset]",
    {
        'aria-posinset="1"': 'aria-posinset="NUMBER"',
        "_r_1": "_r_NUMBER_",
        "pfbid04Feed": "pfbid0NUMBER",
        "comment_id=801": "comment_id=NUMBER",
        "Zaterdag open dag in Utrecht": "TEXT",
    },
    name="Facebook",
)
FORUM = saved(
    "spirit",
    "topic_logged_in",
    ".comments_list__comment",
    {
        'data-pk="11"': 'data-pk="NUMBER"',
        'id="c1"': 'id="cNUMBER"',
        "/comment/11/": "/comment/NUMBER/",
        "Anouk_B": "klantNUMBER",
        "anouk_b": "klantNUMBER",
        "Mijn bestelling van Fietsrijk is al twee weken onderweg. "
        "Weet iemand hier meer van?": "TEXT",
    },
    name="forum",
    frame='<div class="spirit_wrapper"><div class="layout__header"></div>'
    '<main class="comments_list"></main></div>',
)
FEEDS = (X, FACEBOOK, FORUM)
