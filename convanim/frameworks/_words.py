"""How a layer is written out: constructors, their values, and only those that are not usual."""

from collections.abc import Iterable, Sequence

from convanim.layer import Layer
from convanim.operations import LayerAxis

Spelling = dict[str, str]
"""Values as text by the names of their parameters; an empty one is not written."""


def constructor(name: str, places: Iterable[str], given: Spelling) -> str:
    """``name(place, key=value)``."""
    return f"{name}({', '.join([*places, *(f'{key}={value}' for key, value in given.items() if value)])})"


def axes_of(layer: Layer) -> list[LayerAxis]:
    """The dimensions that the layer has: the columns alone, or the rows and the columns."""
    return [layer.axis_of(which) for which in range(2 - layer.dim, 2)]


def each_axis(layer: Layer, values: Sequence[int], usual: int | None = None) -> str:
    """One number where all dimensions have it, else a tuple; nothing where it is the ``usual`` one."""
    chosen = tuple(values)[-layer.dim :]
    if len(set(chosen)) > 1:
        return literal(chosen)
    return "" if chosen[0] == usual else str(chosen[0])


def literal(value: object) -> str:
    """As Python writes it, text in double quotes."""
    return f'"{value}"' if isinstance(value, str) else repr(value)
