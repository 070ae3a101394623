"""The size of an output, written out for a figure: with its numbers put in, and in words."""

from convanim.geometry.axis import Axis
from convanim.layers.operations import LayerAxis, Say, WrittenSize


def pooled(layer: LayerAxis, axis: Axis, say: Say) -> WrittenSize:
    """Of a window without weights, which is no kernel."""
    return forward(layer, axis, say, "window")


def forward(layer: LayerAxis, axis: Axis, say: Say, name: str = "kernel") -> WrittenSize:
    """Of a window, called ``name``, that moves over the input (relationship 15 of arXiv:1603.07285)."""
    opening, closing = "⌈⌉" if layer.ceil_mode else "⌊⌋"
    # PyTorch drops a window that would start beyond the padding.
    dropped = " − 1" if layer.ceil_mode and axis.rounded_up_size > axis.output_size else ""
    numbers, words = _padding(layer, "+", say)
    kernel, effective = layer.effective_kernel_size, _kernel_in_words(layer, say, name)
    read = f"({layer.input_size}{numbers} − {kernel}) / {layer.stride}"
    return WrittenSize(
        f"{axis.output_size} = {opening}{read}{closing} + 1{dropped}",
        f"= {opening}({say('size.input')}{words} − {effective}) / {say('size.stride')}{closing} + 1{dropped}",
        _effective(layer, say),
    )


def transposed(layer: LayerAxis, axis: Axis, say: Say) -> WrittenSize:
    """Of stamps that lie a stride apart and are cropped (relationships 13 and 14 of arXiv:1603.07285)."""
    numbers, words = _padding(layer, "−", say)
    extra = (f" + {layer.output_padding}", f" + {say('size.output_padding')}") if layer.output_padding else ("", "")
    reach = f"({layer.input_size} − 1)·{layer.stride} + {layer.effective_kernel_size}"
    return WrittenSize(
        f"{axis.output_size} = {reach}{numbers}{extra[0]}",
        f"= ({say('size.input')} − 1) · {say('size.stride')} + {_kernel_in_words(layer, say)}{words}{extra[1]}",
        _effective(layer, say),
    )


def _padding(layer: LayerAxis, sign: str, say: Say) -> tuple[str, str]:
    """The border of both sides, in numbers and in words, each with its sign before it."""
    before, after = layer.padding
    if before == after:
        return f" {sign} 2·{before}", f" {sign} 2 · {say('size.padding')}"
    sides = f" {sign} {say('size.before')} {sign} {say('size.after')}"
    return f" {sign} {before} {sign} {after}", sides


def _kernel_in_words(layer: LayerAxis, say: Say, name: str = "kernel") -> str:
    return say(f"size.effective_{name}" if _effective(layer, say) else f"size.{name}")


def _effective(layer: LayerAxis, say: Say) -> str:
    if layer.effective_kernel_size == layer.kernel_size:
        return ""
    effective, kernel, dilation = layer.effective_kernel_size, layer.kernel_size, layer.dilation
    return say("size.effective", sum=f"{effective} = {dilation}·({kernel} − 1) + 1")
