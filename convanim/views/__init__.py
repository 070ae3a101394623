"""One file a view, which provides what ``View`` lists: each turns a figure's layer into a scene."""

from typing import NamedTuple, Protocol, cast

from convanim import folder
from convanim.geometry import Axis
from convanim.layer import Layer
from convanim.scene import Scene
from convanim.theme import Theme
from convanim.words import Labels


class Subject(NamedTuple):
    """All that a view needs to know of a figure."""

    layer: Layer
    theme: Theme
    labels: Labels | None
    """None where no words are wanted."""
    legend: bool
    """Whether to name the kinds of cell."""
    step_ms: int


class View(Protocol):
    """What a module in this folder provides."""

    @staticmethod
    def extent(rows: Axis, columns: Axis) -> tuple[float, float]:
        """Width and height of the page in units, words apart."""

    @staticmethod
    def draw(subject: Subject, cell_px: int) -> Scene:
        """The scene of a figure at ``cell_px`` pixels a unit."""


def load(name: str) -> View:
    """The view called ``name``."""
    return cast(View, folder.load("views", name, "view"))
