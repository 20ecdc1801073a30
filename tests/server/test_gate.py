"""Each attack of docs/security.md is refused, and each refusal says what to do."""

import json

import pytest
from acting import BASE, HOST, PORT, Device, opening

from webcare.record import access, sql
from webcare.settings import EXTENSION

PAGE = "https://evil.example"
OTHER = "chrome-extension://" + "p" * 32


def problem(answer):
    assert answer.mimetype == "application/problem+json"
    assert set(answer.json) == {"title", "status", "detail"}
    return answer.status_code


def test_health_is_open_and_every_answer_is_marked(app):
    answer = app.test_client().get("/health", base_url=BASE)
    assert answer.json == {"webcare": "0.1.0", "ready": True}
    for path in ("/health", "/api/rulebook", "/", "/nowhere", "/static/style.css"):
        with app.test_client().get(path, base_url=BASE) as answer:
            assert answer.headers["X-Webcare"] == "0.1.0"


@pytest.mark.parametrize("host", ["evil.example:8765", "127.0.0.1:1", "127.0.0.1", "[::1]:1"])
def test_another_host_is_refused(app, host):
    answer = app.test_client().get("/health", headers={"Host": host}, base_url=f"http://{host}")
    assert problem(answer) == 421


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_our_own_names_are_let_in(app, host):
    assert app.test_client().get("/health", base_url=f"http://{host}").status_code == 200


@pytest.mark.parametrize("origin", [PAGE, "null", OTHER, f"{BASE}.evil.example", "http://[::1]:1"])
def test_a_strange_origin_is_refused_even_with_a_good_token(device, origin):
    assert problem(device.post("/api/events", {"events": []}, Origin=origin)) == 403


def test_a_cross_site_request_without_origin_is_refused(device, dashboard):
    for site in ("cross-site", "same-site"):
        assert problem(device.get("/api/rulebook", **{"Sec-Fetch-Site": site})) == 403
        answer = dashboard.get("/", base_url=BASE, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", None])
def test_only_json_is_taken(device, type_):
    answer = device.client.post(
        "/api/events",
        data="{}",
        content_type=type_,
        base_url=BASE,
        headers={"Origin": EXTENSION, "Authorization": f"Bearer {device.token}"},
    )
    assert problem(answer) == 415


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}]
)
def test_without_a_known_token_the_answer_says_to_pair(app, header):
    answer = app.test_client().get("/api/rulebook", base_url=BASE, headers=header)
    assert problem(answer) == 401
    assert "Pair this browser again" in answer.json["detail"]


def test_a_token_works_only_from_its_own_extension(app, device):
    other = Device(app, "Bram")
    with app.record.db.connection_context():
        app.record.write(
            lambda: sql.execute(
                app.record.db, "UPDATE devices SET origin = ? WHERE agent = 'Bram'", (OTHER,)
            )
        )
    assert problem(device.post("/api/events", {"events": []}, Origin=OTHER)) == 403
    assert other.post("/api/events", {"events": []}, Origin=OTHER).status_code == 200


def test_a_revoked_device_is_shut_out(app, device):
    device.send(*opening())
    with app.record.db.connection_context():
        number = access.devices(app.record.db)[0]["id"]
        app.record.write(lambda: access.revoke(app.record.db, number))
    assert problem(device.get("/api/rulebook")) == 401


def pair(app, code, origin=EXTENSION):
    body = {"code": code, "agent": "Bram"}
    return app.test_client().post(
        "/api/pair", json=body, base_url=BASE, headers={"Origin": origin} if origin else {}
    )


def new_code(app):
    with app.record.db.connection_context():
        return app.record.write(lambda: access.new_code(app.record.db))


def test_a_pairing_code_works_once_and_only_for_an_extension(app):
    code = new_code(app)
    assert problem(pair(app, code, origin=None)) == 403
    assert problem(pair(app, code, origin=PAGE)) == 403
    assert pair(app, code.lower().replace("-", " ")).json["agent"] == "Bram"
    assert problem(pair(app, code)) == 403


def test_five_wrong_tries_use_the_code_up(app):
    code = new_code(app)
    for _ in range(5):
        assert problem(pair(app, "AAAA-AAAA")) == 403
    assert problem(pair(app, code)) == 403


def test_a_code_of_yesterday_is_too_old(app):
    code = new_code(app)
    with app.record.db.connection_context():
        app.record.write(lambda: app.record.db.execute_sql("UPDATE keys SET expires_at = 1"))
    answer = pair(app, code)
    assert "make a new one on the dashboard's Team page" in answer.json["detail"]


def test_the_login_link_works_once(app):
    with app.record.db.connection_context():
        link = app.record.write(lambda: access.new_link(app.record.db))
    first, second = app.test_client(), app.test_client()
    cookie = first.get(f"/login?k={link}", base_url=BASE).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and f"webcare_{PORT}=" in cookie
    assert first.get("/", base_url=BASE).status_code == 200
    assert second.get(f"/login?k={link}", base_url=BASE).status_code == 401
    assert second.get("/", base_url=BASE).status_code == 401


def test_a_form_without_its_csrf_token_changes_nothing(app, dashboard):
    for form in ({}, {"csrf": "x"}):
        assert (
            dashboard.post("/brand", data={"name": "Q", **form}, base_url=BASE).status_code == 403
        )
    assert dashboard.get("/brand", base_url=BASE).text.count('value="Q"') == 0


def test_a_form_of_another_program_on_this_machine_is_refused(dashboard):
    answer = dashboard.post("/brand", base_url=BASE, headers={"Origin": "http://127.0.0.1:9"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"", 400),
        (b"[1]", 422),
        (b"null", 422),
        (b'{"events": NaN}', 400),
        (b"\xff", 400),
        (b'{"events":' + b"[" * 100_000, 400),
        (b'{"events": 7}', 422),
        (b"{}", 422),
    ],
)
def test_hostile_bodies_get_a_clear_answer(device, body, status):
    answer = device.client.post(
        "/api/events",
        data=body,
        content_type="application/json",
        base_url=BASE,
        headers={"Origin": EXTENSION, "Authorization": f"Bearer {device.token}"},
    )
    assert problem(answer) == status


def test_a_body_that_is_too_large_is_refused(app, device):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    assert problem(device.post("/api/events", {"events": ["x" * 2000]})) == 413


def test_deeply_nested_event_is_refused_alone(device):
    deep = json.loads("[" * 400 + "]" * 400)
    answer = device.send({"id": "deep", "data": deep}, *opening())
    assert len(answer["held"]) == 2 and answer["refused"][0]["id"] == "deep"


def test_post_text_cannot_become_markup(device, dashboard):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"
    device.send(
        *opening(text=attack, url="javascript:alert(1)", author={"name": attack, "handle": attack})
    )
    for path in ("/", "/cases", "/cases/1"):
        page = dashboard.get(path, base_url=BASE).text
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "javascript:" not in page and "&lt;script&gt;" in page
