"""The small functions under both readers give the same answers, on odd input too."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from browser_side import ask

from webcare.platforms.address import absolute, canonical
from webcare.platforms.fields import marked
from webcare.platforms.page import parse
from webcare.platforms.patterns import match, time
from webcare.platforms.text import text, tidy

Call = list[Any]


def _absolute(address: str, base: str) -> str | None:
    found = absolute(address, base)
    return str(found) if found else None


def _canonical(address: str, keep: dict[str, Any]) -> str:
    found = absolute(address, address)
    assert found
    return canonical(found, keep)


def _text(html: str, lines: bool, emoji: dict[str, str]) -> str:
    body = parse(f"<!DOCTYPE html><body>{html}</body>").body
    return text(body, lines=lines, emoji=emoji) if body else ""


PYTHON: dict[str, Callable[..., Any]] = {
    "absolute": _absolute,
    "canonical": _canonical,
    "match": match,
    "time": time,
    "tidy": tidy,
    "text": _text,
    "marked": marked,
}


def _list(block: str) -> list[str]:
    return [part for line in block.splitlines() for part in line.split("|")]


BASES = ["https://forum.example.nl/map/topic.php?t=1#p2", "http://127.0.0.1:8103/topic/1/"]
ADDRESSES = _list("""/|#p3|?a=1&b=2|x y/z|../up|./here?q=é#ü|//other.example/a|mailto:a@b.nl
/a/b/../c/./d|http://münchen.example/straße|http://x.nl:80|http://x.nl:8080/a|javascript:void(0)
HTTPS://Forum.Example.NL:443/A|https://|  /spaced |/a%20b/c%zz|/naam/ünï|/a?x=[1]&y={2}|/'quote'"
/pad^caret`tick|/q?'apostrophe'|http://[::1]:90/x|/a?q=1?2|/x;y=1,2/(3)!*|/ü%C3%BC
index.php?topic=4.msg6;sa=1#msg6|/a\\b|..\\c?d=\\e#\\f|\\\\x.nl\\y|https:\\\\x.nl\\z""")
PATTERNS = _list("""/{id}|/*/post-{id:digits}*|*#p{id}|{handle:word} *|*?f={owner}*|/{_a}/{b:rest}
a.b+c(d)|*{x}*|{x:digits}|/users/{u}/|*|[quote={handle} post_id=*|/@{h}""")
VALUES = _list("""/1|/t/post-12|/a/post-9/x?y#z|x#p7|Jan Klaassen ja|/?f=blog&t=1|/a/b/c|a.b+c(d)
axb|42||/@k.l|/users/%C3%A9%20x/|/users/%ff/|/users/a%2/|[quote=An Na post_id=3]""")
TIMES = _list("""2025-11-20T08:14:05.000Z|2025-11-20T08:14Z|2025-11-20 08:14:05+0100|now|3 nov
2025-11-20T08:14:05-03:30|2025-11-20T08:14:05|2025-02-30T08:00:00Z|1762160400|1762160400123
17621604001|2025-11-20|2025-11-20T24:00:00Z|2025-13-01T00:00:00Z|2025-11-20T08:60:00Z
٢٠٢٥-11-20T08:14:05Z|2024-02-29T12:00:00+14:00|0001-01-01T00:00:00Z|0001-01-01T00:00:00+14:00
0000-01-01T00:00:00Z|9999-12-31T23:59:59-14:00|2025-11-20T08:14:05+25:00|2025-11-20T08:14:60Z""")
EMOJI = {"+1": "👍", "tada": "🎉"}
HTMLS = [
    "<p>een</p><p>twee</p>",
    'ja <img src="images/smilies/lol.gif" alt=":lol:"><img src="//x.nl/Emoticons/a.png" alt=":D">',
    'foto <img src="/smilla/a.png" alt="Smilla"><img src="/img/smile.png" alt="lach">',
    "a<br>b <b>c</b>",
    "<div>x<div>y</div>z</div>",
    "<ul><li>1<li>2</ul>",
    "&nbsp;a\u200eb",
    "<table><tr><td>a<td>b</table>",
    "x<script>y</script><style>z</style>",
    "<img alt='😀'> <img alt='foto van'>",
    r"a<img alt=':p'>b<img alt=':D'>c<img alt='8)7'>d<img alt='_/-\o_'>e<img alt='O-)'>",
    "<img alt='foto:'><img alt='a1'><img alt='IMG_2'><img alt='12:30'><img alt='5)'>",
    "<img class=smilie alt=':lol:'>",
    "<img class=emoji alt=':tada:'><img alt=':+1:'> <img class=emoji alt=':+1:t3:'>:tada:",
    "<img alt=':lol:' src='/dist/emojione/1f642.png'><img alt=':lol:' src='/a/1f642.png'>",
    "<img alt=':lol:' src='/emoji/1f926-1f3fb.svg?3'><img alt=':x:' src='/emoji/2019-fe0f.png'>",
    "<img alt=x src='/emoji/1f642.png'><img alt=':x:' src='/emoji/d83d.png'>",
    "<img class=emoji alt=':constructor:'><img class=emoji alt=':__proto__:'><img alt=':+1:t9:'>",
    f"<img class=emoji alt={'🚲' * 20}> <img class=emoji alt={'🚲' * 33}>",
    "a\n  b\tc",
    "<svg><title>t</title></svg>q",
    "<textarea>t</textarea>u",
    "<!-- c -->d",
    "<p>onaf<div>blok</div>na",
    "<a href=x>een </a><a href=y>twee</a>",
    "<template>t</template>u",
    "<section><h2>kop</h2>tekst</section>",
]
WORDS = [
    "@Jan-P, @piet.",
    "mail a@b.nl @c",
    "#één #1 #a1 x#y",
    "@@dubbel ##dubbel",
    "@a.b-c.",
    "@ #",
]
WORDS += ["(@haak) #Ünï_x", "é@x ²@y ٣@z", "#日本語 #_a #١"]


def _mixed() -> list[str]:
    chance = random.Random(4)
    return ["".join(chance.choices(HTMLS, k=4)) for _ in range(200)]


def _calls() -> list[Call]:
    keep: dict[str, Any] = {"query": ["p", "b"], "fragment": True}
    calls: list[Call] = [["absolute", address, base] for address in ADDRESSES for base in BASES]
    calls += [["canonical", f"https://a.nl/x?p=1&a={n}&b&b=2#f{n}", keep] for n in range(3)]
    calls += [["match", pattern, value] for pattern in PATTERNS for value in [*VALUES, "a\nb"]]
    calls += [["time", value] for value in TIMES]
    calls += [
        ["text", html, lines, EMOJI] for html in [*HTMLS, *_mixed()] for lines in (True, False)
    ]
    calls += [
        ["tidy", f"{a}\n\t{b} "] for a in WORDS for b in ("", "\u00a0x\u00a0\u00a0y", "\ufeffz")
    ]
    marks = [("@", ".-"), ("@", ""), ("#", "")]
    return calls + [["marked", m, words, inner] for words in WORDS for m, inner in marks]


CALLS = _calls()


@pytest.fixture(scope="module")
def browser() -> list[Any]:
    answers: list[Any] = ask([{"url": "https://twins.example/", "html": "", "calls": CALLS}])[0]
    return answers


def test_the_browser_and_the_server_agree(browser: list[Any]) -> None:
    differing = [
        (call, theirs, ours)
        for call, theirs in zip(CALLS, browser, strict=True)
        if (ours := PYTHON[call[0]](*call[1:])) != theirs
    ]
    assert differing == []
