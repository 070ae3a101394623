"""A layer told again: as the command that draws it, and as plain data."""

from convanim import operations
from convanim.layer import Layer
from convanim.sizes import written, written_sides

SETTLES_THE_SIZE = ("same", "same-lower")
"""The names of paddings that say how large the output is, so that output_padding has nothing to say."""


def command_line(layer: Layer, *words: str) -> str:
    """The shortest command for this layer; ``words`` come before the operation (``explain``).

    A pooling's stride is always written, for its default is the kernel's size.
    """
    taken = operations.load(layer.operation).OPTIONS
    sizes = {
        "--i": layer.input_size,
        "--k": layer.kernel_size,
        "--s": layer.stride,
        "--p": layer.padding,
        "--d": layer.dilation,
        "--op": layer.output_padding,
    }
    is_pooling = "ceil_mode" in taken
    usual = {"--s": "" if is_pooling else "1", "--p": "0", "--d": "1", "--op": "0"}
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
    taken = operations.load(layer.operation).OPTIONS
    told |= {name: getattr(layer, name) for name in ("padding_mode", "ceil_mode", "count_include_pad") if name in taken}
    return told | {"command": command_line(layer)}
