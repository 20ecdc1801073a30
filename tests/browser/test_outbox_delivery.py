"""What was recorded reaches the server exactly once, whatever stops in between."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from harness.agent import SOON, Agent, held
from harness.chromium import Browser
from harness.processes import wait_until


@pytest.fixture
def agent(paired: Browser) -> Agent:
    return Agent(paired)


def test_what_is_recorded_while_the_server_is_down_arrives_when_it_is_back(agent, server) -> None:
    agent.record(1)
    agent.all_delivered(server)
    server.kill()
    agent.record(40)
    wait_until(lambda: agent.delivery()["state"] == "unreachable", "the state")
    assert (len(agent.kept("outbox:")), agent.delivery()["waiting"]) == (120, 120)
    server.start()
    agent.all_delivered(server)


def test_killed_server_and_stopped_worker_lose_and_double_nothing(agent, server) -> None:
    for turn in range(4):
        agent.record(30)
        if turn % 2:
            agent.browser.stop_worker()
        server.kill()  # with deliveries under way
        agent.record(5)
        agent.browser.stop_worker()
        server.start()
    agent.all_delivered(server)


def test_a_restarted_browser_delivers_what_waited(playwright, tmp_path, server) -> None:
    first = Browser(playwright, tmp_path)
    first.pair(server)
    server.kill()
    before = Agent(first)
    before.record(20)
    first.close()
    server.start()
    second = Browser(playwright, tmp_path)
    after = Agent(second)
    after.made = before.made
    after.all_delivered(server)
    second.close()


def test_one_bad_event_blocks_no_other_and_stays_with_its_reason(agent, server) -> None:
    agent.record(5)
    *opening, bad = agent.record(1, "promised", text="Zonder datum")
    agent.record(5)
    wait_until(lambda: not agent.kept("outbox:"), "an empty outbox", SOON)
    assert sorted(held(server)) == sorted(set(agent.made) - {bad})
    (refused,) = agent.kept("refused:")
    assert refused["event"]["id"] == bad and "due" in refused["reason"]
    wait_until(lambda: agent.delivery()["refused"] == 1, "the state")
    assert set(opening) <= set(held(server))


def test_a_withdrawn_device_keeps_everything_until_it_is_paired_again(agent, server) -> None:
    spoil = """async () => {
      const { keep, kept } = await import("/background/vault.js");
      await keep("device", { ...(await kept("device")), token: "withdrawn" });
    }"""
    agent.page.evaluate(spoil)
    agent.record(3)
    wait_until(lambda: agent.delivery()["state"] == "refused_device", "the state")
    assert len(agent.kept("outbox:")) == 9 and agent.delivery()["reason"]
    server.kill()
    server.start()  # a fresh pairing code
    agent.browser.pair(server)
    agent.all_delivered(server)


@contextmanager
def impostor(port: int, status: int, **headers: str) -> Iterator[list[str]]:
    """Something else on the server's port that says yes to everything; yields what it was asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(self.path)
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            ids = [part[6:42].decode() for part in body.split(b'{"id"')[1:]]
            self.wfile.write(f'{{"held": {ids}, "refused": []}}'.replace("'", '"').encode())

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield asked
        running.shutdown()


@pytest.mark.parametrize(
    ("status", "headers", "state"),
    [
        (200, {}, "unreachable"),
        (500, {"X-Webcare": "1"}, "waiting"),
        (503, {"X-Webcare": "1"}, "waiting"),
    ],
    ids=["a stranger on the port", "an error", "too busy"],
)
def test_only_webcare_itself_empties_the_outbox(agent, server, status, headers, state) -> None:
    server.kill()
    with impostor(server.port, status, **headers) as asked:
        agent.record(2)
        wait_until(lambda: asked and agent.delivery()["state"] == state, "the state")
        assert len(agent.kept("outbox:")) == 6
    server.start()
    agent.all_delivered(server)
