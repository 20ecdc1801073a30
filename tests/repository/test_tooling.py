"""The formatters, linters and type checkers say nothing."""

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


def test_javascript_types() -> None:
    run([*node_program("tsc"), "--project", str(TOOLS / "tsconfig.json")])


def test_the_add_on_linter() -> None:
    run([*node_program("web-ext"), "lint", "--warnings-as-errors", "--source-dir", str(EXTENSION)])
