"""One file a view, which provides what ``View`` lists: each turns a figure's content into a panel."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, cast

from convanim import parts
from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.layers.layer import Layer
from convanim.options import table
from convanim.options.option import Option, named
from convanim.scene.timeline import Walk

USUAL = ("planes", "rows")
"""The views that the guide had; the first that fits is drawn where none is named."""


class View(Protocol):
    """What a module in this folder provides."""

    OPTIONS: tuple[Option, ...]
    """The options that it takes and not every view does: those about numbers, and its own."""
    STEPS_ARE_OUTPUTS: bool
    """Whether each step makes an output, so that there is to tell which cells it reads."""
    CELL: int
    """Pixels of a unit, where there is room."""
    HOLD_MS: tuple[int, int]
    """How long it shows the set-up first, and holds the end, where nothing is said of it."""

    @staticmethod
    def fits(layer: Layer) -> bool:
        """Whether it makes sense for a layer."""

    @staticmethod
    def walk(layer: Layer, **own: Any) -> Walk:
        """The steps of its film; ``own`` are those of its own options that were given."""

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


def usual(layer: Layer) -> str:
    """The view that is drawn where none is chosen."""
    return next((name for name in USUAL if fits(name, layer)), USUAL[0])


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
