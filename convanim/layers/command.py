"""A layer told again: as the command that draws it, and as plain data."""

import shlex
from collections.abc import Mapping

from convanim.layers.labels import _shown_sides
from convanim.layers.layer import Layer
from convanim.options import sources, table
from convanim.options.sizes import Size, written, written_sides

SETTLES_THE_SIZE = ("same", "same-lower")
"""The names of paddings that say how large the output is, so that output_padding has nothing to say."""


def command_line(layer: Layer, *words: str) -> str:
    """The shortest command for this layer; ``words`` come before the operation (``explain``).

    A pooling's stride is always written, for its default is the kernel's size.
    """
    sizes = {
        "--i": layer.input_size,
        "--k": layer.kernel_size,
        "--s": layer.stride,
        "--p": layer.padding,
        "--d": layer.dilation,
        "--op": layer.output_padding,
    }
    usual = {"--s": "" if "stride" in layer.definition.DEFAULTS else "1", "--p": "0", "--d": "1", "--op": "0"}
    told = ["convanim", *words, layer.operation, *(["--dim", "1"] if layer.dim == 1 else [])]
    for name, pair in sizes.items():
        columns = pair[1]
        if isinstance(columns, tuple):
            sides = layer.padding if layer.dim == 2 else (columns, columns)
            text = layer.padding_name or written_sides(sides)
        else:
            text = written(pair) if layer.dim == 2 else str(columns)  # type: ignore[arg-type]  # a Size here
        if text != usual.get(name) and not (name == "--op" and layer.padding_name in SETTLES_THE_SIZE):
            told += [name, text]
    told += [] if layer.padding_mode == "zeros" else ["--padding-mode", layer.padding_mode]
    told += ["--ceil-mode"] if layer.ceil_mode else []
    told += count_include_pad(layer)
    return " ".join(told)


def count_include_pad(layer: Layer) -> list[str]:
    """The switch for what an average counts, where it has to be said."""
    said = layer.said_count_include_pad
    return [] if said is None else [f"--{'' if said else 'no-'}count-include-pad"]


def described(layer: Layer) -> dict[str, object]:
    """The layer as JSON takes it: a value per axis in each list, the options that it has, and its command."""
    names = ("input_size", "kernel_size", "stride", "padding", "dilation", "output_padding", "output_size")
    told: dict[str, object] = {"operation": layer.operation, "dim": layer.dim}
    told |= {name: getattr(layer, name)[2 - layer.dim :] for name in names}
    taken = layer.definition.OPTIONS
    told |= {name: getattr(layer, name) for name in ("padding_mode", "ceil_mode", "count_include_pad") if name in taken}
    return told | {"command": command_line(layer)}


def short_parameters(layer: Layer) -> list[str]:
    """The parameters in letters, for a file's name: ["i5", "k3", "s2"]; what is usual is left out."""
    told = {
        "i": _letters(layer, layer.input_size),
        "k": _letters(layer, layer.kernel_size),
        "s": _letters(layer, layer.stride),
        "p": layer.padding_name or written_sides(_shown_sides(layer)).replace(":", "-"),
        "d": _letters(layer, layer.dilation),
        "op": _letters(layer, layer.output_padding),
    }
    usual = {"s": "1", "p": "0", "d": "1", "op": "0"}
    if layer.padding_name in SETTLES_THE_SIZE:
        told.pop("op")  # The name settles it.
    found = [f"{short}{text}" for short, text in told.items() if text != usual.get(short)]
    found += [layer.padding_mode] if layer.padding_mode != "zeros" else []
    found += ["ceil"] if layer.ceil_mode else []
    found += {None: [], False: ["nopad"], True: ["countpad"]}[layer.said_count_include_pad]
    return [*(["1d"] if layer.dim == 1 else []), *found]


def _letters(layer: Layer, pair: Size) -> str:
    return str(pair[1]) if layer.dim == 1 else written(pair)


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
