"""A layer told again: as the command that draws it, and as plain data."""

import shlex
from collections.abc import Mapping

from convanim.layers.layer import Layer
from convanim.options import sources, table
from convanim.options.sizes import written, written_sides

SETTLES_THE_SIZE = ("same", "same-lower")
"""The names of paddings that say how large the output is, so that output_padding has nothing to say."""


def command_line(layer: Layer, *words: str) -> str:
    """The shortest command for this layer; ``words`` come before the operation (``explain``).

    A pooling's stride is always written, for its default is the kernel's size.
    """
    each = {
        "--i": written(layer.input_size),
        "--k": written(layer.kernel_size),
        "--s": written(layer.stride),
        "--p": layer.padding.name or written_sides(layer.padding.sides),
        "--d": written(layer.dilation),
        "--op": written(layer.output_padding),
    }
    usual = {"--s": "" if "stride" in layer.definition.DEFAULTS else "1", "--p": "0", "--d": "1", "--op": "0"}
    told = ["convanim", *words, layer.operation, *dim(layer)]
    for name, text in each.items():
        if text != usual.get(name) and not (name == "--op" and layer.padding.name in SETTLES_THE_SIZE):
            told += [name, text]
    told += [] if layer.padding_mode == "zeros" else ["--padding-mode", layer.padding_mode]
    told += ["--ceil-mode"] if layer.ceil_mode else []
    told += count_include_pad(layer)
    return " ".join(told)


def dim(layer: Layer) -> list[str]:
    """The option for the number of axes, where it has to be said."""
    return [] if layer.dim == table.option("dim").default else ["--dim", str(layer.dim)]


def count_include_pad(layer: Layer) -> list[str]:
    """The switch for what an average counts, where it has to be said."""
    said = layer.said_count_include_pad
    return [] if said is None else [f"--{'' if said else 'no-'}count-include-pad"]


def described(layer: Layer) -> dict[str, object]:
    """The layer as JSON takes it: a value per axis in each list, the options that it has, and its command."""
    told = {"operation": layer.operation, "dim": layer.dim, **sizes(layer)}
    taken = layer.definition.OPTIONS
    told |= {name: getattr(layer, name) for name in ("padding_mode", "ceil_mode", "count_include_pad") if name in taken}
    return told | {"command": command_line(layer)}


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
    told = {
        "i": written(layer.input_size),
        "k": written(layer.kernel_size),
        "s": written(layer.stride),
        "p": layer.padding.name or written_sides(layer.padding.sides).replace(":", "-"),
        "d": written(layer.dilation),
        "op": written(layer.output_padding),
    }
    usual = {"s": "1", "p": "0", "d": "1", "op": "0"}
    if layer.padding.name in SETTLES_THE_SIZE:
        told.pop("op")  # The name settles it.
    found = [f"{short}{text}" for short, text in told.items() if text != usual.get(short)]
    found += [layer.padding_mode] if layer.padding_mode != "zeros" else []
    found += ["ceil"] if layer.ceil_mode else []
    found += {None: [], False: ["nopad"], True: ["countpad"]}[layer.said_count_include_pad]
    return [*([f"{layer.dim}d"] if dim(layer) else []), *found]


def command_of(layer: Layer, look: Mapping[str, object]) -> str:
    """The shortest command line that draws ``layer`` in this look again, without the name of a file."""
    told = command_line(layer)
    for each in (*table.VIEW, *table.LOOK):
        value = look[each.name]
        usual = each.read(each.default, each.name) if each.default is not None else None
        if value == usual or value is None:
            continue
        dashed = each.name.replace("_", "-")
        told += (
            f" --{'' if value else 'no-'}{dashed}"
            if each.flag
            else f" --{dashed} {shlex.quote(_written(value, each.name))}"
        )
    return told


def _written(value: object, name: str) -> str:
    if name in ("values", "weights"):
        return value if isinstance(value, str) else sources.written(value)  # type: ignore[arg-type]  # rows, once read
    if isinstance(value, tuple):
        return ("x" if name == "storyboard" else ":").join(map(str, value))
    return str(value)
