"""Convolution, as layers compute it: a window slides over the padded input."""

from convanim.geometry.axis import Axis
from convanim.layers.operations import LayerAxis, RefusedError, _forward, _weighted
from convanim.layers.operations._forward import SCATTERS, named_padding, size_formula, window, written_size
from convanim.layers.operations._weighted import (
    HAS_WEIGHTS,
    RANDOM_VALUES,
    divisor,
    most_padding,
    result,
    winner,
    written_sum,
)

__all__ = [
    "HAS_WEIGHTS",
    "RANDOM_VALUES",
    "SCATTERS",
    "divisor",
    "most_padding",
    "named_padding",
    "result",
    "size_formula",
    "winner",
    "written_size",
    "written_sum",
]

SUMMARY = "Draw a convolution."
EXAMPLE = "--i 5 --k 3 --s 2 --p 1 -o strided.gif"
SOLVE_EXAMPLE = "--i 224 --o 112"
OPTIONS = ("dim", "input_size", "kernel_size", "stride", "padding", "dilation", "padding_mode")
DEFAULTS: dict[str, object] = {}
BORDER = "zero"
INVERSE = "transpose"
WORDS = _weighted.words(en=("Convolution", "A convolution"), zh=("卷积", "卷积"))

# torch.nn.functional.pad: a reflected border leaves out the edge, a circular one wraps around once.
_CELLS_BESIDE_COPIED = {"reflect": 1, "circular": 0}


def default_input_size(layer: LayerAxis) -> int:
    """That of every window, or the smallest larger input whose copies fill the border."""
    usual, beside = _forward.default_input_size(layer), _CELLS_BESIDE_COPIED.get(layer.padding_mode)
    if beside is None:
        return usual
    # What is called "same" depends on the input; half of the kernel is the most that it can be.
    is_same = layer.padding_name in ("same", "same-lower")
    return max(usual, (layer.effective_kernel_size // 2 if is_same else max(layer.padding)) + beside)


def axis(layer: LayerAxis) -> Axis:
    """The window over the padded input; copies fill the border within PyTorch's limits."""
    fitting = window(layer)
    beside = _CELLS_BESIDE_COPIED.get(layer.padding_mode)
    most = None if beside is None else layer.input_size - beside
    if most is not None and max(layer.padding) > most:
        raise RefusedError(
            f"{layer.padding_mode} padding of {max(layer.padding)} is more than the {most} cells "
            f"that an input of {layer.input_size} has to copy.",
            "padding",
            [{"padding": max(most, 1)}],  # None at all would need no copies.
            ["padding_mode replicate"],
        )
    return fitting
