"""The parameters of one axis that make one size out of another: a search within bounds.

For each kernel, stride and dilation the size formula says how much padding it takes; the operation itself then says
whether there is such a layer.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from convanim import operations
from convanim.errors import ConvanimError
from convanim.operations import LayerAxis
from convanim.usual import unusualness

LARGEST = {"kernel_size": 11, "stride": 64, "dilation": 4}
"""What is tried at most, but for kernels of one stride, two strides or the whole image, and for a stride that is the
ratio of the sizes."""
_VARIANTS = 4
"""How many paddings of one kernel, stride and dilation are listed; the others make the same with more cells unread."""

Ranked = list[tuple[int, LayerAxis]]
"""Axes with their unusualness, from the most usual on."""


class Question(NamedTuple):
    """What is asked of one axis; None where anything will do."""

    operation: str
    input_size: int
    output_size: int
    kernel_size: int | None = None
    stride: int | None = None
    padding: tuple[int, int] | str | None = None
    dilation: int | None = None
    output_padding: int | None = None
    ceil_mode: bool = False


def solutions(question: Question) -> Ranked:
    """The axes that make the size that is asked."""
    return _ranked(question, _proposed(question, near=False)).get(question.output_size, [])


def nearest(question: Question, most: int) -> dict[int, Ranked]:
    """The output sizes next to the one that is asked, or that one, and the axes that make them."""
    found = _ranked(question, _proposed(question, near=True))
    close = sorted(found, key=lambda size: (abs(size - question.output_size), size))
    chosen = close[:1] if question.output_size in found else close[:most]
    return {size: found[size] for size in chosen}


def _ranked(question: Question, proposed: Iterable[LayerAxis]) -> dict[int, Ranked]:
    axis = operations.load(question.operation).axis
    found: dict[int, Ranked] = {}
    for layer in proposed:
        try:
            size = axis(layer).output_size
        except ConvanimError:
            continue
        # A padding with a name is as usual on two unlike sides.
        judged = layer._replace(padding=(0, 0)) if isinstance(question.padding, str) else layer
        found.setdefault(size, []).append((unusualness(question.operation, judged, size), layer))
    return {size: sorted(dict.fromkeys(axes), key=lambda each: each[0]) for size, axes in found.items()}


def _proposed(question: Question, *, near: bool) -> Iterator[LayerAxis]:
    """Axes that come near the size that is asked; some may be impossible."""
    for stride, kernel, dilation in _shapes(question):
        shape = LayerAxis(question.input_size, kernel, stride, (0, 0), dilation, ceil_mode=question.ceil_mode)
        for output_padding in _output_paddings(question, shape):
            layer = shape._replace(output_padding=output_padding)
            if isinstance(question.padding, str):
                yield operations.load(question.operation).named_padding(question.padding, layer)
            elif question.padding is not None:
                yield layer._replace(padding=question.padding)
            else:
                for total in _paddings(question, layer, near=near):
                    yield layer._replace(padding=(total // 2, total - total // 2))


def _shapes(question: Question) -> Iterator[tuple[int, int, int]]:
    """(stride, kernel size, dilation)"""
    small, large = sorted((question.input_size, question.output_size))
    strides = sorted({*range(1, min(large, LARGEST["stride"]) + 1), large // small, -(-large // small)})
    dilates = "dilation" in operations.load(question.operation).OPTIONS
    for stride in [question.stride] if question.stride else strides:
        kernels = sorted({*range(1, LARGEST["kernel_size"] + 1), stride, 2 * stride, *({large} if small == 1 else ())})
        for kernel in [question.kernel_size] if question.kernel_size else kernels:
            # The one element of a kernel of 1 is no distance from another.
            dilations = range(1, LARGEST["dilation"] + 1 if dilates and kernel > 1 else 2)
            for dilation in [question.dilation] if question.dilation else dilations:
                yield stride, kernel, dilation


def _output_paddings(question: Question, shape: LayerAxis) -> Iterable[int]:
    if question.operation != "transpose" or question.padding in ("same", "same-lower"):
        return [question.output_padding or 0]
    if question.output_padding is not None:
        return [question.output_padding]
    most = max(shape.stride, shape.dilation) - 1
    cropped = sum(question.padding) if isinstance(question.padding, tuple) else 0
    least = max(0, min(question.output_size - _uncropped(shape) + cropped, most))
    return range(least, min(least + _VARIANTS, most + 1))


def _paddings(question: Question, layer: LayerAxis, *, near: bool) -> Iterable[int]:
    """Cells of padding, both sides together."""
    reach = layer.effective_kernel_size - 1
    if question.operation == "transpose":
        first = last = _uncropped(layer) - question.output_size
    else:
        first = (question.output_size - 1) * layer.stride + reach + 1 - question.input_size
        last = first + layer.stride - 1
    if question.ceil_mode:
        # Rounding up takes less; more, where the last window would start in the padding.
        first, last = first - layer.stride, first + layer.stride
    pools = "ceil_mode" in operations.load(question.operation).OPTIONS
    most = 2 * (layer.kernel_size // 2 if pools else reach)
    if near:
        ends = range(first, last + 1) if question.ceil_mode else (first, last)
        return sorted({min(max(total, 0), most) for total in ends})
    first = max(first, 0)
    # All that rounds up is tried: which of them do, the operation knows.
    return range(first, min(last, most, last if question.ceil_mode else first + _VARIANTS - 1) + 1)


def _uncropped(layer: LayerAxis) -> int:
    """The size of a transposed convolution before the padding crops it."""
    return (layer.input_size - 1) * layer.stride + layer.effective_kernel_size + layer.output_padding
