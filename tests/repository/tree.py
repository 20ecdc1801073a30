"""What the repository's own tests look at."""

import ast
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"
PACKAGE = ROOT / "server" / "webcare"
TOOLS = ROOT / "tools"


def load(path: str) -> Any:
    """A JSON file of the tree."""
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def node_program(name: str) -> list[str]:
    """The command of a JavaScript tool that ./test installs; fails with what to do without it."""
    program = TOOLS / "node_modules" / ".bin" / name
    assert program.exists(), f"{name} is not installed: run ./test, which installs it"
    return [str(program)]


@cache
def js_facts() -> dict[str, dict[str, list[str]]]:
    """What each JavaScript file of ours imports, calls, names and says."""
    files = [
        str(f.relative_to(EXTENSION))
        for f in sorted(EXTENSION.rglob("*.js"))
        if "vendor" not in f.parts
    ]
    node_program("tsc")
    command = ["node", str(TOOLS / "js_facts.mjs"), *files]
    done = subprocess.run(command, cwd=EXTENSION, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    facts: dict[str, dict[str, list[str]]] = json.loads(done.stdout)
    return facts


def python_files(room: str = "") -> list[Path]:
    """The package's modules, or those of one room such as "record"."""
    return sorted((PACKAGE / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Dotted names that a module imports, ours and others'."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def names(path: Path) -> set[str]:
    """Plain names that a module uses, such as `open`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
