"""The items of a scene as pieces of SVG: what is dashed around corners in parts, lines of one stroke in one."""

import itertools
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from convanim.exporters._svg_markup import escaped, number
from convanim.exporters._svg_path import Outline, path_data
from convanim.scene.items import Item, Path, Point, Scene, Style, Text, Then
from convanim.style.text_metrics import text_width

WIDER = 1.2
"""How much wider than measured words may come out in the reader's own font."""


class Box(NamedTuple):
    """What something covers at the most."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: "Box") -> "Box":
        """The box around both."""
        (left, top, right, bottom), (x0, y0, x1, y1) = self, other
        return Box(min(left, x0), min(top, y0), max(right, x1), max(bottom, y1))

    def meets(self, other: "Box") -> bool:
        """Whether the two have something in common."""
        (left, top, right, bottom), (x0, y0, x1, y1) = self, other
        return left < x1 and x0 < right and top < y1 and y0 < bottom


class Words(NamedTuple):
    """Letters of one style: each of the first ones at a place of its own, the others after them."""

    attributes: str
    letters: str
    places: tuple[Point, ...]
    """(x, y) from the first of them."""

    def at(self, x: float, y: float) -> str:
        """The element, its first letter at (x, y)."""
        across = [number(x + right) for right, _ in self.places]
        down = [number(y + low) for _, low in self.places]
        down = down[:1] if len(set(down)) == 1 else down  # What has no height of its own stays on the line.
        places = "".join(f' {axis}="{" ".join(at)}"' for axis, at in (("x", across), ("y", down)) if at != ["0"])
        return f"<text{self.attributes}{places}>{escaped(self.letters)}</text>"


class Piece(NamedTuple):
    """An item (or a few, drawn in one go), the data of its path and the place of its first corner."""

    item: Item
    data: str
    x: float
    y: float
    box: Box
    words: Words | None = None
    places: tuple[Point, ...] = ((0.0, 0.0),)
    """Where it is drawn, from its first corner."""


class Run(NamedTuple):
    """Neighbouring items that come and go together, in the frames ``start`` to ``stop - 1``."""

    start: int
    stop: int
    pieces: tuple[Piece, ...]
    symbol: str
    """Its elements as seen from its first corner; "" for what is not worth sharing."""
    then: Then = "goes"
    """What becomes of it when its time is over; what moves is a run of one item."""

    @property
    def place(self) -> tuple[float, float]:
        """Its first corner."""
        return self.pieces[0].x, self.pieces[0].y

    @property
    def box(self) -> Box:
        """What it covers."""
        return reduce(Box.around, (piece.box for piece in self.pieces))


def parts(scene: Scene) -> list[Item]:
    """The items within the time of the scene, those that are dashed around corners in parts."""
    within = (item._replace(start=max(item.start, 0), stop=min(item.stop, scene.frames)) for item in scene.items)
    return [part for item in within for part in _edges_apart(item)]


def runs(items: Iterable[Item]) -> Iterator[tuple[tuple[int, int, Then], list[Item]]]:
    """Neighbouring items of the same frames, (start, stop, then); what moves is alone."""

    def alike(numbered: tuple[int, Item]) -> tuple[int, int, Then, int]:
        number, item = numbered
        return item.start, item.stop, item.then, -1 if item.then == "goes" else number

    for (start, stop, then, _), together in itertools.groupby(enumerate(items), key=alike):
        yield (start, stop, then), [item for _, item in together]


def pieces(items: Iterable[Item]) -> tuple[Piece, ...]:
    """Neighbouring items that come and go together."""
    return tuple(_piece(*together) for together in _in_one_go(items))


def _in_one_go(items: Iterable[Item]) -> Iterator[tuple[Item, tuple[Outline, ...]]]:
    """Items, and the lines of those after them that have the same stroke and hide nothing."""
    first: Item | None = None
    lines: tuple[Outline, ...] = ()
    for item in items:
        if first is not None and isinstance(first.shape, Path) and _only_lines(item, first.style):
            x, y = item.x - first.x, item.y - first.y
            assert isinstance(item.shape, Path)
            lines += tuple(tuple((px + x, py + y) for px, py in line) for line in item.shape.outlines)
            continue
        if first is not None:
            yield first, lines
        first, lines = item, ()
    if first is not None:
        yield first, lines


def _only_lines(item: Item, style: Style) -> bool:
    straight = isinstance(item.shape, Path) and all(len(outline) == 2 for outline in item.shape.outlines)
    return straight and item.style == style._replace(fill=None)


def _piece(item: Item, lines: tuple[Outline, ...]) -> Piece:
    if isinstance(item.shape, Text):
        return Piece(item, "", item.x, item.y, _box(item, ()))
    x, y = item.shape.outlines[0][0]
    return Piece(item, path_data(item.shape, lines), item.x + x, item.y + y, _box(item, lines))


def _box(item: Item, lines: tuple[Outline, ...]) -> Box:
    shape, x, y = item.shape, item.x, item.y
    if isinstance(shape, Text):
        wide = text_width(shape.string, shape.size) * WIDER
        return Box(x - wide, y - 1.5 * shape.size, x + wide, y + shape.size)
    across, down = zip(*(point for outline in shape.outlines + lines for point in outline), strict=True)
    reach = 2 * item.style.width + 1
    return Box(x + min(across) - reach, y + min(down) - reach, x + max(across) + reach, y + max(down) + reach)


def _edges_apart(item: Item) -> Iterator[Item]:
    """The item; one that is dashed around corners as its area and its edges, for each starts with half a dash."""
    shape, style = item.shape, item.style
    if isinstance(shape, Text) or not style.dash or all(len(outline) == 2 for outline in shape.outlines):
        yield item
        return
    if style.fill is not None:
        yield item._replace(style=Style(fill=style.fill))
    rounds = [(*outline, outline[0]) if shape.closed else outline for outline in shape.outlines]
    edges = tuple(edge for each in rounds for edge in itertools.pairwise(each))
    yield item._replace(shape=Path(edges, closed=False), style=style._replace(fill=None))
