"""Convolution, as layers compute it: a window slides over the padded input."""

from convanim.errors import ConvanimError
from convanim.geometry import Axis
from convanim.operations import LayerAxis

SUMMARY = "Draw a convolution."
EXAMPLE = "--i 5 --k 3 --s 2 --p 1 -o strided.gif"
OPTIONS = ("input_size", "kernel_size", "stride", "padding", "dilation")


def default_input_size(layer: LayerAxis) -> int:
    """4, or the smallest larger input of which two windows fit."""
    effective_kernel_size = layer.dilation * (layer.kernel_size - 1) + 1
    return max(4, effective_kernel_size + layer.stride - sum(layer.padding))


def axis(layer: LayerAxis) -> Axis:
    """A convolution is the general form as it stands (arXiv:1603.07285, relationship 6)."""
    general = Axis(
        layer.input_size,
        layer.kernel_size,
        layer.stride,
        layer.dilation,
        *layer.padding,
    )
    missing = general.effective_kernel_size - general.padded_size
    if missing > 0:
        raise ConvanimError(*_too_large(layer, general, missing))
    return general


def _too_large(layer: LayerAxis, axis: Axis, missing: int) -> tuple[str, str]:
    spans = f" with dilation {layer.dilation} spans {axis.effective_kernel_size} cells" if layer.dilation > 1 else ""
    padded = "padded input" if any(layer.padding) else "input"
    verb = ", but the" if spans else " is larger than the"
    has = f"{verb} {padded} {'has only' if spans else 'of'} {axis.padded_size}"
    ways = [f"padding {max(layer.padding) + (missing + 1) // 2} or more"]
    largest_dilation = (axis.padded_size - 1) // (layer.kernel_size - 1)
    if 1 <= largest_dilation < layer.dilation:
        ways.append(f"dilation {largest_dilation} or less")
    ways.append(f"an input of {layer.input_size + missing}")
    listed = ", ".join(ways[:-1]) + (", or " if len(ways) > 2 else " or ") + ways[-1]
    return f"a kernel of {layer.kernel_size}{spans}{has}.", f"use {listed}."
