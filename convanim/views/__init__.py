"""One file a view, which provides what ``View`` lists: each turns a figure's layer into a scene."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, cast

from convanim import parts
from convanim.drawing.alt_text import Described
from convanim.layers.layer import Layer
from convanim.options import table
from convanim.options.option import Option, named
from convanim.scene.items import Scene, Spot
from convanim.views._subject import Subject

USUAL = {1: "rows", 2: "planes"}
"""The view where none is named, by the layer's dimensions."""


class View(Protocol):
    """What a module in this folder provides."""

    OPTIONS: tuple[Option, ...]
    """The options that it takes and not every view does: those about numbers, and its own."""
    STEPS_ARE_OUTPUTS: bool
    """Whether each step makes an output, so that there is to tell which cells it reads."""
    HOLD_MS: tuple[int, int]
    """How long it shows the set-up first, and holds the end, where nothing is said of it."""

    @staticmethod
    def fits(layer: Layer) -> bool:
        """Whether it makes sense for a layer."""

    @staticmethod
    def steps(layer: Layer, **own: Any) -> int:
        """How many steps its timeline has; ``own`` are those of its own options that were given."""

    @staticmethod
    def alt(described: Described) -> list[str]:
        """What the figure shows, in sentences; the first does for a title."""

    @staticmethod
    def extent(layer: Layer, **own: Any) -> tuple[float, float]:
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


def fits(name: str, layer: Layer) -> bool:
    """Whether a view makes sense for a layer."""
    return load(name).fits(layer)


@cache
def own_options() -> tuple[Option, ...]:
    """The options that some view alone has."""
    found = named(each for name in names() for each in load(name).OPTIONS)
    return tuple(each for name, each in found.items() if name not in table.LOOK_NAMES)


def _takes(option: str, look: Mapping[str, object]) -> bool:
    """Whether the view that a look names takes an option and has what that needs."""
    name = look.get("view")
    declared = named(load(name).OPTIONS) if isinstance(name, str) and name in names() else {}
    needs = declared[option].needs if option in declared else ()
    return option in declared and (not needs or any(look.get(each) for each in needs))


def flip_of(turned: bool, look: Mapping[str, object]) -> dict[str, object]:
    """The option that turns the kernel around, for a layer that does, where a figure that looks so writes weights."""
    is_seen = "flip" not in look and _takes("weights", look) and _takes("flip", look)
    return {"flip": True} if turned and is_seen else {}
