"""A scene as SVG elements: what comes again is written once."""

from collections import Counter
from collections.abc import Iterable

from convanim.exporters import Picture
from convanim.exporters._svg_gathered import gathered
from convanim.exporters._svg_markup import names, number
from convanim.exporters._svg_path import hundredths, pair
from convanim.exporters._svg_pieces import Piece, Run, parts, pieces, runs
from convanim.exporters._svg_style import PAPER, Classes
from convanim.scene.items import Scene, Then
from convanim.style.theme import Theme

SHORT, SHORT_WORDS = 30, 60
"""Shapes and words of so few characters are written where they are: referring to them would be as long."""
FEW = 3
"""So many elements are moved one by one; more of them are moved together."""


class Drawing:
    """The elements of a scene and the style sheet that they need."""

    def __init__(self, scene: Scene, theme: Theme, dark: Theme | None = None) -> None:
        """``dark`` is the theme for readers who prefer a dark page."""
        self.scene = scene
        items = parts(scene)
        self._classes = Classes(items, theme, dark)
        self._names: dict[str, str] = {}
        self.runs = [
            self._run(start, stop, then, gathered(pieces(together), self._classes, scene.width))
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
        if (x or y) and len(run.pieces) > FEW:
            inner = "".join(self._element(piece, 0, 0) for piece in run.pieces)
            return f'<g transform="translate({number(x)}{f" {number(y)}" if y else ""})">{inner}</g>'
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
        attribute = "" if piece.words else self._classes.attribute(item.style)
        if piece.data in self._names:
            return _use(self._names[piece.data], attribute, x, y)
        if piece.words:
            return piece.words.at(x, y)
        return f'<path{attribute} d="m{pair(hundredths(x), hundredths(y))}{piece.data[4:]}"/>'


def paper(picture: Picture) -> str:
    """What lies under all items: nothing, on a transparent ground."""
    return "" if picture.background == "transparent" else f'<rect class="{PAPER}" width="100%" height="100%"/>'


def _again(things: Iterable[str]) -> list[str]:
    """Those that come more than once and are not short."""
    return [thing for thing, count in Counter(things).items() if count > 1 and len(thing) > _short(thing)]


def _short(thing: str) -> int:
    return SHORT_WORDS if thing.startswith("<text") and thing.count("<text") == 1 else SHORT


def _defined(name: str, shape: str) -> str:
    """The definition of a path's data, or of elements."""
    if not shape.startswith("<"):
        return f'<path id="{name}" d="{shape}"/>'
    if shape.count("<") > 1:
        return f'<g id="{name}">{shape}</g>'
    tag = shape[: len("<path")]  # As long as "<text".
    return f'{tag} id="{name}"{shape.removeprefix(tag)}'


def _use(name: str, attribute: str, x: float, y: float) -> str:
    place = "".join(f' {axis}="{number(at)}"' for axis, at in (("x", x), ("y", y)) if number(at) != "0")
    return f'<use{attribute} href="#{name}"{place}/>'
