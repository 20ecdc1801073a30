"""Pictures made on the server: they need no script, follow light and dark, and print.

Each is an <svg role="img"> with a name; the numbers stand in a table beside it.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

WIDTH = 560
ROW = 24
LABEL = 92
NARROW = 300
"""Width of the lying bars: they stand in a small card, and text shrinks with the picture."""
SERIES = 5
"""So many colours in style.css: .s0 to .s4."""


def bars(name: str, items: Sequence[tuple[str, float, str]]) -> Markup:
    """Lying bars; items are (label, length, text at the end of the bar)."""
    longest = max((value for _, value, _ in items), default=0) or 1
    space = NARROW - LABEL - 44
    rows = [
        Markup(
            '<text x="{}" y="{}" class="label end">{}</text>'
            '<rect x="{}" y="{}" width="{}" height="14" rx="3" class="s0"/>'
            '<text x="{}" y="{}" class="label">{}</text>'
        ).format(
            LABEL - 10,
            n * ROW + 17,
            shortened(label),
            LABEL,
            n * ROW + 6,
            max(2, round(space * value / longest)),
            LABEL + 8 + round(space * value / longest),
            n * ROW + 17,
            text,
        )
        for n, (label, value, text) in enumerate(items)
    ]
    return _svg(name, ROW * len(items), rows, NARROW)


def columns(name: str, labels: Sequence[str], series: dict[str, list[int]]) -> Markup:
    """Standing bars, the series on top of each other, one column per label."""
    height, count = 180, max(1, len(labels))
    tallest = max((sum(values) for values in zip(*series.values(), strict=True)), default=0) or 1
    step = WIDTH / count
    parts: list[Markup] = []
    for n, label in enumerate(labels):
        top = float(height)
        for color, values in enumerate(series.values()):
            size = (height - 12) * values[n] / tallest
            top -= size
            parts.append(_block(n * step + step * 0.15, top, step * 0.7, size, color))
        if n % max(1, count // 8) == 0:
            parts.append(
                Markup('<text x="{:.1f}" y="{}" class="label mid">{}</text>').format(
                    n * step + step / 2, height + 18, label
                )
            )
    parts.append(Markup('<path d="M0 {}H{}" class="axis"/>').format(height, WIDTH))
    return _svg(name, height + 26, parts)


def _block(x: float, y: float, width: float, height: float, color: int) -> Markup:
    if height <= 0:
        return Markup("")
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="s{}"/>'
    ).format(x, y, width, height, color % SERIES)


def meter(name: str, share: float, target: float | None = None) -> Markup:
    """One bar from 0 to 100 %, with a mark where it should be."""
    parts = [
        Markup('<rect width="{}" height="12" rx="6" class="rest"/>').format(WIDTH),
        Markup('<rect width="{:.1f}" height="12" rx="6" class="s0"/>').format(
            WIDTH * min(1.0, max(0.0, share))
        ),
    ]
    if target is not None:
        parts.append(Markup('<path d="M{:.1f} 0V12" class="mark"/>').format(WIDTH * target))
    return _svg(name, 12, parts)


def shortened(label: str) -> str:
    """A label that fits beside a bar."""
    return label if len(label) <= 18 else label[:17] + "…"


def _svg(name: str, height: float, parts: Sequence[Markup], width: int = WIDTH) -> Markup:
    return Markup(
        '<svg class="picture" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(width, max(1, round(height)), escape(name), Markup("").join(parts))
