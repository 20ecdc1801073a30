"""The HTTP server itself: what it takes, what it refuses, how it keeps a connection."""

import contextlib
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from webcare.wsgi import Server
from webcare.wsgi.server import AT_ONCE


class Held:
    """Requests for /hold stay in the app until they are let go."""

    def __init__(self):
        self.inside, self.lock = 0, threading.Lock()
        self.full, self.go = threading.Event(), threading.Event()

    def stay(self):
        with self.lock:
            self.inside += 1
            if self.inside == AT_ONCE:
                self.full.set()
        self.go.wait(20)


held = Held()


def echo(environ, start):
    """Answers with what was asked, so that a test sees what arrived."""
    if environ["PATH_INFO"] == "/hold":
        held.stay()
    body = environ["wsgi.input"].read()
    status = "204 No Content" if environ["PATH_INFO"] == "/empty" else "200 OK"
    start(status, [("X-Asked", environ["HTTP_X_ASK"])] if "HTTP_X_ASK" in environ else [])
    path = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']} "
    return [path.encode("latin-1"), body]


@pytest.fixture
def talk():
    """Sends bytes over a new connection; gives all that comes back until it ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(echo, listener)

    def accept():
        with contextlib.suppress(OSError):  # closed below
            server.run()

    running = threading.Thread(target=accept, daemon=True)
    running.start()

    def say(*pieces, until_closed=True):
        with socket.create_connection(listener.getsockname(), timeout=5) as client:
            for piece in pieces:
                client.sendall(piece)
            if until_closed:
                client.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: client.recv(65536), b""))

    say.address = listener.getsockname()
    say.server = server
    yield say
    listener.shutdown(socket.SHUT_RDWR)
    server.close()
    running.join(5)


def test_a_connection_is_kept_and_requests_in_one_packet_are_answered_in_order(talk):
    said = talk(b"GET /a?x=1 HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n")
    assert said.index(b"GET /a?x=1") < said.index(b"GET /b?")
    assert said.count(b"HTTP/1.1 200 OK") == 2
    assert said.count(b"Connection: keep-alive") == 2


def test_a_request_in_pieces_is_one_request(talk):
    said = talk(b"POST /p HT", b"TP/1.1\r\nContent-Le", b"ngth: 5\r\n\r\nhe", b"llo")
    assert said.endswith(b"POST /p? hello")


def test_a_body_in_chunks_is_put_together(talk):
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert talk(head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").endswith(b"POST /? abcde")


def test_who_expects_to_be_told_to_go_on_is_told(talk):
    head = b"POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    with socket.create_connection(talk.address, timeout=5) as client:
        client.sendall(head)
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"ok")
        assert client.recv(1000).endswith(b"POST /? ok")


def test_an_answer_without_body_has_none(talk):
    said = talk(b"HEAD /h HTTP/1.1\r\n\r\nGET /empty HTTP/1.1\r\n\r\n")
    assert b"HEAD /h" not in said and b"GET /empty" not in said
    assert b"Content-Length: 9" in said and said.count(b"Content-Length") == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"no http at all\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", b"400"),
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", b"400"),
    ],
    ids=["nonsense", "two lengths", "two other lengths", "address", "headers", "upgrade"],
)
def test_what_is_no_request_is_refused_and_the_connection_ends(talk, sent, status):
    said = talk(sent, until_closed=False)
    assert said.startswith(b"HTTP/1.1 " + status)
    assert b"Connection: close" in said


def test_a_header_with_an_underscore_cannot_pass_for_another(talk):
    assert b"X-Asked" not in talk(b"GET / HTTP/1.1\r\nX_Ask: me\r\n\r\n")
    assert b"X-Asked: me" in talk(b"GET / HTTP/1.1\r\nX-Ask: me\r\n\r\n")


def test_http_1_0_closes_after_its_answer(talk):
    assert b"Connection: close" in talk(b"GET / HTTP/1.0\r\n\r\n", until_closed=False)


def test_more_requests_than_the_app_works_on_wait_for_their_turn(talk):
    ask = b"GET /hold HTTP/1.1\r\n\r\n"
    with ThreadPoolExecutor(AT_ONCE + 8) as pool:
        said = [pool.submit(talk, ask) for _ in range(AT_ONCE + 8)]
        assert held.full.wait(20)
        assert (held.inside, any(one.done() for one in said)) == (AT_ONCE, False)
        held.go.set()
        assert all(b"200 OK" in one.result(20) for one in said)
