"""What a layer's sizes and parameters are called, in words and in letters."""

from typing import NamedTuple

from convanim.layer import Layer
from convanim.sizes import Sides, Size, written, written_sides


class Labels(NamedTuple):
    """The words around a figure."""

    input: str
    output: str
    parameters: str


def labels(layer: Layer, note: str | None = None) -> Labels:
    """What the planes and the parameters are called; ``note`` is added to the parameters."""
    told = [f"kernel {size(layer, layer.kernel_size)}", f"stride {number(layer.stride, layer)}", _padding(layer)]
    if not same(layer, layer.dilation, 1):
        told.append(f"dilation {number(layer.dilation, layer)}")
    if not same(layer, layer.output_padding, 0):
        told.append(f"output padding {number(layer.output_padding, layer)}")
    if layer.ceil_mode:
        told.append("size rounded up")
    if note:
        told.append(note)
    return Labels(f"Input {size(layer, layer.input_size)}", f"Output {size(layer, layer.output_size)}", ", ".join(told))


def size(layer: Layer, pair: Size) -> str:
    """Rows × columns, or one number in one dimension."""
    return str(pair[1]) if layer.dim == 1 else f"{pair[0]} × {pair[1]}"


def number(pair: Size, layer: Layer) -> str:
    """One number where both axes have it, else rows × columns."""
    return str(pair[1]) if layer.dim == 1 or pair[0] == pair[1] else f"{pair[0]} × {pair[1]}"


def same(layer: Layer, pair: Size, value: int) -> bool:
    """Whether all axes of the layer have this value."""
    return all(each == value for each in pair[2 - layer.dim :])


def _padding(layer: Layer) -> str:
    sides = written_sides(_shown_sides(layer)).replace("x", " × ")
    told = f"padding {layer.padding_name} ({sides})" if layer.padding_name else f"padding {sides}"
    if not any(map(any, layer.padding)):
        return told
    if layer.padding_mode != "zeros":
        return f"{told} {layer.padding_mode}"
    return {"−∞": f"{told} of −∞", "left out": f"{told} not counted"}.get(layer.border, told)


def _shown_sides(layer: Layer) -> Sides:
    return layer.padding if layer.dim == 2 else (layer.padding[1], layer.padding[1])


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
    if layer.padding_name:
        told.pop("op")  # The name settles it.
    found = [f"{short}{text}" for short, text in told.items() if text != usual.get(short)]
    found += [layer.padding_mode] if layer.padding_mode != "zeros" else []
    found += ["ceil"] if layer.ceil_mode else []
    found += [] if layer.count_include_pad else ["nopad"]
    return [*(["1d"] if layer.dim == 1 else []), *found]


def _letters(layer: Layer, pair: Size) -> str:
    return str(pair[1]) if layer.dim == 1 else written(pair)
