"""The formatters, linters and type checkers say nothing."""

import json
import subprocess
import sys

import pytest

from tree import EXTENSION, ROOT, TOOLS, node_program

PYTHON_TOOLS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
}


def run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("tool", PYTHON_TOOLS)
def test_python(tool: str) -> None:
    run([sys.executable, "-m", *PYTHON_TOOLS[tool]])


def test_javascript_format() -> None:
    run([*node_program("prettier"), "--check", "extension/**/*.js", "server/**/static/*.js"])


def test_javascript_types() -> None:
    run([*node_program("tsc"), "--project", str(TOOLS / "tsconfig.json")])


KNOWN_WARNINGS = {
    # what Chromium has in one place Firefox has in another, and we ask both
    "dom.openOrClosedShadowRoot is not supported",
    'Unsupported "/background/service_worker" manifest property is ignored by Firefox.',
    '/permissions: Invalid permissions "sidePanel" at 3.',
}


def test_the_add_on_linter() -> None:
    command = [*node_program("web-ext"), "lint", "--output", "json", "--source-dir", str(EXTENSION)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    said = [
        f"{m['message']} ({m.get('file')})"
        for m in found["errors"] + found["warnings"]
        if m["message"] not in KNOWN_WARNINGS
    ]
    assert not said, "\n".join(said)
