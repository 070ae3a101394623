"""How a layer is written out: constructors, their values, and only those that are not usual."""

from collections.abc import Iterable, Sequence

from convanim.layers import operations
from convanim.layers.layer import Layer

Spelling = dict[str, str]
"""Values as text by the names of their parameters; an empty one is not written."""


def constructor(name: str, places: Iterable[str], given: Spelling) -> str:
    """``name(place, key=value)``."""
    return f"{name}({', '.join([*places, *(f'{key}={value}' for key, value in given.items() if value)])})"


def each_axis(values: Sequence[int], usual: int | None = None) -> str:
    """One number where all dimensions have it, else a tuple; nothing where it is the ``usual`` one."""
    if len(set(values)) > 1:
        return literal(tuple(values))
    return "" if values[0] == usual else str(values[0])


def for_this_input(layer: Layer) -> str:
    """A remark behind numbers in the place of a named padding, where another input takes others; or nothing."""
    if layer.padding.name is None:
        return ""
    named = operations.load(layer.operation).named_padding
    for axis in layer.parameters:
        # What "same" adds depends on the rest of input / stride: it is least without a rest and most with a rest of 1.
        sizes = (axis.stride, axis.stride + 1)
        least, most = (named(layer.padding.name, axis._replace(input_size=i, output_padding=0)) for i in sizes)
        if least.padding != most.padding:
            return "  # the padding is for this input only"
    return ""


def literal(value: object) -> str:
    """As Python writes it, text in double quotes."""
    return f'"{value}"' if isinstance(value, str) else repr(value)
