"""Convolution, as layers compute it: a window slides over the padded input."""

from convanim.geometry import Axis
from convanim.operations import LayerAxis, RefusedError
from convanim.operations._forward import default_input_size, named_padding, window

__all__ = ["BORDER", "DEFAULTS", "EXAMPLE", "OPTIONS", "SUMMARY", "axis", "default_input_size", "named_padding"]

SUMMARY = "Draw a convolution."
EXAMPLE = "--i 5 --k 3 --s 2 --p 1 -o strided.gif"
OPTIONS = ("dim", "input_size", "kernel_size", "stride", "padding", "dilation", "padding_mode")
DEFAULTS: dict[str, object] = {}
BORDER = "zero"


def axis(layer: LayerAxis) -> Axis:
    """The window over the padded input; copies fill the border within PyTorch's limits."""
    fitting = window(layer)
    # torch.nn.functional.pad: a reflected border leaves out the edge, a circular one wraps around once.
    most = {"reflect": layer.input_size - 1, "circular": layer.input_size}.get(layer.padding_mode)
    if most is not None and max(layer.padding) > most:
        raise RefusedError(
            f"{layer.padding_mode} padding of {max(layer.padding)} is more than the {most} cells "
            f"that an input of {layer.input_size} has to copy.",
            [{"padding": most}],
            ["padding_mode replicate"],
        )
    return fitting
