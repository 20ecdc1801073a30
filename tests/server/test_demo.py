"""`webcare demo` fills an invented record, and never mixes it with a real one."""

import pytest
from acting import opening
from click.testing import CliRunner

from webcare.cli import main

pytestmark = pytest.mark.sqlite_only
"""The command opens a folder's own file unless DATABASE_URL is set."""


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_demo_fills_only_an_empty_record(app, device, tmp_path):
    device.send(*opening())
    assert "not empty" in run("demo", "--data", app.settings.data).output
    assert run("demo", "--data", tmp_path / "demo").exit_code == 0
    proof = run("verify", "--data", tmp_path / "demo")
    assert (proof.exit_code, "of 400 cases" in proof.output) == (0, True)
