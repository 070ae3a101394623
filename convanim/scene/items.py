"""What is on the page, and when: a flat list of items that every exporter reads.

Coordinates are pixels, (x, y) with y down, from the top left corner of the page. The order of the list is the
order of painting. Colours are roles ("input", "ink"), which a theme turns into colours.
"""

from typing import Literal, NamedTuple

Point = tuple[float, float]


class Path(NamedTuple):
    """Outlines to fill or stroke, in pixels from the item's place. Closed ones are convex.

    Many outlines in one path (the cells of a window) are one shape, which a painter makes once for all its places.
    """

    outlines: tuple[tuple[Point, ...], ...]
    closed: bool = True


class Text(NamedTuple):
    """A line of text; its baseline starts, is centred or ends at the item's place."""

    string: str
    size: float
    """Height of an em, in pixels."""
    anchor: Literal["start", "middle", "end"] = "start"
    most: float = 0.0
    """Pixels that it may be wide; a wider one is set in smaller letters. 0 is no bound."""


class Style(NamedTuple):
    """How an item is drawn."""

    fill: str | None = None
    """Role of the area's (or the text's) colour; None leaves it as it is."""
    stroke: str | None = None
    width: float = 0.0
    """Of the stroke, in pixels."""
    dash: float = 0.0
    """Length of a dash and of the gap after it; 0 draws a solid line. A line starts and ends with half a dash."""


Then = Literal["goes", "glides", "jumps"]
"""What becomes of an item when its time is over: it goes, or it moves to the place of the one like it that comes then.

Where films have frames for it (``Moment.share``), each is an item that jumps; a format that moves by itself may glide.
"""


class Item(NamedTuple):
    """A shape at a place, visible in the frames ``start`` to ``stop - 1``."""

    shape: Path | Text
    x: float
    y: float
    style: Style
    start: int
    stop: int
    then: Then = "goes"


class Spot(NamedTuple):
    """A cell that a reader can point at."""

    outline: tuple[Point, ...]
    """Its corners on the page."""
    kind: Literal["input", "output", "padding", "inserted", "extra"]
    place: tuple[int, ...]
    """Its row and column, or its column alone in one dimension. Of a cell that holds no value of the input that among
    all cells shown, counted from the first value: those before it are negative."""
    steps: tuple[int, ...]
    """The steps that make it or read it."""
    position: tuple[int, ...] | None = None
    """Where it is among all cells shown of its plane, those of the border too; None where that is ``place``."""

    @property
    def name(self) -> str:
        """What it is, in English: "output 0, 1"."""
        return f"{self.kind} {', '.join(map(str, self.place))}"

    @property
    def where(self) -> tuple[int, ...]:
        """Where it is in its plane."""
        return self.place if self.position is None else self.position


class Scene(NamedTuple):
    """A page of ``width`` × ``height`` pixels and all that is ever on it."""

    width: int
    height: int
    items: list[Item]
    durations_ms: list[int]
    """How long each frame lasts; its length is the number of frames."""
    stills: list[int]
    """The frame in which each step stands still."""
    telling: int = 0
    """The number, from 0, of the step whose still is worth printing."""

    @property
    def frames(self) -> int:
        """The number of frames."""
        return len(self.durations_ms)

    def roles(self) -> tuple[set[str], set[str]]:
        """The roles of areas, and those of lines and letters."""
        areas = {item.style.fill for item in self.items if isinstance(item.shape, Path)}
        lines = {item.style.stroke for item in self.items}
        letters = {item.style.fill for item in self.items if isinstance(item.shape, Text)}
        return {role for role in areas if role}, {role for role in lines | letters if role}
