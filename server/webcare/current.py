"""The app that serves this request, for api and pages, which may not know each other."""

from typing import TYPE_CHECKING, Any, cast

from flask import current_app

if TYPE_CHECKING:
    from webcare.app import Webcare


def server() -> "Webcare":
    """The app that serves this request."""
    # The object itself: the proxy would be empty in the writer's thread.
    proxy: Any = current_app
    return cast("Webcare", proxy._get_current_object())
