"""Keras: the constructors of ``keras.layers``."""

from typing import Any

from convanim.frameworks._call import Arguments, Call, Reading, dimensions, everywhere
from convanim.frameworks._words import Spelling, constructor, each_axis, for_this_input, literal
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.layers.operations import LayerAxis
from convanim.options.sizes import Sides

NAME = "Keras"
LAYERS = {
    name.format(dim): operation
    for dim in ("1D", "2D")
    for name, operation in (
        ("Conv{}", "conv"),
        ("Convolution{}", "conv"),
        ("Conv{}Transpose", "transpose"),
        ("Convolution{}Transpose", "transpose"),
        ("DepthwiseConv{}", "conv"),
        ("SeparableConv{}", "conv"),
        ("SeparableConvolution{}", "conv"),
        ("MaxPooling{}", "max-pool"),
        ("MaxPool{}", "max-pool"),
        ("AveragePooling{}", "avg-pool"),
        ("AvgPool{}", "avg-pool"),
    )
}

# The parameters in the order of https://keras.io/api/layers
_WEIGHTS = (
    "activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer "
    "activity_regularizer kernel_constraint bias_constraint"
)
_DEPTHWISE_WEIGHTS = _WEIGHTS.replace("kernel", "depthwise")
_SEPARABLE_WEIGHTS = (
    "activation use_bias depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer "
    "pointwise_regularizer bias_regularizer activity_regularizer depthwise_constraint pointwise_constraint "
    "bias_constraint"
)
_SIGNATURES = {
    "conv": f"filters kernel_size strides padding data_format dilation_rate groups {_WEIGHTS}",
    "transpose": f"filters kernel_size strides padding output_padding data_format dilation_rate {_WEIGHTS}",
    "depthwise": f"kernel_size strides padding depth_multiplier data_format dilation_rate {_DEPTHWISE_WEIGHTS}",
    "separable": f"filters kernel_size strides padding data_format dilation_rate depth_multiplier {_SEPARABLE_WEIGHTS}",
    "max-pool": "pool_size strides padding data_format",
    "avg-pool": "pool_size strides padding data_format",
}
_OF_EVERY_LAYER = "name dtype trainable autocast input_shape batch_input_shape batch_size input_dim"
_KINDS = {"DepthwiseConv": "depthwise", "SeparableConv": "separable"}
_DEPTHWISE = "depthwise: one of its channels is drawn"


def read(call: Call) -> Reading | None:
    """What the call says, or None for what is no layer of Keras's."""
    operation = LAYERS.get(call.name)
    if operation is None:
        return None
    if call.owner == "nn":
        call.refuse(f"{call.name} of nn is no layer of Keras's, whose parameters it would take.", "see its own manual.")
    kind = next((kind for start, kind in _KINDS.items() if call.name.startswith(start)), operation)
    given = call.arguments(_SIGNATURES[kind], _OF_EVERY_LAYER)
    dim = dimensions(call)
    if not operations.load(operation).HAS_WEIGHTS:
        options: dict[str, object] = {
            "dim": dim,
            "kernel_size": given.numbers("pool_size", 2, dim),
            "stride": given.numbers("strides", None, dim),
            "padding": given.word("padding", ("valid", "same"), "valid"),
        }
        if operations.takes(operation, "count_include_pad") and options["padding"] == "same":
            options["count_include_pad"] = False  # Keras's average never counts padding.
        return Reading(operation, options)
    options = _read_convolution(given, kind, dim)
    note, remarks = given.channels(outputs="filters", groups="groups", bias="use_bias")
    remarks = {
        "depthwise": (_DEPTHWISE,),
        "separable": (_DEPTHWISE, "separable: the 1 × 1 convolution behind it is not drawn"),
    }.get(kind, remarks)
    return Reading(operation, options | note, remarks)


def _read_convolution(given: Arguments, kind: str, dim: int) -> dict[str, object]:
    given.require("kernel_size")
    options: dict[str, Any] = {
        "dim": dim,
        "kernel_size": given.numbers("kernel_size", None, dim),
        "stride": given.numbers("strides", 1, dim),
        "dilation": given.numbers("dilation_rate", 1, dim),
    }
    if not (everywhere(1, options["stride"]) or everywhere(1, options["dilation"])):
        given.refuse("dilation_rate", "Keras takes no dilation together with a stride.", "leave out one of the two.")
    word = given.word("padding", _padding_names(kind, dim), "valid")
    extra = given.numbers("output_padding", None, dim) if kind == "transpose" else None
    if kind != "transpose" or (extra is None and word == "same"):
        return options | {"padding": word}
    for which in range(dim if extra is not None else 0):
        stride = _of(options["stride"], which)
        if _of(extra, which) >= stride:
            message = f"Keras takes no output_padding of {_of(extra, which)} with a stride of {stride}."
            given.refuse("output_padding", message, f"use {stride - 1} or less.")
    return options | _cropping(options, word, extra, dim)


def _padding_names(kind: str, dim: int) -> tuple[str, ...]:
    """Conv1D alone knows an axis of time."""
    return ("valid", "same", "causal") if (kind, dim) == ("conv", 1) else ("valid", "same")


def _cropping(options: dict[str, Any], word: str, extra: Any, dim: int) -> dict[str, Any]:
    """Padding and output padding of a transposed convolution.

    Its output has (i - 1) s + k cells before "same" crops it to (i - 1) s + k mod 2 + output_padding, the odd cell at
    the end; without output_padding "valid" fills it up to i s (keras/src/backend/common/backend_utils.py).
    """
    paddings, extras = [], []
    for which in range(dim):
        kernel, stride, dilation = (_of(options[name], which) for name in ("kernel_size", "stride", "dilation"))
        span = dilation * (kernel - 1) + 1
        added = max(stride - span, 0) if extra is None else _of(extra, which)
        cropped = span - span % 2 if word == "same" else 0
        surplus = max(cropped - added, 0) if word == "same" else 0
        paddings.append((surplus // 2, surplus - surplus // 2))
        extras.append(max(added - cropped, 0))
    return {"padding": tuple(paddings), "output_padding": tuple(extras)}


def _of(value: Any, which: int) -> int:
    return int(value[which] if isinstance(value, tuple) else value)


def spell(layer: Layer) -> str:
    """The layer in Keras's words, with a layer before or after it where it needs one."""
    if layer.padding_mode != "zeros":
        return f"cannot say it: Keras has no layer with {layer.padding_mode} padding"
    if not layer.definition.HAS_WEIGHTS:
        return _spell_pool(layer)
    if any(axis.stride > 1 for axis in layer.parameters) and any(axis.dilation > 1 for axis in layer.parameters):
        return "cannot say it: Keras takes no dilation together with a stride"
    return _spell_transpose(layer) if layer.definition.SCATTERS else _spell_conv(layer)


def _spell_conv(layer: Layer) -> str:
    before, word = _before(layer)
    after = for_this_input(layer) if before else ""
    return before + _convolution(f"Conv{layer.dim}D", layer, {"padding": word}) + after


def _convolution(name: str, layer: Layer, given: Spelling) -> str:
    shape = {
        "kernel_size": each_axis(layer.kernel_size),
        "strides": each_axis(layer.stride, usual=1),
        "dilation_rate": each_axis(layer.dilation, usual=1),
    }
    return constructor(f"layers.{name}", ["filters"], shape | given)


def _before(layer: Layer) -> tuple[str, str]:
    """The layer that pads before it, if it takes one, and what its padding is called."""
    if not any(map(any, layer.padding.sides)) and layer.padding.name != "same":
        return "", ""
    if _has_name(layer, "same"):
        return "", '"same"'
    if "causal" in _padding_names(layer.operation, layer.dim) and _has_name(layer, "causal"):
        return "", '"causal"'
    return _zero_padding(layer), ""


def _zero_padding(layer: Layer) -> str:
    return f"layers.ZeroPadding{layer.dim}D({_each_side(layer.padding.sides)})\n"


def _each_side(sides: Sides) -> str:
    """(before, after) of each axis; of a single one alone."""
    return literal(sides if len(sides) > 1 else sides[0])


def _has_name(layer: Layer, name: str) -> bool:
    """Whether the padding is what ``name`` stands for, for every input and not only for this one."""
    if layer.padding.name == name:
        return True
    fixed = name == "causal" or all(axis.stride == 1 for axis in layer.parameters)
    return fixed and all(_named(layer, axis, name).padding == axis.padding for axis in layer.parameters)


def _named(layer: Layer, axis: LayerAxis, name: str) -> LayerAxis:
    return operations.load(layer.operation).named_padding(name, axis._replace(output_padding=0))


def _spell_transpose(layer: Layer) -> str:
    axes = layer.parameters
    crops = tuple((_net(axis)[0], max(_net(axis)[1], 0)) for axis in axes)
    is_same = all(_net(_named(layer, axis, "same")) == _net(axis) for axis in axes)
    if is_same and (layer.padding.name == "same" or any(map(any, crops))):
        return _convolution(f"Conv{layer.dim}DTranspose", layer, {"padding": '"same"'})
    extras = [max(-_net(axis)[1], 0) for axis in axes]
    if any(extra >= axis.stride and extra for extra, axis in zip(extras, axes, strict=True)):
        return "cannot say it: Keras takes no output_padding of the stride or more"
    usual = [max(axis.stride - axis.effective_kernel_size, 0) for axis in axes]
    given = {} if extras == usual else {"output_padding": each_axis(extras)}
    after = ""
    if any(map(any, crops)):
        after = f"\nlayers.Cropping{layer.dim}D({_each_side(crops)})"
    return _convolution(f"Conv{layer.dim}DTranspose", layer, given) + after


def _net(axis: LayerAxis) -> tuple[int, int]:
    """What is cropped in the end: the output padding adds to the same side that the padding crops."""
    before, after = axis.padding
    return before, after - axis.output_padding


def _spell_pool(layer: Layer) -> str:
    average = operations.takes(layer.operation, "count_include_pad")
    if layer.ceil_mode:
        return "cannot say it: Keras rounds the output's size down"
    if any(axis.dilation > 1 for axis in layer.parameters):
        return "cannot say it: Keras has no pooling with dilation"
    before, word = _before(layer)
    if average and layer.count_include_pad and any(map(any, layer.padding.sides)):
        before, word = _zero_padding(layer), ""
    elif before:
        return f"cannot say it: its zeros would {'count in the average' if average else 'take part in the maximum'}"
    given = {"pool_size": each_axis(layer.kernel_size)}  # An average has no usual one.
    if layer.stride != layer.kernel_size:
        given["strides"] = each_axis(layer.stride)
    name = f"layers.{'Average' if average else 'Max'}Pooling{layer.dim}D"
    after = for_this_input(layer) if before else ""
    return before + constructor(name, [], given | {"padding": word}) + after
