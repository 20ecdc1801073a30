"""The conversation of a post and the brand's part in it; twin of extension/content/thread.js."""

from collections.abc import Mapping
from typing import Any

from bs4 import Tag

from webcare.platforms.fields import Glance, glance, mentions, plain, wording
from webcare.platforms.page import Page, Platform
from webcare.platforms.sources import first

Brand = Mapping[str, Any]


def same(a: str | None, b: str | None) -> bool:
    """Whether two handles are one; case does not matter on any platform."""
    return bool(a and b) and (a or "").lower() == (b or "").lower()


class Thread:
    """The posts of one conversation in the page's order; the first one opened it."""

    def __init__(self, page: Page, containers: list[Tag]) -> None:
        self.page = page
        self.members = [glance(page, container) for container in containers]
        self.opener = self.members[0]
        self._of = {id(member.container): member for member in self.members}
        self._named = {member.id: member for member in reversed(self.members) if member.id}
        for member in self.members:
            member.parent = self._parent(member)
        for at, member in enumerate(self.members):
            member.reply_to = self._answers(member, at)

    def member(self, container: Tag) -> Glance:
        """The post in this container."""
        return self._of[id(container)]

    def _parent(self, member: Glance) -> Glance | None:
        outer = self.page.holder(member.container.parent)
        if outer is not None:
            return self._of.get(id(outer))
        named = self._named.get(member.parent_id) if member.parent_id else None
        return None if named is member else named

    def _answers(self, member: Glance, at: int) -> str | None:
        """Whom it answers: by its own word, its parent, or the focused post above it."""
        selector = self.page.post.get("focused")
        above = [
            m for m in self.members[:at] if selector and self.page.matches(m.container, selector)
        ]
        up = None if member.parent is self.opener else member.parent
        words = wording(self.page, member.container)
        known = member.known(focused=above[-1].handle if above else None, text=words)
        said = first(self.page, member.container, self.page.post.get("reply_to", []), known)
        answered = plain(said) or (up.handle if up else None)
        return None if same(answered, member.handle) and not up else answered


def conversation(page: Page, container: Tag) -> list[Tag]:
    """The containers of one conversation: those a thread page shows, else those nested in one."""
    if any(shown is container for shown in page.shown):
        return page.shown
    top = page.topmost(container)
    return [c for c in page.containers if c is top or any(up is top for up in c.parents)]


def _own_handles(platform: Platform, brand: Brand) -> set[str]:
    handles = brand.get("handles") or {}
    forum = handles.get("forum", []) if platform.get("forum") else []
    return {handle.lower() for handle in [*handles.get(platform["id"], []), *forum]}


def is_brand(platform: Platform, brand: Brand, handle: str | None) -> bool:
    """Whether a handle is one of the brand's own on this platform."""
    return bool(handle) and (handle or "").lower() in _own_handles(platform, brand)


def is_owner(platform: Platform, brand: Brand, owner: str | None) -> bool:
    """Whether a place is the brand's own: by handle, site or name."""
    if not owner:
        return False
    name = owner.lower().removeprefix("www.")
    own = [*(brand.get("sites") or []), brand.get("name") or "", *(brand.get("names") or [])]
    return is_brand(platform, brand, name) or name in {o.lower().removeprefix("www.") for o in own}


def _is_answer(page: Page, thread: Thread, post: Glance, later: Glance) -> bool:
    """Whether a later post of the brand is this one's child, names its author, or the opener's."""
    if later.parent and later.parent is not thread.opener:
        return later.parent is post
    if later.reply_to:
        return same(later.reply_to, post.handle)
    named = mentions(page, later.container, wording(page, later.container))
    if named:
        return any(same(name, post.handle) for name in named)
    return post is thread.opener


def _branch(post: Glance, opener: Glance) -> Glance:
    at = post
    while at.parent and at.parent is not opener:
        at = at.parent
    return at


def _turns(page: Page, brand: Brand, thread: Thread, post: Glance) -> list[Glance]:
    """The brand's own replies in the thread; in one with branches, those in this post's branch."""
    replies = [m for m in thread.members if m is not thread.opener]
    own = [m for m in replies if is_brand(page.platform, brand, m.handle)]
    if not page.platform.get("thread", {}).get("branches"):
        return own
    if post is thread.opener:
        return [m for m in own if _branch(m, post) is m]
    return [m for m in own if _branch(m, thread.opener) is _branch(post, thread.opener)]


def standing(
    page: Page, brand: Brand, thread: Thread, post: Glance, owner: str | None
) -> dict[str, bool | int]:
    """by_brand, answered_by_brand and public_turns of a post."""
    own = _turns(page, brand, thread, post)
    later = own[:]
    for member in thread.members[: thread.members.index(post) + 1]:
        later = [m for m in later if m is not member]
    selector = page.post.get("owner_reply")
    inside = len(page.own(post.container, selector)) if selector else 0
    inside = inside if is_owner(page.platform, brand, owner) else 0
    return {
        "by_brand": is_brand(page.platform, brand, post.handle),
        "answered_by_brand": inside > 0 or any(_is_answer(page, thread, post, m) for m in later),
        "public_turns": len(own) + inside,
    }
