"""Deliveries that the event loop answers: as Flask does, and without a thread for each."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from acting import BASE, HOST, Device, event, opening

from webcare import api
from webcare.app import explained
from webcare.record import access, sql, writer
from webcare.settings import EXTENSION


class Loop:
    """Asks the front as uvicorn does; `passed` are the paths that went on to Flask."""

    def __init__(self, app, token):
        self.token, self.passed = token, []
        self.front = api.in_front(app, self._pass_on, explained)

    async def _pass_on(self, scope, _receive, send):
        self.passed.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"null"})

    async def ask(self, body, path="/api/events", parts=None, **changed):
        said = {"Host": HOST, "Origin": EXTENSION, "Authorization": f"Bearer {self.token}"}
        said |= {"Content-Type": "application/json", "Content-Length": str(len(body)), **changed}
        headers = [(n.lower().encode(), v.encode()) for n, v in said.items() if v is not None]
        scope = {"type": "http", "method": "POST", "path": path, "scheme": "http"}
        arriving = iter(parts or [{"type": "http.request", "body": body}])
        sent = []

        async def receive():
            return next(arriving)

        async def send(message):
            sent.append(message)

        await self.front({**scope, "headers": headers}, receive, send)
        if not sent:
            return None
        answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], answered, json.loads(sent[1]["body"])


def run(asking):
    """What is answered in a thread of its own: Playwright's loop runs in the tests' thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asking).result()


@pytest.fixture
def loop(app, device):
    """The front, to which the device is known since its first request."""
    assert device.get("/api/rulebook").status_code == 200
    return Loop(app, device.token)


def batch(*events):
    return json.dumps({"events": events}).encode()


ASKED = {
    "good": (batch(*opening()), {}),
    "an event refused": (batch(*opening(), event("erased", {}), "no event"), {}),
    "empty": (batch(), {}),
    "no JSON": (b"{", {}),
    "no list": (b'{"events": 1}', {}),
    "too many": (batch(*[1] * 101), {}),
    "another origin": (batch(), {"Origin": "https://evil.example"}),
    "another site": (batch(), {"Origin": None, "Sec-Fetch-Site": "cross-site"}),
    "another host": (batch(), {"Host": "evil.example"}),
    "a form": (batch(), {"Content-Type": "text/plain"}),
}


@pytest.mark.parametrize("asked", ASKED)
def test_it_answers_as_flask_does(device, loop, asked):
    body, changed = ASKED[asked]
    status, headers, answer = run(loop.ask(body, **changed))
    said = {"Origin": EXTENSION, "Authorization": f"Bearer {device.token}"}
    said |= {"Content-Type": "application/json", **changed}
    wanted = device.client.post(
        "/api/events",
        data=body,
        base_url=BASE,
        headers={n: v for n, v in said.items() if v is not None},
    )
    assert loop.passed == []
    time = "server_time"
    assert (status, {**answer, time: ""}) == (wanted.status_code, {**wanted.json, time: ""})
    ours = {name.lower(): value for name, value in wanted.headers.items()}
    # CORS names our own extension, whoever asks
    cors = {"access-control-allow-origin": EXTENSION, "vary": "Origin"}
    assert headers == {**ours, **cors, "content-length": headers["content-length"]}


def test_a_strange_browser_a_large_body_and_other_routes_go_on_to_flask(app, loop):
    ask = [
        loop.ask(batch(), Authorization="Bearer x"),
        loop.ask(b" " * 300_000),
        loop.ask(b"{}", **{"Content-Length": None}),
        loop.ask(b"{}", path="/api/claim"),
    ]

    async def all_of_them():
        return [await one for one in ask]

    run(all_of_them())
    assert loop.passed == ["/api/events"] * 3 + ["/api/claim"]


@pytest.fixture
def let_go(app):
    """The writer is held up until this is called."""
    begun, held = threading.Event(), threading.Event()
    blocker = threading.Thread(target=lambda: app.record.write(lambda: (begun.set(), held.wait())))
    blocker.start()
    begun.wait()
    yield held.set
    held.set()
    blocker.join()


def test_what_arrives_together_is_one_group_and_each_hears_its_own(app, loop, let_go):
    batches = [opening(f"x:{n}") for n in range(20)]
    batches[7].append(event("erased", {}, "x:7"))

    async def at_once():
        asked = [asyncio.ensure_future(loop.ask(batch(*some))) for some in batches]
        while app.record.writer.waiting() < len(batches):
            await asyncio.sleep(0)
        let_go()
        return await asyncio.gather(*asked)

    answers = [answer for _, _, answer in run(at_once())]
    for some, answer in zip(batches, answers, strict=True):
        assert answer["held"] == [e["id"] for e in some if e["type"] != "erased"]
    assert [len(answer["refused"]) for answer in answers] == [0] * 7 + [1] + [0] * 12
    with app.record.db.connection_context():
        assert sql.value(app.record.db, "SELECT count(DISTINCT received_at) FROM events") == 1


def test_a_device_that_was_revoked_is_told_to_pair_and_its_neighbour_is_not(app, device, loop):
    bram = Device(app, "Bram")
    bram.get("/api/rulebook")
    with app.record.db.connection_context():
        newest = access.devices(app.record.db)[0]["id"]
    app.record.write(lambda: access.revoke(app.record.db, newest))
    other = Loop(app, bram.token)

    async def both():
        return await asyncio.gather(
            other.ask(batch(*opening("x:1"))), loop.ask(batch(*opening("x:2")))
        )

    (status, headers, answer), (fine, _, _) = run(both())
    assert (status, fine, headers["www-authenticate"]) == (401, 200, "Bearer")
    assert "Pair this browser again" in answer["detail"]
    with app.record.db.connection_context():
        assert sql.value(app.record.db, "SELECT count(*) FROM cases") == 1


def test_whoever_waits_too_long_hears_that_the_record_is_busy(app, loop, let_go, monkeypatch):
    monkeypatch.setattr(writer, "PATIENCE", 0.05)
    status, headers, answer = run(loop.ask(batch(*opening())))
    let_go()
    assert (status, headers["retry-after"]) == (503, "1")
    assert "did not answer in time" in answer["detail"]
    app.record.write(lambda: None)
    with app.record.db.connection_context():
        assert sql.value(app.record.db, "SELECT count(*) FROM events") == 0


def test_the_writer_goes_on_when_the_loop_has_ended(app, device, loop, monkeypatch):
    begun, held = threading.Event(), threading.Event()
    append = app.record.ledger.append

    def slowly(*what):
        begun.set()
        held.wait()
        return append(*what)

    async def leave():
        monkeypatch.setattr(app.record.ledger, "append", slowly)
        asked = asyncio.ensure_future(loop.ask(batch(*opening())))
        while not begun.is_set():
            await asyncio.sleep(0)
        asked.cancel()

    run(leave())
    held.set()
    assert len(device.send(*opening("x:2"))["held"]) == 2


def test_a_client_that_leaves_in_the_middle_leaves_nothing(app, loop):
    parts = [
        {"type": "http.request", "body": batch(*opening()), "more_body": True},
        {"type": "http.disconnect"},
    ]
    assert run(loop.ask(batch(*opening()), parts=parts)) is None
    with app.record.db.connection_context():
        assert sql.value(app.record.db, "SELECT count(*) FROM events") == 0
