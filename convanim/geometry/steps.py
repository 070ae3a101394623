"""The steps of an operation: one output element each, and the taps that make it."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from convanim.geometry.axis import Axis, Kind, Place

Index = tuple[int, ...]
"""A place in a tensor: a number for each axis, from 0. That of a channel stands before those of the axes."""


class Tap(NamedTuple):
    """One kernel element meeting one place."""

    kernel: Index
    """Index of the weight as frameworks store it."""
    input: Index | None
    kind: Kind


class Step(NamedTuple):
    """One output element and the taps that make it, in row-major order of the kernel."""

    output: Index
    taps: tuple[Tap, ...]


def crossing(*kinds: Kind) -> Kind:
    """The kind of the cell where places of these kinds cross."""
    for kind in ("extra", "padding", "inserted"):
        if kind in kinds:
            return kind
    return "input"


def steps(axes: Sequence[Axis]) -> Iterator[Step]:
    """Every step of the operation, in row-major order of the output: a window is the product of one for each axis."""
    windows = [_windows(axis) for axis in axes]
    kernel = list(product(*(range(axis.kernel_size) for axis in axes)))
    for output in product(*(range(axis.output_size) for axis in axes)):
        places = product(*(each[index] for each, index in zip(windows, output, strict=True)))
        yield Step(output, tuple(map(_tap, kernel, places)))


def _windows(axis: Axis) -> list[list[Place]]:
    return [
        [axis.place(axis.tap_position(output, kernel)) for kernel in range(axis.kernel_size)]
        for output in range(axis.output_size)
    ]


def _tap(kernel: Index, places: tuple[Place, ...]) -> Tap:
    sources = tuple(place.source for place in places if place.source is not None)
    return Tap(kernel, sources if len(sources) == len(places) else None, crossing(*(place.kind for place in places)))
