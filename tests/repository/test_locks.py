"""The lock files hold what pyproject.toml asks for, with hashes, and name no registry."""

import re
import tomllib

import pytest

from tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(wishes: list[str]) -> set[str]:
    return {re.split(r"[<>=\[ ;]", wish)[0].lower().replace("_", "-") for wish in wishes}


@pytest.mark.parametrize(
    "lock, groups",
    [
        ("requirements.lock", ["build"]),
        ("requirements-test.lock", ["build", "test"]),
    ],
)
def test_the_lock_is_complete(lock: str, groups: list[str]) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.M))
    wished = names(PROJECT["project"]["dependencies"])
    wished |= names([w for g in groups for w in PROJECT["dependency-groups"][g]])
    assert not wished - locked
    assert text.count("--hash=") >= len(locked)
    assert "://" not in text


def test_both_locks_agree() -> None:
    base, test = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / f).read_text(), re.M))
        for f in ("requirements.lock", "requirements-test.lock")
    )
    assert base.items() <= test.items()
