"""What a person does with the dashboard, for tests: open a page, send a form."""

from typing import Any

from acting import BASE


def get(browser: Any, path: str, language: str = "nl") -> Any:
    return browser.get(path, base_url=BASE, headers={"Accept-Language": language})


def csrf_of(browser: Any, path: str = "/team") -> str:
    return get(browser, path).text.split('name="csrf" value="')[1].split('"')[0]


def post(browser: Any, path: str, **form: Any) -> Any:
    return browser.post(path, data={"csrf": csrf_of(browser), **form}, base_url=BASE)
