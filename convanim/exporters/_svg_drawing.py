"""A scene as SVG elements: what comes again is written once."""

from collections import Counter
from collections.abc import Iterable

from convanim.exporters import Picture
from convanim.exporters._svg_markup import escaped, names, number
from convanim.exporters._svg_path import hundredths, pair
from convanim.exporters._svg_pieces import WIDER, Piece, Run, parts, pieces, runs
from convanim.exporters._svg_style import PAPER, Classes
from convanim.scene.items import Item, Scene, Style, Text, Then
from convanim.style.text_metrics import text_width
from convanim.style.theme import Theme

SHORT = 30
"""Shapes of so few characters are written where they are: referring to them would be as long."""


class Drawing:
    """The elements of a scene and the style sheet that they need."""

    def __init__(self, scene: Scene, theme: Theme, dark: Theme | None = None) -> None:
        """``dark`` is the theme for readers who prefer a dark page."""
        self.scene = scene
        items = parts(scene)
        self._classes = Classes(items, theme, dark)
        self._names: dict[str, str] = {}
        self.runs = [
            self._run(start, stop, then, pieces(together))
            for (start, stop, then), together in runs(items)
            if start < stop
        ]
        symbols = _again(run.symbol for run in self.runs if run.symbol)
        single = [piece for run in self.runs if run.symbol not in symbols for piece in run.pieces]
        shapes = _again(piece.data for piece in single)
        self._names = dict(zip((*shapes, *symbols), names(), strict=False))

    def elements(self, run: Run, x: float = 0, y: float = 0) -> str:
        """A run, moved by (x, y)."""
        if run.symbol in self._names:
            return _use(self._names[run.symbol], "", run.pieces[0].x + x, run.pieces[0].y + y)
        return "".join(self._element(piece, x, y) for piece in run.pieces)

    def definitions(self) -> str:
        """The shapes and the runs that come again."""
        markup = "".join(_defined(name, shape) for shape, name in self._names.items())
        return f"<defs>{markup}</defs>" if markup else ""

    def style_sheet(self) -> str:
        """The rules of the elements that were written, and of the root, whose class is ``ROOT``."""
        return self._classes.style_sheet()

    def always(self, run: Run) -> bool:
        """Whether a run is there in every frame."""
        return (run.start, run.stop) == (0, self.scene.frames)

    def _run(self, start: int, stop: int, then: Then, pieces: tuple[Piece, ...]) -> Run:
        shared = (start, stop) != (0, self.scene.frames)
        x, y = pieces[0].x, pieces[0].y
        return Run(start, stop, pieces, "".join(self._element(each, -x, -y) for each in pieces) if shared else "", then)

    def _element(self, piece: Piece, x: float, y: float) -> str:
        item, x, y = piece.item, piece.x + x, piece.y + y
        if isinstance(item.shape, Text):
            return self._words(item.shape, item, x, y)
        attribute = self._classes.attribute(item.style)
        if piece.data in self._names:
            return _use(self._names[piece.data], attribute, x, y)
        return f'<path{attribute} d="m{pair(hundredths(x), hundredths(y))}{piece.data[4:]}"/>'

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


def paper(picture: Picture) -> str:
    """What lies under all items: nothing, on a transparent ground."""
    return "" if picture.background == "transparent" else f'<rect class="{PAPER}" width="100%" height="100%"/>'


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
