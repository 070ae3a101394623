"""One file a view, which provides what ``View`` lists: each turns a figure's content into a panel."""

from typing import Protocol, cast

from convanim import parts
from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.layers.layer import Layer
from convanim.scene.timeline import Walk

NUMBERED: dict[str, tuple[str, ...]] = {"values": (), "weights": (), "seed": (), "flip": ()}
"""What a view takes that always shows numbers."""


class View(Protocol):
    """What a module in this folder provides."""

    NUMBERS: dict[str, tuple[str, ...]]
    """The options about numbers that it takes, each with those of which one is needed for it to have an effect."""
    CELL: int
    """Pixels of a unit, where there is room."""
    HOLD_MS: tuple[int, int]
    """How long it shows the set-up first, and holds the end, where nothing is said of it."""

    @staticmethod
    def fits(layer: Layer) -> bool:
        """Whether it makes sense for a layer."""

    @staticmethod
    def walk(layer: Layer, *, round_trip: bool = False) -> Walk:
        """The steps of its film; a round trip is asked only of a view that can draw one."""

    @staticmethod
    def alt(described: Described) -> list[str]:
        """What the figure shows, in sentences; the first does for a title."""

    @staticmethod
    def panel(subject: Subject, cell_px: int) -> Panel:
        """What it shows of a figure at ``cell_px`` pixels a unit; raises ConvanimError where nobody could read it."""


def load(name: str) -> View:
    """The view called ``name``."""
    return cast(View, parts.load("views", name, "view"))


def names() -> tuple[str, ...]:
    """The names of all views."""
    return parts.names("views")


def fits(name: str, layer: Layer) -> bool:
    """Whether a view makes sense for a layer."""
    return load(name).fits(layer)
