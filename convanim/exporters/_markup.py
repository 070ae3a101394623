"""A scene as SVG elements: what comes again is written once, and what styles have in common is the root's."""

import itertools
import math
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from typing import NamedTuple

from convanim.exporters import Picture
from convanim.lettering import text_width
from convanim.scene import Item, Path, Point, Scene, Style, Text
from convanim.theme import Colour, Theme

FONT = "Arial,sans-serif"
WIDER = 1.2
"""How much wider than measured words may come out in the reader's own font."""
SHORT = 30
"""Shapes of so few characters are written where they are: referring to them would be as long."""

Outline = tuple[Point, ...]

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


class Piece(NamedTuple):
    """An item (or a few, drawn in one go), the data of its path and the place of its first corner."""

    item: Item
    data: str
    x: float
    y: float
    box: "Box"


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


class Run(NamedTuple):
    """Neighbouring items that come and go together, in the frames ``start`` to ``stop - 1``."""

    start: int
    stop: int
    pieces: tuple[Piece, ...]
    symbol: str
    """Its elements as seen from its first corner; "" for what is not worth sharing."""

    @property
    def box(self) -> Box:
        """What it covers."""
        return reduce(Box.around, (piece.box for piece in self.pieces))


class Drawing:
    """The elements of a scene and the style sheet that they need."""

    def __init__(self, scene: Scene, theme: Theme, dark: Theme | None = None) -> None:
        """``dark`` is the theme for readers who prefer a dark page."""
        self.scene = scene
        items = [piece for item in scene.items for piece in _edges_apart(_clipped(item, scene.frames))]
        self._classes = _Classes(items, theme, dark)
        self._names: dict[str, str] = {}
        self.runs = [
            self._run(start, stop, tuple(_piece(*together) for together in _in_one_go(run)))
            for (start, stop), run in itertools.groupby(items, key=lambda item: (item.start, item.stop))
            if start < stop
        ]
        symbols = _again(run.symbol for run in self.runs if run.symbol)
        single = [piece for run in self.runs if run.symbol not in symbols for piece in run.pieces]
        shapes = _again(piece.data for piece in single)
        self._names = dict(zip((*shapes, *symbols), _names(), strict=False))

    def elements(self, run: Run, x: float = 0, y: float = 0) -> str:
        """A run, moved by (x, y)."""
        if run.symbol in self._names:
            return _use(self._names[run.symbol], "", run.pieces[0].x + x, run.pieces[0].y + y)
        return "".join(self._element(piece, x, y) for piece in run.pieces)

    def definitions(self) -> str:
        """The shapes and the runs that come again."""
        markup = "".join(_defined(name, shape) for shape, name in self._names.items())
        return f"<defs>{markup}</defs>" if markup else ""

    def style_sheet(self, root: str) -> str:
        """The rules of the elements that were written, within what the selector ``root`` finds."""
        return self._classes.style_sheet(root)

    def always(self, run: Run) -> bool:
        """Whether a run is there in every frame."""
        return (run.start, run.stop) == (0, self.scene.frames)

    def _run(self, start: int, stop: int, pieces: tuple[Piece, ...]) -> Run:
        shared = (start, stop) != (0, self.scene.frames)
        x, y = pieces[0].x, pieces[0].y
        return Run(start, stop, pieces, "".join(self._element(each, -x, -y) for each in pieces) if shared else "")

    def _element(self, piece: Piece, x: float, y: float) -> str:
        item, x, y = piece.item, piece.x + x, piece.y + y
        if isinstance(item.shape, Text):
            return self._words(item.shape, item, x, y)
        attribute = self._classes.attribute(item.style)
        if piece.data in self._names:
            return _use(self._names[piece.data], attribute, x, y)
        return f'<path{attribute} d="m{_pair(_hundredths(x), _hundredths(y))}{piece.data[4:]}"/>'

    def _words(self, text: Text, item: Item, x: float, y: float) -> str:
        size, wide = text.size, text_width(text.string, text.size)
        if 0 < text.most < wide:
            size, wide = size * text.most / wide, text.most
        attribute = self._classes.attribute(Style(fill=item.style.fill or "ink"), size, text.anchor)
        left = item.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * wide * WIDER
        fits = 0 <= left <= self.scene.width - wide * WIDER and (not text.most or wide * WIDER < text.most)
        # A reader's font may be wider than the one that was measured: only where it would not fit is it squeezed.
        squeezed = "" if fits or not wide else f' textLength="{number(wide)}" lengthAdjust="spacingAndGlyphs"'
        return f'<text{attribute} x="{number(x)}" y="{number(y)}"{squeezed}>{escaped(text.string)}</text>'


class _Key(NamedTuple):
    style: Style
    font_px: float
    """0 for what is no text."""
    anchor: str


class _Classes:
    """A class for each style; the most frequent lines are the root's, and need none."""

    def __init__(self, items: list[Item], theme: Theme, dark: Theme | None) -> None:
        self.themes = [theme] if dark is None else [theme, dark]
        lines = Counter((item.style.stroke, item.style.width) for item in items if item.style.stroke is not None)
        most: tuple[str | None, float] = lines.most_common(1)[0][0] if lines else (None, 0.0)
        self.stroke, self.width = most
        self.names = _names()
        self.attributes: dict[_Key, str] = {}

    def attribute(self, style: Style, font_px: float = 0, anchor: str = "start") -> str:
        """The class of a style as an attribute, or nothing."""
        key = _Key(style, font_px, anchor)
        if key not in self.attributes:
            ruled = self._colours(key, self.themes[0]) or self._geometry(key)
            self.attributes[key] = f' class="{next(self.names)}"' if ruled else ""
        return self.attributes[key]

    def style_sheet(self, root: str) -> str:
        light = [f"fill:none;stroke-width:{number(self.width)}", *self._colour("stroke", self.stroke, self.themes[0])]
        sheet = _rule(root, [*light, f"font-family:{FONT}"])
        sheet += _rule(".P", [*self._colour("fill", "paper", self.themes[0]), "stroke:none"])
        for name, key in self._named():
            sheet += _rule(name, self._colours(key, self.themes[0]) + self._geometry(key))
        for dark in self.themes[1:]:
            rules = _rule(root, self._colour("stroke", self.stroke, dark))
            rules += _rule(".P", self._colour("fill", "paper", dark))
            rules += "".join(_rule(name, self._colours(key, dark)) for name, key in self._named())
            sheet += f"@media(prefers-color-scheme:dark){{{rules}}}"
        return sheet

    def _named(self) -> Iterator[tuple[str, _Key]]:
        for key, attribute in self.attributes.items():
            if attribute:
                yield "." + attribute.split('"')[1], key

    def _colours(self, key: _Key, theme: Theme) -> list[str]:
        stroke = None if key.style.stroke == self.stroke else key.style.stroke
        return [*self._colour("fill", key.style.fill, theme), *self._colour("stroke", stroke, theme)]

    def _colour(self, what: str, role: str | None, theme: Theme) -> list[str]:
        if role is None:
            return []
        colour = theme.colour(role)
        veil = any(each.colour(role).opacity < 1 for each in self.themes)
        return [f"{what}:{hexadecimal(colour)}", *([f"{what}-opacity:{number(colour.opacity)}"] if veil else [])]

    def _geometry(self, key: _Key) -> list[str]:
        style = key.style
        rule = []
        if style.stroke is None:
            rule.append("stroke:none")
        elif style.width != self.width:
            rule.append(f"stroke-width:{number(style.width)}")
        if style.dash:
            rule += [f"stroke-dasharray:{number(style.dash, 3)}", f"stroke-dashoffset:{number(style.dash / 2, 3)}"]
        rule += [f"font-size:{number(key.font_px)}px"] if key.font_px else []
        rule += [f"text-anchor:{key.anchor}"] if key.anchor != "start" else []
        return rule


def _rule(selector: str, declarations: list[str]) -> str:
    return f"{selector}{{{';'.join(declarations)}}}" if declarations else ""


def paper(picture: Picture) -> str:
    """What lies under all items: nothing, on a transparent ground."""
    return "" if picture.background == "transparent" else '<rect class="P" width="100%" height="100%"/>'


def hexadecimal(colour: Colour) -> str:
    """``#rrggbb``, or the short ``#rgb``; without the opacity."""
    long = "{:02x}{:02x}{:02x}".format(*colour.rgb)
    return f"#{long[::2]}" if long[::2] == long[1::2] else f"#{long}"


def clean(words: str) -> str:
    """Words without the control characters and lone surrogates that no file of text may hold."""
    return _NOT_XML.sub("", words)


def escaped(words: str) -> str:
    """Words as text, or as an attribute in double quotes, of XML and HTML."""
    return clean(words).translate(_ESCAPES)


def number(value: float, places: int = 2) -> str:
    """A number in few characters: ``.5`` for 0.5, ``3`` for 3.0."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else str(value)
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


@lru_cache(maxsize=64)
def path_data(shape: Path, lines: tuple[Outline, ...] = ()) -> str:
    """The data of a path whose first corner is at (0, 0), and of more lines of two points."""
    areas, own_lines = _sheet(shape)
    data = ["m0 0"]
    here: tuple[int, int] | None = None
    for outline, closed in [(area, shape.closed) for area in areas] + [(line, False) for line in own_lines + lines]:
        # The way from one rounded place to the next, so that errors do not add up.
        points = [(_hundredths(x), _hundredths(y)) for x, y in outline]
        if here is not None:
            if len(points) == 2 and math.dist(here, points[1]) < math.dist(here, points[0]):
                points.reverse()  # A line looks the same from both ends, and the way is shorter.
            data.append("m" + _pair(points[0][0] - here[0], points[0][1] - here[1]))
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            step = _pair(x1 - x0, y1 - y0)
            data.append(step if step.startswith("-") else f" {step}")
        data += ["z"] if closed else []
        here = points[0] if closed else points[-1]
    return "".join(data)


def _sheet(shape: Path) -> tuple[tuple[Outline, ...], tuple[Outline, ...]]:
    """One area and the lines in it, for cells that fill it without a gap; else the outlines as they are."""
    cells = shape.outlines
    as_they_are = cells, ()
    if not shape.closed or len(cells) == 1 or any(len(cell) != 4 for cell in cells):
        return as_they_are
    (x, y), (x1, y1), _, (x3, y3) = cells[0]
    right_x, right_y, down_x, down_y = x1 - x, y1 - y, x3 - x, y3 - y

    def corner(column: int, row: int) -> Point:
        return x + column * right_x + row * down_x, y + column * right_y + row * down_y

    size = right_x * down_y - right_y * down_x
    across = max(((cell[0][0] - x) * down_y - (cell[0][1] - y) * down_x for cell in cells), default=0)
    wide = round(across / size) + 1 if size else 1
    high = len(cells) // wide if wide > 0 else 0
    whole = [
        (corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1))
        for row in range(high)
        for column in range(wide)
    ]
    if not _same(cells, whole):
        return as_they_are
    area = corner(0, 0), corner(wide, 0), corner(wide, high), corner(0, high)
    between_rows = tuple((corner(0, row), corner(wide, row)) for row in range(1, high))
    between_columns = tuple((corner(column, 0), corner(column, high)) for column in range(1, wide))
    return (area,), between_rows + between_columns


def _same(some: Sequence[Outline], others: Sequence[Outline]) -> bool:
    """Whether outlines fall on each other, but for what can be seen."""
    return len(some) == len(others) and all(
        math.dist(point, other) < 0.01
        for outline, its_other in zip(some, others, strict=True)
        for point, other in zip(outline, its_other, strict=True)
    )


def _hundredths(value: float) -> int:
    return round(value * 100)


def _pair(across: int, down: int) -> str:
    """Two numbers from hundredths; a sign parts them as well as a space does."""
    first, second = number(across / 100), number(down / 100)
    return first + (second if second.startswith("-") else f" {second}")


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


def _clipped(item: Item, frames: int) -> Item:
    return item._replace(start=max(item.start, 0), stop=min(item.stop, frames))


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


def _again(things: Iterable[str]) -> list[str]:
    """Those that come more than once and are not short."""
    return [thing for thing, count in Counter(things).items() if count > 1 and len(thing) > SHORT]


def _defined(name: str, shape: str) -> str:
    """The definition of a path's data, or of elements."""
    if not shape.startswith("<"):
        return f'<path id="{name}" d="{shape}"/>'
    if shape.count("<") > 1:
        return f'<g id="{name}">{shape}</g>'
    return f'<path id="{name}"{shape.removeprefix("<path")}'


def _use(name: str, attribute: str, x: float, y: float) -> str:
    place = "".join(f' {axis}="{number(at)}"' for axis, at in (("x", x), ("y", y)) if number(at) != "0")
    return f'<use{attribute} href="#{name}"{place}/>'


def _names() -> Iterator[str]:
    """``a`` to ``z``, ``aa`` and so on."""
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield "".join(letters)
