"""Places to monitor: the team's list, when each was last visited, and what was found there."""

import json
from typing import Any
from urllib.parse import urlsplit

import peewee

from webcare.record import clock, sql, store
from webcare.record.errors import RecordError
from webcare.record.figures.over_time import PLACE
from webcare.record.record import Record

Json = dict[str, Any]
VISITED = "visited"
COUNTED_DAYS = 30
MOST = 200
COUNTS = ("posts", "replied", "skipped", "open")


class PlaceError(RecordError):
    """The place cannot be listed; the message says why."""


def add(record: Record, name: str, url: str) -> None:
    """Put a place on the list. PlaceError when it is no web address or there already."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PlaceError("Give the place's whole address, beginning with https://")
    listed = store.profile(record.db).get("monitor", [])
    if any(place["url"] == url.strip() for place in listed):
        raise PlaceError("This place is on the list already.")
    if len(listed) >= MOST:
        raise PlaceError(f"The list holds {MOST} places; remove one first.")
    place = {"name": name.strip()[:80] or parts.hostname, "url": url.strip()[:2000]}
    _save(record, [*listed, place])


def remove(record: Record, url: str) -> None:
    """Take a place off the list."""
    listed = store.profile(record.db).get("monitor", [])
    _save(record, [place for place in listed if place["url"] != url])


def _save(record: Record, listed: list[Json]) -> None:
    profile = {**store.profile(record.db), "monitor": listed}
    record.save_profile({name: value for name, value in profile.items() if value or name == "name"})


def visit(record: Record, url: str) -> None:
    """Note that somebody goes to look there now."""

    def work() -> None:
        store.put(record.db, VISITED, json.dumps({**_visited(record.db), url: clock.now_ms()}))

    record.write(work)


def _visited(db: peewee.Database) -> dict[str, int]:
    return dict(json.loads(store.get(db, VISITED) or "{}"))


def listed(db: peewee.Database, profile: Json, platforms: list[Json]) -> list[Json]:
    """The list as [{name, url, visited_at, posts, replied, skipped, open}], longest unseen first.

    Counts are of the last 30 days; a visit is a click in the list or a post opened there.
    """
    hosts = {host: one["id"] for one in platforms for host in one.get("hosts", [])}
    found, visited = _found(db), _visited(db)
    places = [
        _counted(place, [one for one in found if _is_there(place["url"], one, hosts)], visited)
        for place in profile.get("monitor", [])
    ]
    return sorted(places, key=lambda place: place["visited_at"] or 0)


def unlisted(db: peewee.Database, profile: Json, platforms: list[Json]) -> list[Json]:
    """Forums and news sites with posts that are not on the list: [{name, url, posts}].

    Of these the owner is the site; on a platform it is a page, whose address is not known here.
    """
    hosts = {host: one["id"] for one in platforms for host in one.get("hosts", [])}
    urls = [place["url"] for place in profile.get("monitor", [])]
    return [
        {"name": one["place"], "url": f"https://{one['place']}/", "posts": one["posts"]}
        for one in _found(db)
        if "." in (one["place"] or "")
        and one["platform"] not in hosts.values()
        and not any(_is_there(url, one, hosts) for url in urls)
    ][:5]


def _found(db: peewee.Database) -> list[Json]:
    """What was opened per platform and place; people's own profiles together as one."""
    query = (
        f"SELECT platform, {PLACE} AS place, COUNT(*) AS posts,"  # noqa: S608
        " SUM(CASE WHEN outcome = 'replied' THEN 1 ELSE 0 END) AS replied,"
        " SUM(CASE WHEN outcome = 'skipped' THEN 1 ELSE 0 END) AS skipped,"
        " SUM(CASE WHEN status <> 'done' THEN 1 ELSE 0 END) AS open,"
        f" MAX(opened_at) AS last FROM cases WHERE opened_at >= ? GROUP BY platform, {PLACE}"
        " ORDER BY COUNT(*) DESC"
    )
    return sql.rows(db, query, (clock.now_ms() - COUNTED_DAYS * clock.DAY_MS,))


def _counted(place: Json, found: list[Json], visited: dict[str, int]) -> Json:
    seen = [one["last"] for one in found] + [visited.get(place["url"], 0)]
    counts = {name: sum(one[name] for one in found) for name in COUNTS}
    return {**place, **counts, "visited_at": max(seen) or None}


def _is_there(url: str, found: Json, hosts: dict[str, str]) -> bool:
    """Whether these posts stand at this address: its site, or the part of a platform it names."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    owner = (found["place"] or "").lower().removeprefix("www.")
    if owner == host:
        return True
    platform = hosts.get(host) or hosts.get(f"www.{host}")
    if platform is None or platform != found["platform"]:
        return False
    named = [part.lstrip("@") for part in parts.path.lower().split("/") if part]
    return (
        owner in named or not named or named[0] in ("search", "explore", "hashtag", "notifications")
    )
