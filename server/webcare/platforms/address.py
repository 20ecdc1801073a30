"""Web addresses as a browser resolves them; twin of extension/content/dom.js."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

_PORTS = {"http": 80, "https": 443}
# What the URL standard leaves as it is in each part, besides letters, digits and existing escapes.
_PATH = "%/:@!$&'()*+,;=~[]|-._"
_QUERY = "%/:@!$&()*+,;=~[]|^\\`{}?-._"
_FRAGMENT = "%/:@!$&'()*+,;=~[]|^\\{}?#-._"


@dataclass(frozen=True)
class Address:
    """One absolute http(s) address in its parts, as the browser's URL has them."""

    scheme: str
    host: str
    path: str
    query: str
    fragment: str

    @property
    def hostname(self) -> str:
        """The host without its port."""
        return re.sub(r":\d+$", "", self.host)

    @property
    def origin(self) -> str:
        """Scheme and host."""
        return f"{self.scheme}://{self.host}"

    @property
    def local(self) -> str:
        """Path, query and fragment: what a pattern beginning with / is held against."""
        return self.path + self.query + self.fragment

    def __str__(self) -> str:
        return self.origin + self.local


UNKNOWN = Address("http", "unknown.invalid", "/", "", "")


def _host(host: str, port: int | None, scheme: str) -> str:
    if ":" in host:
        host = f"[{host}]"
    name = host.lower() if host.isascii() else host.lower().encode("idna").decode()
    return name if port in (None, _PORTS[scheme]) else f"{name}:{port}"


def _escaped(mark: str, part: str, safe: str) -> str:
    return mark + quote(part, safe=safe) if part else ""


def absolute(address: str, base: str) -> Address | None:
    """An address made absolute, or None when it is no web address."""
    address = re.sub("^[^?#]*", lambda path: path[0].replace("\\", "/"), address)
    try:
        if re.fullmatch("https?:/*", address.strip(), re.IGNORECASE):
            return None
        parts = urlsplit(urljoin(base, address.strip()))
        if parts.scheme not in _PORTS or not parts.hostname:
            return None
        host = _host(parts.hostname, parts.port, parts.scheme)
    except ValueError:
        return None
    return Address(
        parts.scheme,
        host,
        quote(parts.path, safe=_PATH) or "/",
        _escaped("?", parts.query, _QUERY),
        _escaped("#", parts.fragment, _FRAGMENT),
    )


def canonical(url: Address, keep: Mapping[str, Any]) -> str:
    """The address with no more than `keep` says: `query` names, and whether the `fragment`.

    A part of the query that is a path (`index.php?threads/12/`) stays: it says which page it is.
    """
    wanted = keep.get("query", [])
    parts = [(part, *part.split("=")) for part in url.query[1:].split("&")]
    query = "&".join(
        part for part, name, *value in parts if name in wanted or (not value and "/" in name)
    )
    fragment = url.fragment if keep.get("fragment") else ""
    return url.origin + url.path + (f"?{query}" if query else "") + fragment
