"""Where the server keeps its data and how it is reached; every default works with nothing set."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

EXTENSION = "chrome-extension://ciffffhffpokogiijfnmamppaoidlfae"
"""Origin of our own extension; the `key` in its manifest fixes the id."""

MEGABYTE = 1024 * 1024


def default_data() -> Path:
    """The user's data folder of this operating system."""
    return Path(platformdirs.user_data_dir("webcare", appauthor=False))


def _from_environment(name: str) -> str | None:
    return os.environ.get(name) or None


@dataclass(frozen=True)
class Settings:
    """What `create_app` needs. `public_url` is set when a TLS proxy stands in front of us."""

    data: Path = field(default_factory=default_data)
    port: int = 8765
    database_url: str | None = field(default_factory=lambda: _from_environment("DATABASE_URL"))
    public_url: str | None = field(default_factory=lambda: _from_environment("WEBCARE_PUBLIC_URL"))
    shared: Path | None = None
    max_body: int = 16 * MEGABYTE
    """100 events whose posts are as long as the schema allows still fit in one batch."""

    @property
    def address(self) -> str:
        """The address that people open, without a slash at the end."""
        return (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    @cached_property
    def origins(self) -> frozenset[str]:
        """Origins of our own pages."""
        own = {f"http://{host}" for host in self._loopback}
        return frozenset(own | ({self.address} if self.public_url else set()))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Values of the Host header that are ours."""
        public = {urlsplit(self.public_url).netloc} if self.public_url else set()
        return frozenset(self._loopback | public)

    @property
    def secure(self) -> bool:
        """Whether cookies may only travel over TLS."""
        return self.address.startswith("https://")

    @property
    def _loopback(self) -> set[str]:
        return {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
