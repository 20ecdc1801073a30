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
    """The posts of one conversation in the page's order; the first opened it, or is a comment."""

    def __init__(self, page: Page, containers: list[Tag]) -> None:
        self.page = page
        self.members = [glance(page, container) for container in containers]
        self.is_guess = False
        self.opener = self._begun()
        self._of = {id(member.container): member for member in self.members}
        self._at = {id(member.container): at for at, member in enumerate(self.members)}
        self._named = {member.id: member for member in reversed(self.members) if member.id}
        for member in self.members:
            member.parent = self._parent(member)
        for at, member in enumerate(self.members):
            member.reply_to = self._answers(member, at)

    def _begun(self) -> Glance:
        """Who opened it: its first post; where that is not drawn, who the address says: a guess.

        Comments stand under what is no post of the page: nobody opened their conversation.
        """
        page, one = self.page, self.members[0]
        thread = page.platform.get("thread", {})
        if "comments" in thread and page.matches(one.container, thread["comments"]):
            return Glance(one.container, None, None, None, None, one.site)
        handle = first(page, None, thread.get("begun_by", []))
        is_shown = any(shown is one.container for shown in page.shown)
        if not handle or not is_shown or any(map(self._is_focused, self.members)):
            return one
        self.is_guess = True
        return Glance(one.container, None, handle, None, None, one.site)

    def _is_focused(self, member: Glance) -> bool:
        """Whether it is the one that the page, by its mark and its address, is about."""
        if not self.page.matches(member.container, self.page.post["focused"]):
            return False
        is_named = member.id is not None and member.id in self.page.url.path
        return is_named or self.page.fits("copies")

    def member(self, container: Tag) -> Glance:
        """The post in this container."""
        return self._of[id(container)]

    def _parent(self, member: Glance) -> Glance | None:
        named = self._named.get(member.parent_id) if member.parent_id else None
        is_flat = self.page.post.get("flat")
        outer = None if is_flat else self.page.holder(member.container.parent)
        if outer is not None:
            is_beside = named is not None and self._is_beside(named, member, outer)
            return named if is_beside else self._of.get(id(outer))
        if self.page.continues(member.container):
            above = self.page.beside(member.container, after=False)
            return self._of.get(id(above)) if above is not None else None
        return None if named is member else named

    def _is_beside(self, named: Glance, member: Glance, outer: Tag) -> bool:
        """Whether an answer stands below the named post, both of them in the outer one."""
        is_above = self._at[id(named.container)] < self._at[id(member.container)]
        return is_above and any(up is outer for up in named.container.parents)

    def _answers(self, member: Glance, at: int) -> str | None:
        """Whom it answers: by its own word, its parent, or the focused post above it."""
        selector = self.page.post.get("focused")
        above = [
            m for m in self.members[:at] if selector and self.page.matches(m.container, selector)
        ]
        up = None if member.parent is self.opener else member.parent
        words = wording(self.page, member.container)
        known = member.known(
            focused=above[-1].handle if above else None,
            parent=member.parent.handle if member.parent else None,
            text=words,
            above="\n".join(m.handle.lower() for m in self.members[:at] if m.handle),
        )
        said = first(self.page, member.container, self.page.post.get("reply_to", []), known)
        answered = plain(said) or (up.handle if up else None)
        return None if same(answered, member.handle) and not up else answered


def conversation(page: Page, container: Tag) -> list[Tag]:
    """The containers of one conversation: those a thread page shows, else those nested in one."""
    if any(shown is container for shown in page.shown):
        return page.shown
    top = page.topmost(container)
    if "continues" in page.post:
        return _continued(page, top)
    return [c for c in page.containers if c is top or any(up is top for up in c.parents)]


def _continued(page: Page, container: Tag) -> list[Tag]:
    """In a feed: the posts drawn as one conversation with this one, each answering the last."""
    run = [container]
    while page.continues(run[0]) and (above := page.beside(run[0], after=False)) is not None:
        run.insert(0, above)
    while (below := page.beside(run[-1], after=True)) is not None and page.continues(below):
        run.append(below)
    return run


def original(page: Page, container: Tag) -> Tag:
    """The post on the page that a dialog shows a copy of, so both are read alike; else itself."""
    if not page.fits("copies") or page.dialog(container) is None:
        return container
    copy = _signs(page, container)
    behind = (c for c in page.containers if page.dialog(c) is None)
    return next((c for c in behind if _is_same(copy, _signs(page, c))), container)


def _signs(page: Page, container: Tag) -> tuple[str | None, str | None, str]:
    seen = glance(page, container)
    return seen.id, seen.handle, wording(page, container)


def _is_same(a: tuple[str | None, str | None, str], b: tuple[str | None, str | None, str]) -> bool:
    return a[0] == b[0] if a[0] else a[1:] == b[1:] and bool(a[2])


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
    at, passed = post, [post]
    while at.parent and at.parent is not opener and at.parent not in passed:
        at = at.parent
        passed.append(at)
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
