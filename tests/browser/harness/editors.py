"""An X-shaped page with a real editor for the reply box; bundled once per change."""

import hashlib
import html
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from .site import Answer, Request, Site

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "editors"
CACHE = Path(__file__).resolve().parents[2] / ".cache"
# as strict as x.com's own: scripts by nonce only
POLICY = (
    "default-src 'none'; script-src 'nonce-page'; style-src 'unsafe-inline'; "
    "connect-src 'self'; base-uri 'self'"
)

CREATE = "/i/api/CreateTweet"


@dataclass(frozen=True)
class Tweet:
    """One invented post of the timeline."""

    number: int
    handle: str
    name: str
    text: str


def bundle() -> str:
    """The script with the editors, built by esbuild from tests/fixtures/editors."""
    sources = [FIXTURE / name for name in ("editors.jsx", "package.json", "package-lock.json")]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    made = CACHE / f"editors-{mark}.js"
    if not made.exists():
        npm = shutil.which("npm")
        assert npm, "npm is not found: run ./test, which brings it"
        quiet = {"cwd": FIXTURE, "check": True, "capture_output": True}
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], **quiet)
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "run", "-s", "build", "--", f"--outfile={made}"], **quiet)
    return made.read_text(encoding="utf-8")


def tweet(post: Tweet) -> str:
    """The markup of one post as X writes it: test ids, a permalink around the time."""
    link = f"/{post.handle}/status/{post.number}"
    return f"""
<article data-testid="tweet" role="article" tabindex="{{focus}}">
  <div data-testid="Tweet-User-Avatar"><a href="/{post.handle}"></a></div>
  <div data-testid="User-Name"><a href="/{post.handle}">{html.escape(post.name)}</a>
    <a href="/{post.handle}">@{post.handle}</a>
    <a href="{link}"><time datetime="2026-11-20T09:30:00.000Z">Nov 20</time></a></div>
  <div data-testid="tweetText" lang="nl" dir="auto">{html.escape(post.text)}</div>
  <div role="group"><button data-testid="reply" aria-label="Reply">reply</button></div>
</article>"""


def page(
    *posts: Tweet, options: dict[str, object], focused: bool, under: Tweet | None = None
) -> str:
    """The page with a reply box under its first post; `focused` as on the post's own page.

    `under` is the post that the first one answers; X shows it above.
    """
    first, *others = [tweet(post) for post in posts]
    above = tweet(under).format(focus="0") if under else ""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>X</title>
<style>body{{font:15px sans-serif;max-width:600px}}
article,.composer{{border-bottom:1px solid #ccc;padding:12px}}
[contenteditable]{{min-height:40px;border:1px solid #999}}</style></head><body>
<main>{above}{first.format(focus="-1" if focused else "0")}<section id="box"></section>
{"".join(other.format(focus="0") for other in others)}</main>
<script nonce="page" src="/editors.js"></script>
<script nonce="page">
const options = {json.dumps(options)};
const send = (text) => fetch("{CREATE}", {{method: "POST", body: JSON.stringify({{text}})}});
editors.mount(document.getElementById("box"), {{...options, send}});
</script></body></html>"""


# what single-page sites do: the same nodes hold another post from now on
TURN = """([{ number, handle, text }, parts, at]) => {
  const change = () => {
    const article = document.querySelector("article");
    for (const link of article.querySelectorAll("a")) {
      const isPermalink = link.href.includes("/status/");
      link.setAttribute("href", `/${handle}${isPermalink ? `/status/${number}` : ""}`);
    }
    if (parts === "a") return;
    article.querySelector("[data-testid=tweetText]").firstChild.data = text;
  };
  if (at) addEventListener(at, change, { capture: true, once: true });
  else change();
}"""


def turn(page: Page, to: Tweet, parts: str = "all", at: str | None = None) -> None:
    """Let the page's first article hold another post; `parts="a"`: by its links alone; `at`: only
    when this event happens."""
    page.evaluate(TURN, [vars(to), parts, at])


class XSite:
    """Serves X-shaped pages on the faked hosts; `sent()` is what reached the site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.script = bundle()
        self.pages: dict[str, str] = {}
        site.route = self.route

    def add(
        self, *posts: Tweet, path: str = "", editor: str = "draft", under: Tweet | None = None
    ) -> str:
        """Put up the page of the first post, or at `path` a list of posts; its address."""
        own = f"/{posts[0].handle}/status/{posts[0].number}"
        options: dict[str, object] = {"editor": editor}
        self.pages[path or own] = page(*posts, options=options, focused=not path, under=under)
        return f"https://x.com{path or own}"

    def route(self, request: Request) -> Answer:
        if request.path == "/editors.js":
            return Answer(self.script, type="text/javascript")
        if request.method == "POST":
            return Answer("{}", type="application/json")
        if request.path in self.pages:
            return Answer(self.pages[request.path], csp=POLICY)
        return Answer("not here", status=404)

    def sent(self) -> list[str]:
        """The texts of the replies that reached the site, oldest first."""
        made = [request for request in self.site.posted() if request.path == CREATE]
        return [json.loads(request.body)["text"] for request in made]
