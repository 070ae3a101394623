"""A layer and its look told again as the call in Python that makes the figure."""

import json
from collections.abc import Mapping
from typing import Any

from convanim.layers import operations
from convanim.layers.command import SETTLES_THE_SIZE
from convanim.layers.layer import Layer
from convanim.options import table
from convanim.options.sizes import written_sides


def call_of(layer: Layer, look: Mapping[str, object]) -> str:
    """The shortest call that gives an equal figure: ``convanim.conv(input_size=5)``; it always says the input's size.

    ``look`` has a value for each option of the look.
    """
    told = _layer_options(layer)
    for each in (*table.VIEW, *table.LOOK):
        value = look[each.name]
        if value is not None and value != _default(each.name, each.default):
            # A mapping was made into this text.
            is_table = each.name == "theme" and isinstance(value, str) and value.startswith("{")
            told[each.name] = json.loads(str(value)) if is_table else value
    arguments = ", ".join(f"{name}={value!r}" for name, value in told.items())
    return f"convanim.{layer.operation.replace('-', '_')}({arguments})"


def _layer_options(layer: Layer) -> dict[str, Any]:
    """The options that make this layer; those that come by themselves are left out."""
    module = operations.load(layer.operation)
    told: dict[str, Any] = {}
    for name in module.OPTIONS:
        value = layer.padding.name or layer.padding.sides if name == "padding" else getattr(layer, name)
        default = module.DEFAULTS.get(name, table.option(name).default)
        usual = layer.kernel_size if name == "stride" and default is None else _default(name, default)
        if name == "input_size" or _shortest(value) != _shortest(usual):
            told[name] = _shortest(value)
    if layer.padding.name in SETTLES_THE_SIZE:
        told.pop("output_padding", None)
    if layer.said_count_include_pad is None:
        told.pop("count_include_pad", None)
    return told


def _default(name: str, default: object) -> Any:
    return None if default is None else table.option(name).read(default, name)


def _shortest(value: Any) -> Any:
    """A number where all axes, and all sides, have it; of what differs the axes, and of sides that differ the text."""
    if not isinstance(value, tuple):
        return value
    if isinstance(value[0], tuple):
        if any(before != after for before, after in value):
            return written_sides(value)
        value = tuple(before for before, _ in value)
    return value[0] if len(set(value)) == 1 else value
