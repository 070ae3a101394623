"""Flax: ``nn.Conv`` and ``nn.ConvTranspose`` of linen and of nnx, ``max_pool`` and ``avg_pool``."""

from typing import Any

from convanim.frameworks._call import ONNX_ALONE, Arguments, Call, Reading, everywhere, is_whole, refuse_dimensions
from convanim.layers import operations

NAME = "Flax"
LAYERS = {"Conv": "conv", "ConvTranspose": "transpose", "max_pool": "max-pool", "avg_pool": "avg-pool"}

# The parameters in the order of https://flax.readthedocs.io
_SIGNATURES = {
    "conv": "kernel_size strides padding input_dilation kernel_dilation feature_group_count use_bias",
    "transpose": "kernel_size strides padding kernel_dilation use_bias",
    "max-pool": "inputs window_shape strides padding",
    "avg-pool": "inputs window_shape strides padding count_include_pad",
}
_OF_EVERY_LAYER = (
    "mask dtype param_dtype precision kernel_init bias_init transpose_kernel conv_general_dilated promote_dtype "
    "conv_general_dilated_cls preferred_element_type kernel_metadata bias_metadata rngs name parent"
)
_OWNERS = ("nn", "linen", "nnx", "flax")


def read(call: Call) -> Reading | None:
    """What the call says, or None for what is no layer of Flax's."""
    operation = LAYERS.get(call.name)
    if operation is None or ONNX_ALONE & call.keywords or (call.owner and call.owner not in _OWNERS):
        return None
    if not operations.load(operation).HAS_WEIGHTS:
        return None if call.path[0] in ("tf", "tensorflow") else Reading(operation, _read_pool(call, operation))
    in_nnx = call.owner == "nnx" or bool({"in_features", "out_features", "rngs"} & call.keywords)
    channels = "in_features out_features" if in_nnx else "features"
    given = call.arguments(f"{channels} {_SIGNATURES[operation]}", _OF_EVERY_LAYER)
    dim = _dimensions(given, "kernel_size")
    if not call.owner and dim == 1 and "kernel_size" not in call.keywords:
        call.refuse(f"this {call.name} can be Flax's or the text's own.", f"write Flax's as nn.{call.name}.")
    options: dict[str, Any] = {
        "dim": dim,
        "kernel_size": given.numbers("kernel_size", None, dim),
        "stride": given.numbers("strides", 1, dim),
        "dilation": given.numbers("kernel_dilation", 1, dim),
    }
    if not everywhere(1, given.numbers("input_dilation", 1, dim)):
        given.refuse("input_dilation", "a convolution with input_dilation cannot be drawn.", "use nn.ConvTranspose.")
    options |= _read_transpose(given, options) if operations.load(operation).SCATTERS else _read_conv(given, options)
    note, remarks = given.channels(
        inputs="in_features", outputs=channels.split()[-1], groups="feature_group_count", bias="use_bias"
    )
    # With transpose_kernel the layer is the transpose of Conv; without, its kernel is turned around.
    turned = operations.load(operation).SCATTERS and not given.switch("transpose_kernel", False)
    return Reading(operation, {**options, **note}, remarks, turned)


def _dimensions(given: Arguments, name: str) -> int:
    """As many as the kernel has numbers; a single one makes it one."""
    given.require(name)
    shape = given.literal(name)
    dim = len(shape) if isinstance(shape, tuple) else 1
    if dim > 2:
        refuse_dimensions(given.call)
    return dim


def _read_pool(call: Call, operation: str) -> dict[str, object]:
    given = call.arguments(_SIGNATURES[operation])
    given.require("window_shape")
    if not isinstance(given.literal("window_shape"), tuple):
        given.refuse("window_shape", "window_shape: Flax takes a number for each dimension.", "write it in brackets.")
    dim = _dimensions(given, "window_shape")
    options: dict[str, Any] = {
        "dim": dim,
        "kernel_size": given.numbers("window_shape", None, dim),
        "stride": given.numbers("strides", 1, dim),
        "padding": _word(given, ("valid", "same", "same_lower"), "valid")
        if given.is_word("padding")
        else _pairs(given, dim, "valid"),
    }
    if operations.takes(operation, "count_include_pad"):
        options["count_include_pad"] = given.switch("count_include_pad", True)
    return options


def _read_conv(given: Arguments, options: dict[str, Any]) -> dict[str, object]:
    if not given.is_word("padding"):
        return {"padding": _pairs(given, options["dim"], "same")}
    words = ("same", "valid", "same_lower", "circular", "reflect", *(["causal"] if options["dim"] == 1 else []))
    word = _word(given, words, "same")
    if word not in ("circular", "reflect"):
        return {"padding": word}
    reaches = _reaches(options)
    return {"padding": tuple((reach // 2, reach - reach // 2) for reach in reaches), "padding_mode": word}


def _read_transpose(given: Arguments, options: dict[str, Any]) -> dict[str, object]:
    """Numbers are the border of the spread input, as in ``jax.lax.conv_transpose``, not what is cropped."""
    reaches, strides = _reaches(options), _each(options["stride"], options["dim"])
    word = "same"
    if "padding" in given:
        if not given.is_word("padding"):
            return _cropping(given, reaches, options["dim"])
        word = given.word("padding", ("same", "valid", "circular"), word)
    if word == "circular":
        given.refuse("padding", "a transposed convolution that wraps around cannot be drawn.", 'use "SAME" or "VALID".')
    if word == "same":
        return {"padding": "same"}
    # Like Keras, "valid" fills the output up to the input times the stride.
    extras = tuple(max(stride - reach - 1, 0) for stride, reach in zip(strides, reaches, strict=True))
    return {"padding": "valid", "output_padding": extras}


def _cropping(given: Arguments, reaches: list[int], dim: int) -> dict[str, object]:
    pairs = _pairs(given, dim, "same")
    assert not isinstance(pairs, str)
    if any(before > reach for (before, _), reach in zip(pairs, reaches, strict=True)):
        given.refuse("padding", "a border wider than the kernel reaches cannot be drawn.", "use a smaller padding.")
    crops = [(reach - before, reach - after) for (before, after), reach in zip(pairs, reaches, strict=True)]
    return {
        "padding": tuple((before, max(after, 0)) for before, after in crops),
        "output_padding": tuple(max(-after, 0) for _, after in crops),
    }


def _word(given: Arguments, words: tuple[str, ...], default: str) -> str:
    """A padding's name, as the options have it."""
    return given.word("padding", words, default).replace("_", "-")


def _pairs(given: Arguments, dim: int, default: str) -> str | tuple[tuple[int, int], ...]:
    """(before, after) of each dimension out of one number, one for each, or such pairs."""
    if "padding" not in given:
        return default
    value = given.literal("padding")
    each = value if isinstance(value, tuple) else (value,) * dim
    pairs = [side if isinstance(side, tuple) else (side, side) for side in each]
    if len(pairs) != dim or any(len(pair) != 2 or not all(map(is_whole, pair)) for pair in pairs):
        given.refuse("padding", "padding: this is not a padding of this layer.", "write (before, after) for each axis.")
    return tuple((before, after) for before, after in pairs)


def _reaches(options: dict[str, Any]) -> list[int]:
    """How far the kernel of each dimension reaches beyond its first element."""
    dim = options["dim"]
    kernels, dilations = _each(options["kernel_size"], dim), _each(options["dilation"], dim)
    return [dilation * (kernel - 1) for kernel, dilation in zip(kernels, dilations, strict=True)]


def _each(value: Any, dim: int) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, tuple) else (value,) * dim
