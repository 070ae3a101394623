"""The parameters of one axis that make one size out of another: a search within bounds.

For each kernel, stride and dilation the size formula says how much padding it takes; the operation itself then says
whether there is such a layer.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from convanim.answers.solve_ranking import unusualness
from convanim.errors import ConvanimError
from convanim.layers import operations
from convanim.layers.operations import LayerAxis, Operation
from convanim.layers.parameters import SETTLES_THE_SIZE

LARGEST = {"kernel_size": 11, "stride": 64, "dilation": 4}
"""What is tried at most, but for kernels of one stride, two strides or the whole image, for a stride that is the ratio
of the sizes, and for the numbers between which the size passes the one that is asked (see ``_passing``)."""
_VARIANTS = 4
"""How many paddings of one kernel, stride and dilation are listed; the others make the same with more cells unread."""
_AROUND = 3
"""How many sizes on each side of the one that is asked are looked for where it cannot be had."""

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

    @property
    def definition(self) -> Operation:
        """What the operation says of itself."""
        return operations.load(self.operation)


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
    axis = question.definition.axis
    found: dict[int, Ranked] = {}
    for layer in proposed:
        try:
            general = axis(layer)
        except ConvanimError:
            continue
        size = general.output_size
        left_over = general.padded_size - general.effective_kernel_size - (size - 1) * general.stride
        # A padding with a name is as usual on two unlike sides.
        judged = layer._replace(padding=(0, 0)) if isinstance(question.padding, str) else layer
        found.setdefault(size, []).append((unusualness(question.definition, judged, size, left_over), layer))
    return {size: sorted(dict.fromkeys(axes), key=lambda each: each[0]) for size, axes in found.items()}


def _proposed(question: Question, *, near: bool) -> Iterator[LayerAxis]:
    """Axes that come near the size that is asked; some may be impossible."""
    for stride, kernel, dilation in _shapes(question):
        shape = LayerAxis(question.input_size, kernel, stride, (0, 0), dilation, ceil_mode=question.ceil_mode)
        for output_padding in _output_paddings(question, shape, near=near):
            layer = shape._replace(output_padding=output_padding)
            if isinstance(question.padding, str):
                yield question.definition.named_padding(question.padding, layer)
            elif question.padding is not None:
                yield layer._replace(padding=question.padding)
            else:
                for total in _paddings(question, layer, near=near):
                    yield layer._replace(padding=(total // 2, total - total // 2))


def _shapes(question: Question) -> Iterator[tuple[int, int, int]]:
    """(stride, kernel size, dilation)"""
    shape = LayerAxis(question.input_size, question.kernel_size or 1, question.stride or 1)
    shape = shape._replace(dilation=question.dilation or 1)
    for stride in [question.stride] if question.stride else sorted(_strides(question, shape)):
        strided = shape._replace(stride=stride)
        for kernel in [question.kernel_size] if question.kernel_size else sorted(_kernels(question, strided)):
            # The one element of a kernel of 1 is no distance from another.
            free = kernel > 1 and operations.takes(question.operation, "dilation")
            dilations = {*range(1, LARGEST["dilation"] + 1 if free else 2)}
            if free and question.kernel_size:
                dilations |= set(_passing(question, strided, "dilation"))
            for dilation in [question.dilation] if question.dilation else sorted(dilations):
                yield stride, kernel, dilation


def _strides(question: Question, shape: LayerAxis) -> set[int]:
    small, large = sorted((question.input_size, question.output_size))
    # A larger stride makes a new size only where a window that does not fit is rounded up to one.
    sides = question.padding if isinstance(question.padding, tuple) else (0, 0)
    most = LARGEST["stride"] if question.ceil_mode else min(large + sum(sides) + _AROUND, LARGEST["stride"])
    usual = {*range(1, most + 1), large // small, -(-large // small)}
    return usual | set(_passing(question, shape, "stride")) if question.kernel_size else usual


def _kernels(question: Question, shape: LayerAxis) -> set[int]:
    small, large = sorted((question.input_size, question.output_size))
    usual = {*range(1, LARGEST["kernel_size"] + 1), shape.stride, 2 * shape.stride, *({large} if small == 1 else ())}
    return usual | set(_passing(question, shape, "kernel_size"))


def _passing(question: Question, shape: LayerAxis, name: Literal["kernel_size", "stride", "dilation"]) -> Iterator[int]:
    """The numbers of a parameter, however large, between which the size passes the one that is asked.

    That is with the padding that is settled, or with none: then the size rises or falls with every parameter.
    """

    def size(number: int) -> int:
        return _size(question, shape._replace(**{name: number}))  # type: ignore[arg-type]  # these three are numbers

    low, largest = 1, (question.input_size + question.output_size + 1) * (shape.stride + 1)
    rises, high = size(largest) > size(1), largest
    while low < high:
        middle = (low + high) // 2
        if size(middle) >= question.output_size if rises else size(middle) < question.output_size:
            high = middle
        else:
            low = middle + 1
    return (number for number in (low - 1, low) if number >= 1 and low < largest)


def _size(question: Question, layer: LayerAxis) -> int:
    """The size that a layer would make, possible or not, with the padding that is settled or with none."""
    padding = question.padding or (0, 0)
    if isinstance(padding, str):
        padding = question.definition.named_padding(padding, layer).padding
    if question.definition.SCATTERS:
        return _uncropped(layer) + (question.output_padding or 0) - sum(padding)
    return (layer.input_size + sum(padding) - layer.effective_kernel_size) // layer.stride + 1


def _output_paddings(question: Question, shape: LayerAxis, *, near: bool) -> Iterable[int]:
    if not operations.takes(question.operation, "output_padding") or question.padding in SETTLES_THE_SIZE:
        return [question.output_padding or 0]
    if question.output_padding is not None:
        return [question.output_padding]
    most = max(shape.stride, shape.dilation) - 1
    padding = question.padding or (0, 0)
    if isinstance(padding, str):
        padding = question.definition.named_padding(padding, shape).padding
    least = max(0, min(question.output_size - _uncropped(shape) + sum(padding), most))
    return range(max(least - _AROUND, 0) if near else least, min(least + _VARIANTS, most + 1))


def _paddings(question: Question, layer: LayerAxis, *, near: bool) -> Iterable[int]:
    """Cells of padding, both sides together."""
    reach, stride = layer.effective_kernel_size - 1, layer.stride
    most = question.definition.most_padding(layer)
    if question.definition.SCATTERS:
        first = last = _uncropped(layer) - question.output_size
        stride = 1  # A cell of padding crops a cell.
    else:
        first = (question.output_size - 1) * stride + reach + 1 - question.input_size
        last = first + stride - 1
    if near:
        nearest = min(max(first, 0), most)
        around = {nearest + size * stride + more for size in range(-_AROUND, _AROUND + 1) for more in (0, stride - 1)}
        return sorted({min(max(total, 0), most) for total in around})
    if question.ceil_mode:
        return _rounded_paddings(question, layer, first, most)
    first = max(first, 0)
    return range(first, min(last, most, first + _VARIANTS - 1) + 1)


def _rounded_paddings(question: Question, layer: LayerAxis, exact: int, most: int) -> Iterable[int]:
    """The paddings that make the size where it is rounded up; ``exact`` leaves nothing to round.

    Less than that is rounded up. More makes one window too many, which is dropped where it would start behind the
    input: with half of the padding before it that is up to 2 (o s - i).
    """
    kept = range(max(exact - layer.stride + 1, 0), min(exact, most) + 1)
    dropped_up_to = 2 * (question.output_size * layer.stride - question.input_size) + 1
    dropped = range(max(exact + 1, 0), min(exact + layer.stride, dropped_up_to, most) + 1)
    # The last window of the size is not dropped only where it starts before the end of the input.
    least = 2 * ((question.output_size - 1) * layer.stride - question.input_size + 1)
    return [total for some in (kept, dropped) for total in range(max(some.start, least), some.stop)[:_VARIANTS]]


def _uncropped(layer: LayerAxis) -> int:
    """The size of a transposed convolution before the padding crops it."""
    return (layer.input_size - 1) * layer.stride + layer.effective_kernel_size + layer.output_padding
