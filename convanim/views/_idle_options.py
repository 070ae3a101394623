"""Options that would change nothing in a figure. They are refused: whoever writes one means something by it.

What an option needs, and when it is idle, is declared with it by the view or the format that takes it.
"""

from typing import Any, Protocol

from convanim import views
from convanim.errors import IdleOptionError
from convanim.layers.layer import Layer
from convanim.options import numbers, table
from convanim.options.option import Option, named


class Asked(Protocol):
    """What is looked at of a figure."""

    @property
    def layer(self) -> Layer:
        """What is drawn."""

    @property
    def view_name(self) -> str:
        """How it is drawn."""

    @property
    def own(self) -> tuple[tuple[str, Any], ...]:
        """The options of one view or format that were given."""

    def option(self, name: str) -> Any:
        """The value of any option."""


def refuse_idle(figure: Asked) -> None:
    """Raise IdleOptionError for an option of views without effect on ``figure``.

    An option that has its default counts as not given, ``numbers`` excepted, whose default is None.
    """
    given = [each for each in numbers.ALL if figure.option(each.name) != each.usual]
    if figure.own:  # Of most figures the other views stay unloaded.
        given += [each for each in views.own_options() if each.name in dict(figure.own)]
    for each in table.LOOK:
        if each not in numbers.ALL and each.idle and figure.option(each.name) != each.usual:
            each.refuse_idle(figure)
    taken = named(views.load(figure.view_name).OPTIONS)
    for each in given:
        taken.get(each.name, each).refuse_idle(figure)
        _refuse_in_view(figure, each.name, taken)


def _refuse_in_view(figure: Asked, name: str, taken: dict[str, Option]) -> None:
    where = f"{name} has no effect in the view {figure.view_name}"
    if name not in taken:
        others = [each for each in views.names() if views.fits(each, figure.layer)]
        others = [each for each in others if name in named(views.load(each).OPTIONS)]
        raise IdleOptionError.of(name, where, f"use the view {' or '.join(others)}" if others else "")
    needs = taken[name].needs
    if needs and not any(figure.option(each) for each in needs):
        raise IdleOptionError.of(name, f"{where} without {needs[0]}", f"add --{needs[0].replace('_', '-')}")
