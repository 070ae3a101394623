"""Options that would change nothing in a figure. They are refused: whoever writes one means something by it."""

from typing import Protocol

from convanim import views
from convanim.errors import ConvanimError, IdleOptionError
from convanim.layers import operations
from convanim.layers.layer import Layer


class Asked(Protocol):
    """What is looked at of a figure, and its options of ``OWNED``."""

    @property
    def layer(self) -> Layer:
        """What is drawn."""

    @property
    def view_name(self) -> str:
        """How it is drawn."""

    @property
    def matte(self) -> str | None:
        """The colour behind smooth edges."""

    @property
    def background(self) -> str:
        """``paper`` or ``transparent``."""

    @property
    def round_trip(self) -> bool:
        """Whether the way back is drawn, too."""

    @property
    def numbers(self) -> bool | None:
        """Whether numbers are written."""


OWNED = ("values", "weights", "seed", "flip", "numbers", "round_trip", "vectors")
"""The options that a view takes or does not take."""
_ABOUT_NUMBERS = ("values", "weights", "seed")
_ABOUT_WEIGHTS = ("weights", "flip")
_USUAL = (None, 0, False, "row")


def refuse_idle(figure: Asked) -> None:
    """Raise IdleOptionError for an option without effect on ``figure``.

    An option that has its default counts as not given, ``numbers`` excepted, whose default is None.
    """
    if figure.matte is not None and figure.background != "transparent":
        raise _idle("matte", "matte has no effect on paper", "add --background transparent")
    for name in OWNED:
        value = getattr(figure, name)
        if value is None or (value in _USUAL and name != "numbers"):
            continue
        _refuse_without_weights(figure, name)
        _refuse_in_view(figure, name)


def _refuse_without_weights(figure: Asked, name: str) -> None:
    if name in _ABOUT_WEIGHTS and not figure.layer.definition.HAS_WEIGHTS:
        raise _idle(name, f"{name} has no effect: {figure.layer.operation} has no weights", "")


def _refuse_in_view(figure: Asked, name: str) -> None:
    view = views.load(figure.view_name)
    if name == "round_trip" and (figure.view_name != "matrix" or not _goes_there(figure.layer.operation)):
        there = " or ".join(filter(_goes_there, operations.names()))
        raise _idle(name, f"round_trip is for {there} in the matrix view", "add --view matrix")
    if name not in view.NUMBERS:
        others = [each for each in views.names() if views.fits(each, figure.layer) and name in views.load(each).NUMBERS]
        way = f"use the view {' or '.join(others)}" if others else ""
        raise _idle(name, f"{name} has no effect in the view {figure.view_name}", way)
    needed = view.NUMBERS[name]
    if needed and not any(getattr(figure, each) for each in needed):
        with_ = needed[0]
        raise _idle(name, f"{name} has no effect in the view {figure.view_name} without {with_}", f"add --{with_}")
    if name in _ABOUT_NUMBERS and figure.numbers is False and "numbers" in view.NUMBERS and not figure.round_trip:
        raise _idle(name, f"{name} has no effect without numbers", "leave out --no-numbers")
    if name == "vectors" and figure.round_trip:
        raise _idle(name, "a round trip reads its matrix across and down, with the vectors beside it", "")
    if name == "seed" and not _is_random(figure):
        raise _idle(name, "seed has no effect: no number is random", "")
    if name == "numbers" and figure.round_trip and not figure.numbers:
        raise _idle(name, "a round trip is one of numbers", "")


def _goes_there(operation: str) -> bool:
    """Whether the way back from an operation is the one that scatters."""
    definition = operations.load(operation)
    return definition.HAS_WEIGHTS and definition.INVERSE is not None and not definition.SCATTERS


def _is_random(figure: Asked) -> bool:
    shown = [name for name in ("values", "weights") if name in views.load(figure.view_name).NUMBERS]
    if not figure.layer.definition.HAS_WEIGHTS:
        shown.remove("weights")
    return any(getattr(figure, name) in (None, "random") for name in shown)


def _idle(name: str, message: str, way: str) -> ConvanimError:
    leave = f"leave out {name}."
    return IdleOptionError(f"{message}.", f"{way}, or {leave}" if way else leave, name)
