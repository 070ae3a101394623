"""PyTorch: the constructors of ``torch.nn``, as in code or as ``print(model)`` shows them."""

from typing import Any

from convanim.frameworks._call import Arguments, Call, Reading, dimensions, everywhere
from convanim.frameworks._words import Spelling, constructor, each_axis, for_this_input, literal
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.options.table import PADDING_MODES

NAME = "PyTorch"
LAYERS = {
    f"{name}{dim}d": operation
    for dim in (1, 2)
    for name, operation in (
        ("Conv", "conv"),
        ("LazyConv", "conv"),
        ("ConvTranspose", "transpose"),
        ("LazyConvTranspose", "transpose"),
        ("MaxPool", "max-pool"),
        ("max_pool", "max-pool"),
        ("AvgPool", "avg-pool"),
        ("avg_pool", "avg-pool"),
    )
}

# The parameters in the order of https://docs.pytorch.org/docs/stable/nn.html
_SIGNATURES = {
    "conv": "in_channels out_channels kernel_size stride padding dilation groups bias padding_mode device dtype",
    "transpose": "in_channels out_channels kernel_size stride padding output_padding groups bias dilation "
    "padding_mode device dtype",
    "max-pool": "kernel_size stride padding dilation return_indices ceil_mode",
    "avg-pool": "kernel_size stride padding ceil_mode count_include_pad divisor_override",
}
# torch.nn.functional has the input first, and two parameters of max_pool2d the other way around.
_OF_FUNCTIONS = {
    "max-pool": "input kernel_size stride padding dilation ceil_mode return_indices",
    "avg-pool": f"input {_SIGNATURES['avg-pool']}",
}
_PADS = {"zeros": "ZeroPad", "reflect": "ReflectionPad", "replicate": "ReplicationPad", "circular": "CircularPad"}


def read(call: Call) -> Reading | None:
    """What the call says, or None for what is no layer of PyTorch's."""
    operation = LAYERS.get(call.name)
    if operation is None or (call.name.islower() and call.owner not in ("", "F", "functional", "torch")):
        return None
    given = call.arguments(_signature(call, operation))
    given.require("kernel_size")
    dim = dimensions(call)
    options: dict[str, Any] = {"dim": dim, "kernel_size": given.numbers("kernel_size", None, dim)}
    options["stride"] = given.numbers("stride", 1 if operations.load(operation).HAS_WEIGHTS else None, dim)
    options["padding"] = _padding(given, operation, options["stride"], dim)
    if operations.takes(operation, "dilation"):
        options["dilation"] = given.numbers("dilation", 1, dim)
    if operations.takes(operation, "ceil_mode"):
        _refuse_wide_padding(given, options, dim)
        options["ceil_mode"] = given.switch("ceil_mode", False)
    if operations.takes(operation, "count_include_pad"):
        options["count_include_pad"] = given.switch("count_include_pad", True)
        if "divisor_override" in given:
            given.refuse("divisor_override", "an average with a divisor of its own cannot be drawn.", "leave it out.")
    if operations.takes(operation, "output_padding"):
        options["output_padding"] = given.numbers("output_padding", 0, dim)
        given.word("padding_mode", ("zeros",), "zeros")
    if operations.takes(operation, "padding_mode"):
        options["padding_mode"] = given.word("padding_mode", PADDING_MODES, "zeros")
    note, remarks = given.channels(inputs="in_channels", outputs="out_channels", groups="groups", bias="bias")
    return Reading(operation, {**options, **note}, (*remarks, *_hidden(call, options)))


def _signature(call: Call, operation: str) -> str:
    if call.name.islower():
        return _OF_FUNCTIONS[operation]
    signature = _SIGNATURES[operation]
    # Code says nothing of the input's channels; print(model) has a 0 for them.
    is_printed = len(call.node.args) == 2 and "kernel_size" in call.keywords
    return signature.removeprefix("in_channels ") if call.name.startswith("Lazy") and not is_printed else signature


def _hidden(call: Call, options: dict[str, Any]) -> tuple[str, ...]:
    """What print(model) does not say of an average pooling, where it would matter."""
    named = [each.arg for each in call.node.keywords]
    is_printed = not call.owner and named == ["kernel_size", "stride", "padding"] and not call.node.args
    if not call.name.startswith("AvgPool") or not is_printed:
        return ()
    hidden = [] if everywhere(1, options["stride"]) else ["ceil_mode=False"]
    hidden += [] if everywhere(0, options["padding"]) else ["count_include_pad=True"]
    return (f"its print hides what it has: drawn with {' and '.join(hidden)}",) if hidden else ()


def _padding(given: Arguments, operation: str, stride: Any, dim: int) -> Any:
    if not operations.takes(operation, "padding_mode") or not given.is_word("padding"):
        return given.numbers("padding", 0, dim)
    word = given.word("padding", ("same", "valid"), "valid")
    if word == "same" and not everywhere(1, stride):
        given.refuse("padding", "PyTorch has no padding 'same' for a stride above 1.", "write the padding as a number.")
    return word


def _refuse_wide_padding(given: Arguments, options: dict[str, Any], dim: int) -> None:
    kernels, paddings = (
        value if isinstance(value, tuple) else (value,) * dim for value in (options["kernel_size"], options["padding"])
    )
    for kernel, padding in zip(kernels, paddings, strict=True):
        if padding > kernel // 2:
            message = f"padding {padding} is more than half of the kernel of {kernel}, which is all that PyTorch takes."
            given.refuse("padding", message, f"use padding {kernel // 2} or less, or a kernel of {2 * padding}.")


def spell(layer: Layer) -> str:
    """The layer in PyTorch's words, with a layer before or after it where it needs one."""
    return {"conv": _spell_conv, "transpose": _spell_transpose}.get(layer.operation, _spell_pool)(layer)


def _spell_conv(layer: Layer) -> str:
    given: Spelling = {"stride": each_axis(layer.stride, usual=1)}
    before, after = "", for_this_input(layer)
    if layer.padding.name == "valid" or (layer.padding.name == "same" and not given["stride"]):
        given["padding"] = literal(layer.padding.name)
    elif _is_even(layer):
        given["padding"] = each_axis([axis.padding[0] for axis in layer.parameters], usual=0)
    else:
        before = f"nn.{_PADS[layer.padding_mode]}{layer.dim}d({_sides(layer)})\n"
    given["dilation"] = each_axis(layer.dilation, usual=1)
    if layer.padding_mode != "zeros" and not before:
        given["padding_mode"] = literal(layer.padding_mode)
    return before + _convolution("Conv", layer, given) + after


def _spell_transpose(layer: Layer) -> str:
    """One padding for both sides: what it crops too little at the end, an output padding that is missing crops too."""
    paddings, extras, crops = [], [], []
    for axis in layer.parameters:
        before, after = axis.padding
        room = max(axis.stride, axis.dilation) - 1
        padding = min(before, after + room - axis.output_padding)
        extra = axis.output_padding + padding - after
        paddings.append(padding)
        extras.append(max(extra, 0))
        crops.append((padding - before, min(extra, 0)))
    given: Spelling = {
        "stride": each_axis(layer.stride, usual=1),
        "padding": each_axis(paddings, usual=0),
        "output_padding": each_axis(extras, usual=0),
        "dilation": each_axis(layer.dilation, usual=1),
    }
    cropped = ""
    if any(map(any, crops)):  # Negative padding crops.
        sides = ", ".join(str(side) for pair in reversed(crops) for side in pair)
        cropped = f"\nnn.ZeroPad{layer.dim}d(({sides}))"
    return _convolution("ConvTranspose", layer, given) + cropped


def _convolution(name: str, layer: Layer, given: Spelling) -> str:
    kernel = {"kernel_size": each_axis(layer.kernel_size)}
    return constructor(f"nn.{name}{layer.dim}d", ["in_channels", "out_channels"], {**kernel, **given})


def _spell_pool(layer: Layer) -> str:
    average = operations.takes(layer.operation, "count_include_pad")
    given: Spelling = {"kernel_size": each_axis(layer.kernel_size)}
    if layer.stride != layer.kernel_size:
        given["stride"] = each_axis(layer.stride)
    before = ""
    if _is_even(layer) and all(axis.padding[0] <= axis.kernel_size // 2 for axis in layer.parameters):
        given["padding"] = each_axis([axis.padding[0] for axis in layer.parameters], usual=0)
    elif layer.ceil_mode:
        return "cannot say it: rounding up, PyTorch takes one padding for both sides, half of the kernel at most"
    elif not average:
        before = f'nn.ConstantPad{layer.dim}d({_sides(layer)}, float("-inf"))\n'
    elif layer.count_include_pad:
        before = f"nn.ZeroPad{layer.dim}d({_sides(layer)})\n"
    else:
        return (
            "cannot say it: leaving padding out of the average, PyTorch takes one padding for both sides, half of the "
            "kernel at most"
        )
    if not average:
        given["dilation"] = each_axis(layer.dilation, usual=1)
    if layer.ceil_mode:
        given["ceil_mode"] = "True"
    if not layer.count_include_pad:
        given["count_include_pad"] = "False"
    return before + constructor(f"nn.{'Avg' if average else 'Max'}Pool{layer.dim}d", [], given) + for_this_input(layer)


def _is_even(layer: Layer) -> bool:
    return all(before == after for before, after in layer.padding.sides)


def _sides(layer: Layer) -> str:
    """PyTorch names the sides of the last dimension first."""
    return literal(tuple(side for sides in reversed(layer.padding.sides) for side in sides))
