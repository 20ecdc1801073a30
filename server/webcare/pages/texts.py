"""The texts of the pages: shared/messages/<language>.json under the prefix `page.`."""

import json
from pathlib import Path
from typing import Any

from flask import has_request_context, request

LANGUAGES = ("nl", "en")
COOKIE = "webcare_language"


class Texts:
    """Both languages, read once."""

    def __init__(self, folder: Path) -> None:
        self._read = {
            name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in LANGUAGES
        }

    def language(self) -> str:
        """The person's own setting, else what the browser prefers, else Dutch."""
        if not has_request_context():
            return LANGUAGES[0]
        chosen = request.cookies.get(COOKIE)
        if chosen in LANGUAGES:
            return chosen
        return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]

    def reason(self, given: str) -> str:
        """Why something was skipped or sent anyway, in the sidebar's words or the agent's own."""
        read = self._read[self.language()]
        kinds = (f"{kind}.{given}" for kind in ("skip_reason", "override_reason"))
        return next((str(read[key]) for key in kinds if key in read), given)

    def value(self, given: str, field: str) -> str:
        """What a field of a verdict was set to, in words; a value that is none of ours as it is."""
        return str(self._read[self.language()].get(f"page.{field}.{given}", given))

    def say(self, key: str, **values: Any) -> str:
        """The text `page.<key>` in the reader's language, its {names} filled in."""
        text: str = self._read[self.language()][f"page.{key}"]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text
