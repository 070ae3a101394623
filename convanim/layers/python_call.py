"""A layer and its look told again as the call in Python that makes the figure."""

from collections.abc import Iterable
from typing import Any

from convanim.layers.layer import Layer
from convanim.layers.parameters import parameters
from convanim.options.option import Option
from convanim.options.sizes import written_sides


def call_of(layer: Layer, look: Iterable[tuple[Option, Any]]) -> str:
    """The shortest call that gives an equal figure: ``convanim.conv(input_size=5)``; it always says the input's size.

    ``look`` has the options of the look and their values.
    """
    said = [each for each in parameters(layer) if each.differs or each.name == "input_size"]
    told = {each.name: _shortest(each.value) for each in said}
    told |= {
        option.name: option.kind.in_python(value)
        for option, value in look
        if value is not None and value != option.usual
    }
    arguments = ", ".join(f"{name}={value!r}" for name, value in told.items())
    return f"convanim.{layer.operation.replace('-', '_')}({arguments})"


def _shortest(value: Any) -> Any:
    """A number where all axes, and all sides, have it; of what differs the axes, and of sides that differ the text."""
    if not isinstance(value, tuple):
        return value
    if isinstance(value[0], tuple):
        if any(before != after for before, after in value):
            return written_sides(value)
        value = tuple(before for before, _ in value)
    return value[0] if len(set(value)) == 1 else value
