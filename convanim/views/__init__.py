"""One file a view, which provides what ``View`` lists: each turns a figure's layer into a scene."""

from typing import Protocol, cast

from convanim import parts
from convanim.drawing.alt_text import Described
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer
from convanim.scene.items import Scene, Spot
from convanim.views._subject import Subject

NUMBERED: dict[str, tuple[str, ...]] = {"values": (), "weights": (), "seed": (), "flip": ()}
"""What a view takes that always shows numbers."""
_USUAL = ("planes", "rows")


class View(Protocol):
    """What a module in this folder provides."""

    NUMBERS: dict[str, tuple[str, ...]]
    """The options about numbers that it takes, each with those of which one is needed for it to have an effect."""
    HOLD_MS: tuple[int, int]
    """How long it shows the set-up first, and holds the end, where nothing is said of it."""

    @staticmethod
    def fits(layer: Layer) -> bool:
        """Whether it makes sense for a layer."""

    @staticmethod
    def steps(layer: Layer, *, round_trip: bool = False) -> int:
        """How many steps its timeline has; a round trip is asked only of a view that can draw one."""

    @staticmethod
    def alt(described: Described) -> list[str]:
        """What the figure shows, in sentences; the first does for a title."""

    @staticmethod
    def extent(layer: PlanarLayer, *, round_trip: bool = False) -> tuple[float, float]:
        """Width and height of the page in units, words apart; raises ConvanimError where it would be unreadable."""

    @staticmethod
    def draw(subject: Subject, cell_px: int) -> Scene:
        """The scene of a figure at ``cell_px`` pixels a unit."""

    @staticmethod
    def spots(subject: Subject, cell_px: int) -> list[Spot]:
        """The cells of the input and of the output, on the page that ``draw`` makes."""


def load(name: str) -> View:
    """The view called ``name``."""
    return cast(View, parts.load("views", name, "view"))


def names() -> tuple[str, ...]:
    """The names of all views."""
    return parts.names("views")


def usual(layer: Layer) -> str:
    """The view that is drawn where none is chosen."""
    return next((name for name in _USUAL if fits(name, layer)), _USUAL[0])


def fits(name: str, layer: Layer) -> bool:
    """Whether a view makes sense for a layer."""
    return load(name).fits(layer)
