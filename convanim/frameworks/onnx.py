"""ONNX: an operator and its attributes, written like a call: ``Conv(kernel_shape=[3, 3], pads=[1, 1, 1, 1])``."""

from typing import Any

from convanim.frameworks._call import ONNX_ALONE, Arguments, Call, Reading, everywhere, is_whole, refuse_dimensions
from convanim.frameworks._words import constructor, for_this_input, literal
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.options.sizes import Sides, Size

NAME = "ONNX"
LAYERS = {"Conv": "conv", "ConvTranspose": "transpose", "MaxPool": "max-pool", "AveragePool": "avg-pool"}

# The attributes of https://onnx.ai/onnx/operators, which all have names and no order.
_OF_EVERY_OPERATOR = "kernel_shape strides pads dilations auto_pad name"
_ATTRIBUTES = {
    "conv": "group",
    "transpose": "group output_padding",
    "max-pool": "ceil_mode storage_order",
    "avg-pool": "ceil_mode count_include_pad",
}

_PADDINGS = {"valid": "valid", "same_upper": "same", "same_lower": "same-lower"}
_SIDES = {1: "[before, after]", 2: "[top, left, bottom, right]"}
_PADS = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def read(call: Call) -> Reading | None:
    """What the call says, or None for what is no operator of ONNX's."""
    operation = LAYERS.get(call.name)
    if operation is None or (call.name.startswith("Conv") and not ONNX_ALONE & call.keywords):
        return None
    given = call.arguments("", f"{_OF_EVERY_OPERATOR} {_ATTRIBUTES[operation]}")
    given.require("kernel_shape")
    shape = given.literal("kernel_shape")
    dim = len(shape) if isinstance(shape, tuple) else 1
    if dim > 2:
        refuse_dimensions(call)
    options: dict[str, Any] = {
        "dim": dim,
        "kernel_size": given.numbers("kernel_shape", None, dim),
        "stride": given.numbers("strides", 1, dim),
        "padding": _padding(given, dim),
    }
    dilation = given.numbers("dilations", 1, dim)
    if operations.takes(operation, "dilation"):
        options["dilation"] = dilation
    elif not everywhere(1, dilation):
        given.refuse("dilations", "an average pooling with dilation cannot be drawn.", "leave out the dilation.")
    if operations.takes(operation, "output_padding"):
        options["output_padding"] = given.numbers("output_padding", 0, dim)
    if operations.takes(operation, "ceil_mode"):
        options["ceil_mode"] = given.switch("ceil_mode", False)
    if operations.takes(operation, "count_include_pad"):
        options["count_include_pad"] = given.switch("count_include_pad", False)
    note, remarks = given.channels(groups="group")
    return Reading(operation, {**options, **note}, remarks)


def _padding(given: Arguments, dim: int) -> str | Sides:
    word = given.word("auto_pad", ("notset", *_PADDINGS), "notset")
    if word in _PADDINGS:
        return _PADDINGS[word]
    if "pads" not in given:
        return ((0, 0),)
    pads = given.literal("pads")
    if not isinstance(pads, tuple) or len(pads) != 2 * dim or not all(map(is_whole, pads)):
        given.refuse("pads", f"pads: this is not a padding for {dim} axes.", f"write {_SIDES[dim]}.")
    return tuple(zip(pads[:dim], pads[dim:], strict=True))


def spell(layer: Layer) -> str:
    """The operator with all of its attributes, behind the Pad that fills the border with copies."""
    operator = next(name for name, operation in LAYERS.items() if operation == layer.operation)
    if not layer.definition.HAS_WEIGHTS:
        for axis in layer.parameters:
            if max(axis.padding) >= axis.kernel_size:
                return f"cannot say it: onnxruntime pools with no padding of the kernel's {axis.kernel_size} or more"
    given = {
        "kernel_shape": _each(layer.kernel_size),
        "strides": _each(layer.stride),
        "dilations": _each(layer.dilation),
    }
    if not operations.takes(layer.operation, "dilation"):
        given.pop("dilations")
    word = _auto_pad(layer)
    before, after = "", for_this_input(layer)
    if layer.padding_mode != "zeros":
        sides = _pads(layer, channels=2)
        before = f"{constructor('Pad', [], {'mode': literal(_PADS[layer.padding_mode]), 'pads': sides})}\n"
    elif word:
        given["auto_pad"], after = literal(word), ""
    else:
        given["pads"] = _pads(layer)
    if operations.takes(layer.operation, "output_padding") and not word.startswith("SAME"):
        given["output_padding"] = _each(layer.output_padding)
        if any(axis.output_padding >= axis.stride for axis in layer.parameters):
            after = "  # ONNX allows it, onnxruntime refuses it: output_padding is not below the stride"
    if layer.ceil_mode:
        given["ceil_mode"] = "1"
    if operations.takes(layer.operation, "count_include_pad") and layer.count_include_pad:
        given["count_include_pad"] = "1"
    return before + constructor(operator, [], given) + after


def _auto_pad(layer: Layer) -> str:
    """The name of the padding, where onnxruntime takes it."""
    same = layer.padding.name in ("same", "same-lower")
    is_plain = layer.definition.HAS_WEIGHTS and not layer.definition.SCATTERS
    if same and any(axis.dilation > 1 for axis in layer.parameters):
        return ""  # It refuses dilation in Conv and forgets it in MaxPool.
    if same and not is_plain and any(axis.stride > axis.kernel_size for axis in layer.parameters):
        return ""  # It refuses the pooling, and returns too little of the transposed convolution.
    if same and any(axis.stride > axis.kernel_size + 1 for axis in layer.parameters):
        return ""  # It crops the input of the convolution at its start.
    return next((word.upper() for word, padding in _PADDINGS.items() if padding == layer.padding.name), "")


def _each(values: Size) -> str:
    return literal(list(values))


def _pads(layer: Layer, channels: int = 0) -> str:
    """All that comes before, then all that comes after; Pad counts batch and channels too."""
    before, after = zip(*layer.padding.sides, strict=True)
    return literal([0] * channels + [*before] + [0] * channels + [*after])
