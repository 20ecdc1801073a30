"""Pictures made on the server: they need no script, follow light and dark, and print.

They hold no words, since words would stretch with them; numbers and labels stand beside as text.
"""

from collections.abc import Sequence

from markupsafe import Markup

HEIGHT = 10
"""Width is 100; a picture is stretched to its place, so all shapes lie on the grid of it."""


def bar(share: float, mark: float | None = None) -> Markup:
    """One bar from 0 to 100 %, with a mark where it should be."""
    parts = [Markup('<rect width="{:.2f}" height="10" class="s0"/>').format(100 * _held(share))]
    if mark is not None:
        parts.append(
            Markup('<path d="M{0:.2f} 0V10" class="mark"/>').format(100 * _held(mark)),
        )
    return _svg(parts)


def parts(counts: Sequence[int]) -> Markup:
    """One bar split in parts, in the colours s0, s1, …"""
    total, at, blocks = sum(counts) or 1, 0.0, []
    for color, count in enumerate(counts):
        width = 100 * count / total
        blocks.append(
            Markup('<rect x="{:.2f}" width="{:.2f}" height="10" class="s{}"/>').format(
                at, width, color
            )
        )
        at += width
    return _svg(blocks)


def _held(share: float) -> float:
    return min(1.0, max(0.0, share))


def _svg(parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="bar" viewBox="0 0 100 {}" preserveAspectRatio="none" aria-hidden="true">'
        "{}</svg>"
    ).format(HEIGHT, Markup("").join(parts))
