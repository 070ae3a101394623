"""What a theme that cannot rest on colours lays over a page: textures over areas, double lines, plates under digits.

It is done once for all views, on the finished list of items. Textures count from the page's corner, not from their
cell's: the hatch runs on from one cell to the next.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from convanim.scene.items import Item, Path, Point, Style, Text
from convanim.style.text_metrics import fitted_size, text_width
from convanim.style.texture import Texture
from convanim.style.theme import Theme

Outline = Sequence[Point]
OUTER, CORE = 2.2, 0.55
"""Pixels that a double line is wider than a single one, and the part of its width that its core has."""
LEAST_DOUBLED = 1.5
"""Pixels of a line below which it has no room for a core."""
PLATE_WIDER, PLATE_HIGH = 7.0, 1.12
"""Pixels that the plate under a number is wider than it, and ems that it is high."""
MIDDLE = 0.5
"""Of a pixel, where a level line is as black as it can be."""
BIN = 64
"""Pixels of the squares in which areas are looked up."""


def textured(items: Iterable[Item], theme: Theme, scale: float) -> Iterator[Item]:
    """The same items as ``theme`` has them; ``scale`` is that of its letters, whose size the textures keep."""
    if not theme.textures and not theme.doubled:
        yield from items
        return
    areas = _Areas()
    for item in items:
        if isinstance(item.shape, Text):
            yield from _plates(item, item.shape, areas, scale)
            yield item
            continue
        texture = theme.texture(item.style.fill) if item.style.fill else None
        if item.style.fill and theme.colour(item.style.fill).opacity == 1:
            areas.add(item, textured=texture is not None)
        if texture is not None:
            yield item._replace(style=Style(fill=item.style.fill))
            yield from _texture(item, texture, scale)
            item = item._replace(style=item.style._replace(fill=None))
        yield from _doubled(item, scale) if theme.doubled else (item,)


def _doubled(item: Item, scale: float) -> Iterator[Item]:
    """An outline of what is read now as two lines, and a dot of it as a ring."""
    style = item.style
    if style.stroke == "accent" and style.width >= LEAST_DOUBLED and not style.dash:
        yield item._replace(style=style._replace(width=style.width + OUTER * scale))
        yield item._replace(style=Style(stroke="paper", width=CORE * style.width))
        return
    if style.stroke is not None or style.fill is not None:
        yield item
    if style.fill == "accent" and isinstance(item.shape, Path):
        yield item._replace(shape=Path(tuple(_shrunk(each) for each in item.shape.outlines)), style=Style(fill="paper"))


def _shrunk(outline: Outline) -> tuple[Point, ...]:
    """Half as large round its middle."""
    x, y = (sum(each) / len(outline) for each in zip(*outline, strict=True))
    return tuple(((x + each_x) / 2, (y + each_y) / 2) for each_x, each_y in outline)


def _texture(item: Item, texture: Texture, scale: float) -> Iterator[Item]:
    """The lines or dots over an area."""
    texture = texture._replace(every=texture.every * scale, width=texture.width * scale)
    marks = [mark for outline in _on_page(item) for mark in _marks(outline, texture)]
    if marks:
        lines = texture.pattern == "lines"
        style = Style(stroke=texture.role, width=texture.width) if lines else Style(fill=texture.role)
        yield Item(Path(tuple(marks), closed=not lines), 0, 0, style, item.start, item.stop)


def _on_page(item: Item) -> list[Outline]:
    assert isinstance(item.shape, Path)
    return [[(item.x + x, item.y + y) for x, y in outline] for outline in item.shape.outlines]


def _marks(outline: Outline, texture: Texture) -> Iterator[tuple[Point, ...]]:
    return _lines(outline, texture) if texture.pattern == "lines" else _dots(outline, texture)


def _lines(outline: Outline, texture: Texture) -> Iterator[tuple[Point, ...]]:
    """The parts of parallel lines that are in a convex area."""
    across_x, across_y = math.sin(math.radians(texture.angle)), math.cos(math.radians(texture.angle))
    reached = [x * across_x + y * across_y for x, y in outline]
    first, last = ((end - MIDDLE) / texture.every for end in (min(reached), max(reached)))
    for nth in range(math.ceil(first), math.floor(last) + 1):
        ends = _crossings(outline, reached, nth * texture.every + MIDDLE)
        if len(ends) > 1 and math.dist(ends[0], ends[-1]) > texture.width / 2:
            yield ends[0], ends[-1]


def _crossings(outline: Outline, reached: Sequence[float], at: float) -> list[Point]:
    """Where the line that reaches ``at`` meets the edges of an area, in their order along it."""
    found = set()
    for nth, (x1, y1) in enumerate(outline):
        (x0, y0), before, here = outline[nth - 1], reached[nth - 1], reached[nth]
        if before != here and min(before, here) <= at <= max(before, here):
            part = (at - before) / (here - before)
            found.add((round(x0 + (x1 - x0) * part, 2), round(y0 + (y1 - y0) * part, 2)))
    return sorted(found)


def _dots(outline: Outline, texture: Texture) -> Iterator[tuple[Point, ...]]:
    """Dots in rows at 45 degrees that are wholly in a convex area."""
    half, radius = texture.every / math.sqrt(2), texture.width / 2
    (left, right), (top, bottom) = ((min(each), max(each)) for each in zip(*outline, strict=True))
    for down in range(math.ceil(top / half), math.floor(bottom / half) + 1):
        for across in range(math.ceil(left / half), math.floor(right / half) + 1):
            x, y = across * half, down * half
            if (across + down) % 2 == 0 and _is_inside(outline, x, y, radius):
                yield tuple((round(x + radius * dx, 2), round(y + radius * dy, 2)) for dx, dy in _DOT)


_DOT = tuple((math.cos(nth * math.pi / 3), math.sin(nth * math.pi / 3)) for nth in range(6))
"""A circle of so few pixels needs no more corners."""


def _is_inside(outline: Outline, x: float, y: float, inset: float = 0.0) -> bool:
    """Whether a point is in a convex area, and so far from its edges."""
    sides = []
    for nth, (x1, y1) in enumerate(outline):
        x0, y0 = outline[nth - 1]
        length = math.hypot(x1 - x0, y1 - y0)
        if length:
            sides.append(((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length)
    return all(side >= inset for side in sides) or all(side <= -inset for side in sides)


class _Area(NamedTuple):
    outline: Outline
    start: int
    stop: int
    textured: bool


class _Areas:
    """The areas that were painted so far, by the squares of the page that they touch."""

    def __init__(self) -> None:
        self._bins: dict[tuple[int, int], list[_Area]] = defaultdict(list)
        self._any = False

    def add(self, item: Item, *, textured: bool) -> None:
        """Remember an area; what is under the first texture does not count."""
        self._any |= textured
        if not self._any:
            return
        for outline in _on_page(item):
            area = _Area(outline, item.start, item.stop, textured)
            (left, right), (top, bottom) = (
                (math.floor(min(each) / BIN), math.floor(max(each) / BIN)) for each in zip(*outline, strict=True)
            )
            for across in range(left, right + 1):
                for down in range(top, bottom + 1):
                    self._bins[across, down].append(area)

    def textured_at(self, x: float, y: float, start: int, stop: int) -> list[tuple[int, int]]:
        """The frames from ``start`` to ``stop - 1`` in which what one sees at a point has a texture, as spans."""
        spans: list[tuple[int, int]] = []
        for area in self._bins.get((math.floor(x / BIN), math.floor(y / BIN)), ()):
            here = max(area.start, start), min(area.stop, stop)
            if here[0] < here[1] and _is_inside(area.outline, x, y):
                # The area hides what was there before.
                spans = [part for span in spans for part in _without(span, here)]
                spans += [here] if area.textured else []
        return _joined(spans)


def _without(span: tuple[int, int], hidden: tuple[int, int]) -> list[tuple[int, int]]:
    parts = [(span[0], min(span[1], hidden[0])), (max(span[0], hidden[1]), span[1])]
    return [part for part in parts if part[0] < part[1]]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        else:
            found.append((start, stop))
    return found


def _plates(item: Item, text: Text, areas: _Areas, scale: float) -> Iterator[Item]:
    """Paper under letters, for as long as there is a texture."""
    size = fitted_size(text)
    if not size:
        return
    wide = text_width(text.string, size)
    x = item.x + {"start": 0.5, "middle": 0.0, "end": -0.5}[text.anchor] * wide
    y = item.y - 0.352 * size
    spans = areas.textured_at(x, y, item.start, item.stop)
    if not spans:
        return
    plate_wide = wide + PLATE_WIDER * scale
    plate = _rounded(min(plate_wide, text.most) if text.most else plate_wide, PLATE_HIGH * size)
    for start, stop in spans:
        yield Item(plate, x, y, Style(fill="paper"), start, stop)


def _rounded(wide: float, high: float) -> Path:
    """A plate with round ends, about its place."""
    radius = min(wide, high) / 2
    turns = [math.pi * (nth / 6 - 0.5) for nth in range(7)]
    ends = [
        (side * (wide / 2 - radius + radius * math.cos(turn)), side * radius * math.sin(turn))
        for side in (1, -1)
        for turn in turns
    ]
    stretch = high / 2 / radius
    return Path((tuple((round(x, 2), round(y * stretch, 2)) for x, y in ends),))
