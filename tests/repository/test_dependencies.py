"""The dependency rules: who may know whom. A rule that breaks names the file."""

import pytest

from tree import PACKAGE, imports, js_facts, names, python_files

NETWORK = {"fetch", "XMLHttpRequest", "WebSocket", "EventSource", "navigator.sendBeacon"}
ENGINE = [
    f"common/{name}.js"
    for name in ("text", "tree", "words", "phrases", "pieces", "facts", "compiling", "engine")
]
HTML = {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"}


def calls(file: str) -> set[str]:
    return set(js_facts()[file]["calls"])


def uses_of(room: str) -> dict[str, set[str]]:
    return {str(path.relative_to(PACKAGE)): imports(path) for path in python_files(room)}


def test_only_the_workers_server_file_uses_the_network() -> None:
    users = {f for f in js_facts() if {c.removeprefix("globalThis.") for c in calls(f)} & NETWORK}
    assert users == {"background/server.js"}


def test_engine_and_text_know_only_their_input() -> None:
    for file in ENGINE:
        known = {name.split(".")[0] for name in js_facts()[file]["names"]}
        assert not known & {"chrome", "document", "window", "navigator", "Date", "Math.random"}, (
            file
        )


def test_outbox_keys_are_written_and_removed_in_one_place_each() -> None:
    with_keys = {
        f
        for f, facts in js_facts().items()
        if any(s.startswith("outbox:") for s in facts["strings"])
    }
    writers = {f for f in with_keys if any(c.endswith("local.set") for c in calls(f))}
    removers = {f for f in with_keys if any(c.endswith("local.remove") for c in calls(f))}
    assert "common/events.js" in writers
    assert writers <= {"common/events.js", "background/outbox.js"}  # the worker keeps refused ones
    assert removers == {"background/outbox.js"}


def test_content_and_common_are_classic_files() -> None:
    for file, facts in js_facts().items():
        if file.startswith(("content/", "common/")):
            assert not facts["imports"], file


def test_the_reader_knows_no_sidebar() -> None:
    for file in ("content/dom.js", "content/reader.js"):
        known = set(js_facts()[file]["names"])
        assert not known & {"webcare.dock", "webcare.guard", "webcare.events", "chrome"}, file


def test_no_text_becomes_markup_or_code() -> None:
    for file, facts in js_facts().items():
        assert not HTML & {name.split(".")[-1] for name in facts["assigned"] + facts["calls"]}, file
        assert not {"eval", "Function"} & set(facts["calls"]), file


PURE = (
    *("bisect", "collections.abc", "dataclasses", "itertools", "math", "operator", "re"),
    *("sys.intern", "typing", "unicodedata"),
)
DECIDING = [file.removeprefix("common/").removesuffix(".js") for file in ENGINE]
OUTSIDE = {"open", "print", "input", "eval", "exec", "__import__", "sys"}


@pytest.mark.parametrize("name", DECIDING)
def test_what_decides_is_pure_in_python_too(name: str) -> None:
    path = PACKAGE / "engine" / f"{name}.py"
    allowed = (*PURE, *(f"webcare.engine.{other}" for other in DECIDING))
    used = imports(path) - {"webcare.engine", "sys"}
    wrong = {one for one in used if not f"{one}.".startswith(tuple(f"{a}." for a in allowed))}
    assert not wrong and not names(path) & OUTSIDE, f"{path} uses {wrong | names(path) & OUTSIDE}"


@pytest.mark.parametrize(
    "room, forbidden",
    [
        (
            "engine",
            (
                "flask",
                "peewee",
                "webcare.record",
                "webcare.api",
                "webcare.pages",
                "webcare.platforms",
            ),
        ),
        ("platforms", ("flask", "peewee", "webcare.record", "webcare.api", "webcare.pages")),
        (
            "record",
            ("flask", "werkzeug", "webcare.api", "webcare.pages", "webcare.app", "webcare.gate"),
        ),
        ("api", ("peewee", "playhouse", "webcare.pages", "webcare.record.models")),
        ("pages", ("peewee", "playhouse", "webcare.api", "webcare.record.models")),
    ],
)
def test_rooms_know_only_what_they_may(room: str, forbidden: tuple[str, ...]) -> None:
    for file, used in uses_of(room).items():
        wrong = {name for name in used if name.startswith(forbidden)}
        assert not wrong, f"{file} imports {wrong}"


def test_only_the_app_knows_api_and_pages() -> None:
    for path in python_files():
        room = path.relative_to(PACKAGE).parts[0]
        if room in ("api", "pages", "app.py"):
            continue
        assert not {n for n in imports(path) if n.startswith(("webcare.api", "webcare.pages"))}, (
            path
        )
