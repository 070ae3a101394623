"""What a layer's parameters are, and which of them have to be said: one list for commands, names, calls and JSON."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from convanim.layers.layer import Layer
from convanim.options import sizes, table
from convanim.options.kinds import Sides, Size
from convanim.options.option import Option

SETTLES_THE_SIZE = ("same", "same-lower")
"""The names of paddings that say how large the output is, so that output_padding has nothing to say."""


class Parameter(NamedTuple):
    """One option of a layer."""

    option: Option
    value: Any
    """A size as one number an axis, a padding as the two sides of each axis or its name."""
    differs: bool
    """Whether the layer would be another one if nothing were said of it."""

    @property
    def name(self) -> str:
        """The option's whole name."""
        return self.option.name

    @property
    def text(self) -> str:
        """The value as it is written on a command line."""
        return self.option.kind.written(self.value)


def parameters(layer: Layer) -> Iterator[Parameter]:
    """The options of the layer's operation, in the order of the table; those that another one settles are left out."""
    definition = layer.definition
    for option in table.of_layer(definition.OPTIONS):
        value = _value(layer, option)
        default = definition.DEFAULTS.get(option.name, option.default)
        # A pooling's stride is its kernel's size where nothing is said.
        usual = layer.kernel_size if option.name == "stride" and default is None else None
        if usual is None and default is not None:
            usual = option.read(default)
        if value is not None and not (option.name == "output_padding" and layer.padding.name in SETTLES_THE_SIZE):
            yield Parameter(option, value, value != _of_axes(layer, usual, option.name))


def sizes_of(layer: Layer) -> dict[str, Any]:
    """Every size of the layer, also those that its operation does not let one choose: a value an axis in each."""
    names = [each.name for each in table.LAYER if isinstance(each.kind, Size | Sides)]
    found = {name: getattr(layer, name) for name in (*names, "output_size")}
    return found | {"padding": layer.padding.sides}


def _value(layer: Layer, option: Option) -> Any:
    if option.name == "padding":
        return layer.padding.name or layer.padding.sides
    if option.name == "count_include_pad":
        return layer.said_count_include_pad
    return getattr(layer, option.name)


def _of_axes(layer: Layer, value: Any, name: str) -> Any:
    """A size or a padding as it is written, with a value for each axis of the layer."""
    return sizes.for_axes(value, layer.dim, name) if isinstance(value, tuple) else value
