"""Someone who records, by the code that the content files use, in a page of the extension."""

import sqlite3
from contextlib import closing

from .care_server import CareServer
from .chromium import Browser
from .processes import wait_until

SOON = 45  # seconds; the alarm goes every half minute

# what an agent does with a number of posts, by the code that the content files use
RECORD = """async ([first, count, type, data]) => {
  const verdict = {
    platform_type: "consumer_generated", approach: "proactive", reply: "not_wanted", certainty: 0.7,
    kind: "other", sentiment: "neutral", priority: "low", reasons: [], advice: [],
    rules_version: "1",
  };
  const act = (number) => {
    const post = {
      platform: "x", key: `x:${number}`, url: null, author: { name: "Joke V.", handle: "joke_v" },
      text: `Bericht ${number}`, posted_at: null, rating: null,
      place: { kind: "profile", owner: "joke_v", url: "https://x.com/joke_v" }, reply_to: null,
      mentions: [], hashtags: [], by_brand: false, answered_by_brand: false, public_turns: 0,
      missing: [],
    };
    return webcare.events.record(post, verdict, type, data);
  };
  const numbers = Array.from({ length: count }, (_, n) => first + n);
  const made = await Promise.all(numbers.map(act)); // as many hands write at once
  return made.flat().map((event) => event.id);
}"""


class Agent:
    """Records in a page of the extension; `made` holds the ids of all events so far."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.page = browser.options()
        for file in ("namespace.js", "events.js"):
            self.page.add_script_tag(url=f"/common/{file}")
        self.made: list[str] = []

    def record(self, count: int, type: str = "noted", **data: str) -> list[str]:
        """One act of this type on each of so many posts never seen before; the events' ids."""
        about = data or {"text": "Gebeld met de winkel."}
        return self.act(1000 + len(self.made), type, about, count)

    def act(self, number: int, type: str, data: dict, count: int = 1) -> list[str]:
        """An act on the post x:<number>, or on `count` posts from there on."""
        ids = self.page.evaluate(RECORD, [number, count, type, data])
        self.made += ids
        return ids

    def kept(self, start: str) -> list[dict]:
        """What lies in the browser under keys that begin so."""
        found = self.page.evaluate("() => chrome.storage.local.get(null)")
        return [found[key] for key in sorted(found) if key.startswith(start)]

    def delivery(self) -> dict:
        return self.page.evaluate("() => chrome.storage.local.get('delivery')").get("delivery", {})

    def all_delivered(self, server: CareServer) -> None:
        """Wait until nothing is left here and exactly what was made stands in the record."""
        wait_until(lambda: not self.kept("outbox:"), "an empty outbox", SOON)
        assert sorted(held(server)) == sorted(self.made)
        wait_until(lambda: self.delivery()["state"] == "recorded", "the state")
        assert self.delivery()["waiting"] == 0


def held(server: CareServer) -> list[str]:
    """The ids of the events in the server's record."""
    file = f"file:{server.data / 'webcare.db'}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as record:
        return [row[0] for row in record.execute("select id from events")]
