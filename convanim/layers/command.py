"""A layer told again: as the command that draws it, and as plain data."""

import shlex
from collections.abc import Iterable
from typing import Any

from convanim.layers.layer import Layer
from convanim.layers.parameters import Parameter, parameters, sizes_of
from convanim.options.option import Option

_ALWAYS = ("input_size", "kernel_size")
_IN_A_NAME = {"dim": "1d", "ceil_mode": "ceil"}
"""What stands for an option in a file's name where it has not its default."""
_COUNTED = {True: "countpad", False: "nopad"}


def command_line(layer: Layer, *words: str) -> str:
    """The shortest command for this layer; ``words`` come before the operation (``explain``).

    A pooling's stride is always written, for its default is the kernel's size.
    """
    always = (*_ALWAYS, "stride") if "stride" in layer.definition.DEFAULTS else _ALWAYS
    said = (each for each in parameters(layer) if each.differs or each.name in always)
    return _joined([*words, layer.operation], said)


def listed_command(layer: Layer, *, with_input: bool) -> str:
    """The command in a list of layers, with an input's size where there is one."""
    always = _ALWAYS if with_input else ("kernel_size",)
    said = (each for each in parameters(layer) if each.name in always or (each.differs and each.name != "input_size"))
    return _joined([layer.operation], said)


def _joined(words: list[str], said: Iterable[Parameter]) -> str:
    return shlex.join(["convanim", *words, *(word for each in said for word in each.option.in_command(each.value))])


def described(layer: Layer) -> dict[str, object]:
    """The layer as JSON takes it: a value per axis in each list, the options that it has, and its command."""
    told: dict[str, object] = {"operation": layer.operation, "dim": layer.dim, **sizes_of(layer)}
    taken = [name for name in layer.definition.OPTIONS if name not in told]
    return told | {name: getattr(layer, name) for name in taken} | {"command": command_line(layer)}


def sizes(layer: Layer) -> dict[str, object]:
    """All sizes by their names, a value per axis in each."""
    return {
        "input_size": layer.input_size,
        "kernel_size": layer.kernel_size,
        "stride": layer.stride,
        "padding": layer.padding.sides,
        "dilation": layer.dilation,
        "output_padding": layer.output_padding,
        "output_size": layer.output_size,
    }


def short_parameters(layer: Layer) -> list[str]:
    """The parameters in letters, for a file's name: ["i5", "k3", "s2"]; what is usual is left out."""
    return [_in_letters(each) for each in parameters(layer) if each.name in _ALWAYS or each.text != _default(each)]


def _default(parameter: Parameter) -> str:
    """That of most operations: in a name the same parameters look the same."""
    return str(parameter.option.default)


def _in_letters(parameter: Parameter) -> str:
    if parameter.option.short:
        return parameter.option.short + parameter.text.replace(":", "-")
    if parameter.name == "count_include_pad":
        return _COUNTED[parameter.value]
    return _IN_A_NAME.get(parameter.name, parameter.text)


def command_of(layer: Layer, look: Iterable[tuple[Option, Any]]) -> str:
    """The shortest command line that draws ``layer`` again in this look, without the name of a file."""
    given = [(option, value) for option, value in look if value is not None and value != option.usual]
    written = [word for option, value in given for word in option.in_command(value)]
    return " ".join([command_line(layer), *map(shlex.quote, written)])
