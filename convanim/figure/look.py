"""How a figure looks: every option but those of its layer, whoever owns them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from convanim import exporters, views
from convanim.drawing.subject import Words
from convanim.options import numbers, table
from convanim.options.option import Option, named
from convanim.options.sizes import PlaneSize


@dataclass(frozen=True, kw_only=True, repr=False)
class Look:
    """The options that every figure has, and those of some views and formats that were given."""

    theme: str | None = None
    """Its name, a file, or its keys as JSON; "auto" and its like follow the reader's page, in formats that can."""
    labels: Words
    background: str = "paper"
    title: str | None = None
    caption: str | None = None
    lang: str = "en"
    font: str | None = None
    still: int | str | None = None
    storyboard: int | PlaneSize | None = None
    legend: bool | None = None
    """None leaves it to the theme."""
    note: str | None = None
    """Words that the label adds to the parameters."""
    view: str | None = None
    """None chooses by the dimensions."""
    values: object = None
    weights: object = None
    seed: int = 0
    flip: bool = False
    numbers: bool | None = None
    hold_ms: tuple[int, int] | None = None
    pace: str | None = None
    """None leaves it to the theme."""
    glide: int = 0
    card: bool = False
    cell: int | None = None
    """Pixels a unit; None chooses."""
    step_ms: int
    loop: int
    limit: bool
    own: tuple[tuple[str, Any], ...] = ()
    """The options that some views or formats alone have, by their names: those that differ from the default."""

    def option(self, name: str) -> Any:
        """The value of any option of the look, of a view's or format's own as well."""
        if name in table.LOOK_NAMES:
            return getattr(self, name)
        return named(own_options())[name].among(dict(self.own))

    def look(self) -> list[tuple[Option, Any]]:
        """The options that were given or have a default, in their order, with their values."""
        known = options() if self.own else table.LOOK
        return [(each, self.option(each.name)) for each in known]


@cache
def own_options() -> tuple[Option, ...]:
    """The options that some views alone have, and those of some formats."""
    return (*views.own_options(), *exporters.own_options())


@cache
def options() -> tuple[Option, ...]:
    """Every option of the look: a view's own after those about numbers, a format's own before the limit."""
    last = table.LOOK_NAMES.index(numbers.ALL[-1].name) + 1
    return (*table.LOOK[:last], *views.own_options(), *table.LOOK[last:-1], *exporters.own_options(), table.LOOK[-1])


def option(name: str) -> Option:
    """The option with this whole name, whoever owns it. Raises KeyError."""
    return table.SHARED[name] if name in table.SHARED else named(own_options())[name]


def names() -> tuple[str, ...]:
    """The names of all of them."""
    return tuple(each.name for each in options())


def read(given: Mapping[str, object], owner: str) -> dict[str, Any]:
    """The fields of a look in which these options are given. Raises ConvanimError, as ``table.read`` does."""
    shared = {name: value for name, value in given.items() if name in table.LOOK_NAMES}
    fields = table.read(shared, table.LOOK, owner)
    return {**fields, "own": _own({name: given[name] for name in given.keys() - shared.keys()}, owner)}


def _own(given: Mapping[str, object], owner: str) -> tuple[tuple[str, Any], ...]:
    """The options of some views or formats alone, once they are read; what is as it would be is not told."""
    if not given:
        return ()  # No other view or format is loaded for it.
    known = named(own_options())
    table.refuse_unknown(given, known, owner)
    read = {name: known[name].read(value) for name, value in given.items()}
    return tuple(sorted((name, value) for name, value in read.items() if value != known[name].usual))
