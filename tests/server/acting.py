"""What the extension does, for tests: it pairs, makes events and delivers them."""

import itertools
import uuid
from typing import Any

from flask.testing import FlaskClient

from webcare.app import Webcare
from webcare.record import access, clock
from webcare.settings import EXTENSION

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
BASE = f"http://{HOST}"

Json = dict[str, Any]


class Device:
    """A paired browser: sends events, asks for things."""

    def __init__(self, app: Webcare, agent: str = "Sanne") -> None:
        record = app.record
        with record.db.connection_context():
            code = record.write(lambda: access.new_code(record.db))
        self.client: FlaskClient = app.test_client()
        answer = self.client.post(
            "/api/pair", json={"code": code, "agent": agent}, base_url=BASE, headers=self._origin()
        )
        self.token = answer.json["token"]

    def _origin(self) -> dict[str, str]:
        return {"Origin": EXTENSION, "Sec-Fetch-Site": "none"}

    def post(self, path: str, body: Any, **headers: str) -> Any:
        bearer = {"Authorization": f"Bearer {self.token}"}
        return self.client.post(
            path, json=body, base_url=BASE, headers={**self._origin(), **bearer, **headers}
        )

    def get(self, path: str, **headers: str) -> Any:
        bearer = {"Authorization": f"Bearer {self.token}", "Sec-Fetch-Site": "none"}
        return self.client.get(path, base_url=BASE, headers={**bearer, **headers})

    def send(self, *events: Json) -> Json:
        """Deliver events; the server's answer."""
        answer = self.post("/api/events", {"events": list(events)})
        assert answer.status_code == 200, answer.text
        return answer.json


_later = itertools.count()


def event(type_: str, data: Json, key: str = "x:1", at: int | None = None, **more: Any) -> Json:
    """An event as the extension makes it; each one a millisecond after the one before."""
    moment = at if at is not None else clock.now_ms() - 600_000 + next(_later)
    return {
        "id": str(uuid.uuid4()),
        "at": clock.to_iso(moment),
        "post_key": key,
        "agent": "",
        "type": type_,
        "data": data,
        "versions": {"rules": "r1", "extension": "0.1.0"},
        **more,
    }


def post_of(key: str = "x:1", **more: Any) -> Json:
    """A post of an invented customer."""
    return {
        "platform": "x",
        "key": key,
        "url": "https://x.com/joke/status/1",
        "author": {"name": "Joke V.", "handle": "jokev"},
        "text": "Mijn fiets is na drie weken nog niet compleet, het zadel ontbreekt.",
        "posted_at": "2026-11-20T09:00:00Z",
        "rating": None,
        "place": {"kind": "profile", "owner": "jokev", "url": "https://x.com/jokev"},
        "reply_to": None,
        "mentions": [],
        "hashtags": [],
        "by_brand": False,
        "answered_by_brand": False,
        "public_turns": 0,
        "missing": [],
        **more,
    }


def verdict_of(**more: Any) -> Json:
    """A verdict in the bad cell."""
    return {
        "platform_type": "consumer_generated",
        "approach": "proactive",
        "reply": "not_wanted",
        "certainty": 0.9,
        "kind": "complaint",
        "sentiment": "negative",
        "priority": "normal",
        "reasons": [],
        "advice": [],
        "rules_version": "r1",
        **more,
    }


def opening(key: str = "x:1", verdict: Json | None = None, **post: Any) -> list[Json]:
    """The two events with which a case begins."""
    return [
        event("opened", {"post": post_of(key, **post)}, key),
        event("assessed", {"verdict": verdict or verdict_of()}, key),
    ]
