"""What there is to say of a layer without a picture: sizes, borders, cells that no window reads.

The sentences are in ``prose``, the drawing in characters in ``sketch``.
"""

from dataclasses import asdict, dataclass
from typing import Literal

from convanim.errors import ConvanimError
from convanim.geometry.axis import Axis, Kind
from convanim.layers import operations
from convanim.layers.command import described
from convanim.layers.layer import Layer

MOST_PLACES = 1_000_000

Reason = Literal["cropped", "left over", "between windows", "dilation"]


@dataclass(frozen=True)
class Cell:
    """One place of an axis that no window reads."""

    position: int
    """Counted from the first input cell, which is 0; the border before it is negative."""
    kind: Kind
    input: int | None
    """The input cell that it holds or copies."""
    read_elsewhere: bool
    """Whether the value of that input cell is read all the same, from a copy of it or from the cell itself."""


@dataclass(frozen=True)
class Unread:
    """The places that no window reads for one reason."""

    reason: Reason
    why: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Rounding:
    """What ``ceil_mode`` does to an axis."""

    down: int
    """The output size without it; 0 where no window fits."""
    up: int
    over: int
    """By how many places the last window hangs over the padded input."""
    dropped: bool
    """Whether one window less is taken, because it would start in the padding after the input."""


@dataclass(frozen=True)
class AxisFacts:
    """One axis of a layer. Sizes count places."""

    axis: str
    formula: str
    numbers: str
    """The formula with the numbers put in."""
    output_size: int
    border: tuple[int, int]
    """(before, after) of the input, without ``extra``; negative ones crop it."""
    extra: int
    """What output_padding or rounding up adds after the border."""
    inserted_between: int
    inserted: int
    """Zeros between two neighbours, and in all."""
    unread: tuple[Unread, ...]
    rounding: Rounding | None


@dataclass(frozen=True)
class Pair:
    """The layer the other way round: what a transposed convolution undoes, or what undoes a convolution."""

    layer: Layer
    gives_the_shape_back: bool


def axes(layer: Layer) -> tuple[AxisFacts, ...]:
    """The facts of each axis.

    Raises ConvanimError for an axis of more than a million places.
    """
    told = []
    for name, given, axis in zip(layer.axis_names, layer.parameters, layer.axes, strict=True):
        _refuse_absurd_size(axis)
        formula, numbers = layer.definition.size_formula(given, axis)
        told.append(
            AxisFacts(
                axis=name,
                formula=f"o = {formula}",
                numbers=f"{numbers} = {axis.output_size}",
                output_size=axis.output_size,
                border=(axis.before, axis.after - axis.extra),
                extra=axis.extra,
                inserted_between=axis.input_dilation - 1,
                inserted=axis.spread_size - axis.input_size,
                unread=unread(axis),
                rounding=_rounding(axis) if given.ceil_mode else None,
            )
        )
    return tuple(told)


def _refuse_absurd_size(axis: Axis) -> None:
    places = max(len(axis.positions), axis.output_size * axis.kernel_size)
    if places > MOST_PLACES:
        raise ConvanimError(
            f"{places:,} places of an axis are more than the {MOST_PLACES:,} that are looked at one by one.",
            "use a smaller input, which leaves the same cells unread.",
        )


def _rounding(axis: Axis) -> Rounding:
    room = axis.padded_size - axis.extra - axis.effective_kernel_size
    return Rounding(
        down=max(room // axis.stride + 1, 0),
        up=axis.output_size,
        over=axis.extra,
        dropped=axis.rounded_up_size > axis.output_size,
    )


def unread(axis: Axis) -> tuple[Unread, ...]:
    """The places of an axis that no window reads, by the reason."""
    read = axis.read_positions()
    sources = {axis.place(position).source for position in read}
    found: dict[Reason, list[Cell]] = {}
    for position in axis.positions:
        if position not in read:
            kind, source = axis.place(position)
            cell = Cell(position, kind, source, source is not None and source in sources)
            found.setdefault(_reason(axis, position), []).append(cell)
    return tuple(Unread(reason, _why(reason, axis), tuple(cells)) for reason, cells in found.items())


def _reason(axis: Axis, position: int) -> Reason:
    place = position + axis.before
    if not 0 <= place < axis.padded_size:
        return "cropped"
    if place >= (axis.output_size - 1) * axis.stride + axis.effective_kernel_size:
        return "left over"
    return "dilation" if place % axis.stride < axis.effective_kernel_size else "between windows"


def _why(reason: Reason, axis: Axis) -> str:
    span, stride = axis.effective_kernel_size, axis.stride
    room = axis.padded_size - span
    if reason == "cropped":
        return f"the padding is larger than d × (k − 1) = {span - 1}, so it crops"
    if reason == "left over":
        left = room - (axis.output_size - 1) * stride
        return f"stride {stride} does not divide {axis.padded_size} − {span} = {room}, which leaves {left} at the end"
    if reason == "between windows":
        return f"windows start {stride} apart, but span only {span}"
    return f"dilation {axis.dilation} leaves gaps in the window, which no other window fills"


def pair(layer: Layer) -> Pair | None:
    """The layer that goes from the output's size to the input's with the same kernel, stride, padding and dilation.

    A pooling has none. A transposed convolution whose output_padding is not smaller than its stride (PyTorch allows
    it up to the dilation) makes a size that the convolution does not give back.
    """
    other = layer.definition.INVERSE
    if other is None:
        return None
    given: dict[str, object] = {name: getattr(layer, name) for name in ("kernel_size", "stride", "dilation")}
    if operations.takes(other, "output_padding"):
        # What the stride leaves at the end is what the transposed layer cannot know: output_padding.
        left = [(axis.padded_size - axis.effective_kernel_size) % axis.stride for axis in layer.axes]
        given["output_padding"] = tuple(left)
    back = Layer.of(other, dim=layer.dim, input_size=layer.output_size, padding=layer.padding.sides, **given)
    return Pair(back, back.output_size == layer.input_size)


def explanation(layer: Layer) -> dict[str, object]:
    """All of it as JSON takes it."""
    from convanim.answers.explain_ascii import sketch
    from convanim.frameworks import spellings

    told = described(layer) | {"axes": [asdict(axis) for axis in axes(layer)]}
    other = pair(layer)
    if other:
        told["pair"] = described(other.layer) | {"gives_the_shape_back": other.gives_the_shape_back}
    return told | {"spellings": spellings(layer), "sketch": sketch(layer)}
