"""Fixtures of the browser tests. Everything is real; only the platforms' hosts are faked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from harness.care_server import CareServer
from harness.chromium import Browser
from harness.forum import Forum
from harness.misago import Misago
from harness.screenshots import keep_screenshot
from harness.site import Site

Launch = Callable[..., Browser]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forum]:
    """A live Spirit forum; each test makes its own topics."""
    running = Forum(tmp_path_factory.mktemp("forum"))
    yield running
    running.close()


@pytest.fixture(scope="session")
def misago(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Misago]:
    """A live Misago forum; each test makes its own threads."""
    running = Misago(tmp_path_factory.mktemp("misago"))
    yield running
    running.close()


@pytest.fixture(scope="session")
def _site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


@pytest.fixture
def site(_site: Site) -> Site:
    """The faked hosts; set `site.route`."""
    _site.reset()
    return _site


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CareServer]:
    """A `webcare serve` process with a fresh record."""
    running = CareServer(tmp_path)
    yield running
    running.close()


@pytest.fixture
def launch(
    playwright: Playwright, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Launch]:
    """Start a browser with the extension; screenshots of its pages are kept when the test fails."""
    started: list[Browser] = []

    def start(*switches: str, name: str = "browser") -> Browser:
        folder = tmp_path / name
        folder.mkdir()
        started.append(Browser(playwright, folder, *switches))
        return started[-1]

    yield start
    for browser in started:
        if getattr(request.node, "failed", False):
            for number, page in enumerate(browser.context.pages):
                keep_screenshot(page, f"{request.node.name}-{number}")
        browser.close()


@pytest.fixture
def browser(launch: Launch, site: Site) -> Browser:
    """A browser with the extension, not paired; faked hosts lead to `site`."""
    return launch(*site.chromium_arguments())


@pytest.fixture
def paired(browser: Browser, server: CareServer) -> Browser:
    """The same browser, paired with `server` as agent Sanne."""
    browser.pair(server)
    return browser


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if report.failed:
        item.failed = True
    return report
