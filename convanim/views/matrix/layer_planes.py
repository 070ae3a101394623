"""The layer beside its matrix: input ∗ kernel = the products of the row = output, in a row of planes."""

import bisect
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from convanim.drawing import lettering, products
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.plane import Plane, flat
from convanim.drawing.products import Grid
from convanim.geometry.axis import Axis
from convanim.layers import labels, zeros
from convanim.views.matrix.content import Content

NAME_ROOM, NOTE = 30, 19
"""Pixels above a plane for its name, and below it for a note."""
LEAST_GAP, CARD_GAP, MOST_GAP = 33, 20, 110
"""Pixels between two planes, in which an operator stands."""
SIGN = 28
"""Pixels that an operator is high."""
LEAST_PITCH = 18
"""Pixels from a line of products to the next, at the least."""
SMALLEST_BESIDE = 12
"""Pixels of a cell to which planes shrink for the products beside them, which are their numbers then."""
LARGEST = 38
"""Pixels of a cell, at the usual scale."""


class LayerPlanes(NamedTuple):
    """Where the planes stand, in pixels; places of the input count from its first value."""

    input: Plane
    kernel: Plane
    output: Plane
    grid: Grid | None
    """The products of a step, where there is room."""
    grid_at: tuple[float, float]
    operators: tuple[tuple[str, float], ...]
    """Signs, and where their middles are."""
    middle: float
    """The line on which operators stand."""
    width: int
    height: int
    scale: float

    def moved(self, x: float, y: float) -> "LayerPlanes":
        """The same, x pixels to the right and y pixels down."""
        return self._replace(
            input=self.input.moved(x, y),
            kernel=self.kernel.moved(x, y),
            output=self.output.moved(x, y),
            grid_at=(self.grid_at[0] + x, self.grid_at[1] + y),
            operators=tuple((sign, at + x) for sign, at in self.operators),
            middle=self.middle + y,
        )


def shown_axes(content: Content) -> tuple[Axis, Axis]:
    """The input's rows and columns with their border; where stamps are laid, its values alone."""
    rows, columns = content.layer.axes
    if content.scatters:
        return Axis(rows.input_size, 1), Axis(columns.input_size, 1)
    return rows, columns


def notes(content: Content) -> list[str]:
    """Where the zeros come from, each a line below the input."""
    if content.scatters or content.subject.words != "all":
        return []
    return zeros.notes(content.layer, content.subject.language)


def names(content: Content) -> tuple[Name, Name, Name]:
    """Of input, kernel and output."""
    layer, say = content.layer, content.subject.say
    kernel = labels.size(layer.kernel_size)
    if content.subject.source.flip and max(layer.kernel_size) > 1:
        kernel = f"{kernel}  ↻ {say('turned')}" if content.subject.words == "all" else f"{kernel} ↻"
    found = (
        Name(say("input"), "input_text", labels.size(layer.input_size)),
        Name(say("kernel_name"), "accent_text", kernel),
        Name(say("output"), "output_text", labels.size(layer.output_size)),
    )
    # On a card the planes are close, and the cells can be counted.
    return (
        (found[0]._replace(size=""), found[1]._replace(size=""), found[2]._replace(size=""))
        if content.subject.card
        else found
    )


def fitted(
    content: Content, room: float, least: int, scale: float, *, with_grid: bool, largest: int = LARGEST
) -> LayerPlanes:
    """The planes with the largest cells, from ``least`` pixels on, that are ``room`` pixels wide or less.

    The grid of products is left out where it would make cells small.
    """
    most = max(least, round(largest * scale))
    for grid in (True, False) if with_grid else (False,):
        smallest = max(least, round(SMALLEST_BESIDE * scale)) if grid else least
        sizes = range(smallest, most + 1)
        made = partial(planes, content, room=room, scale=scale, with_grid=grid)
        fit = bisect.bisect_right(sizes, 0, key=lambda cell_px: made(cell_px).width > room + 1)
        if fit:
            return made(sizes[fit - 1])
    return planes(content, least, room, scale, with_grid=False)


def planes(content: Content, cell_px: int, room: float, scale: float, *, with_grid: bool) -> LayerPlanes:
    """The planes with cells of so many pixels, spread over the ``room`` as far as gaps allow."""
    layer, (rows, columns) = content.layer, shown_axes(content)
    head = round(NAME_ROOM * scale) if content.subject.named else 0
    sizes = [(len(rows.positions), len(columns.positions)), layer.kernel_size, layer.output_size]
    grid = sums(content, max(cell_px, LEAST_PITCH * scale), scale) if with_grid else None
    grid_rows = layer.kernel_size[0] * grid.pitch[1] if grid else 0.0
    named = [name.width(scale) if content.subject.named else 0.0 for name in names(content)]
    widths = [max(size[1] * cell_px, name) for size, name in zip(sizes, named, strict=True)]
    least = LEAST_GAP if not content.subject.card else CARD_GAP + (8 if content.scatters else 0)
    if grid:
        widths.insert(2, max(grid.width, _head_width(content, scale)))
    between = len(widths) - 1
    gap = min(max((room - sum(widths)) / between, least * scale), MOST_GAP * scale)
    lefts = [sum(widths[:n]) + n * gap for n in range(len(widths))]
    tall = max(*(size[0] * cell_px for size in sizes), grid_rows, SIGN * scale)
    middle = head + tall / 2

    def at(left: float, size: tuple[int, int]) -> Plane:
        return flat(cell_px).moved(round(left) + 0.5, round(middle - size[0] * cell_px / 2) + 0.5)

    start = -columns.positions.start * cell_px, -rows.positions.start * cell_px
    # The output ends where the row does: its name may be wider than it is.
    ends = lefts[-1] + widths[-1] - sizes[2][1] * cell_px
    signs = [("∗", widths[0] + gap / 2), *([("=", lefts[2] - gap / 2)] if grid else []), ("=", lefts[-1] - gap / 2)]
    below = [NOTE * len(notes(content)) * scale - (tall - sizes[0][0] * cell_px) / 2, 0.0]
    return LayerPlanes(
        *(at(0, sizes[0]).moved(*start), at(lefts[1], sizes[1]), at(ends, sizes[2]), grid),
        *((lefts[2], middle - grid_rows / 2), tuple(signs), middle),
        *(round(lefts[-1] + widths[-1]), round(head + tall + max(below)), scale),
    )


def _head_width(content: Content, scale: float) -> float:
    """Pixels of what stands over the products."""
    if content.subject.words != "all":
        return 0.0
    return lettering.width(head(content, len(content.steps), scale)) + 12 * scale


def head(content: Content, number: int, scale: float) -> list[Part]:
    """``Row 3 input · weight``, over the products of a row."""
    say = content.subject.say
    return [
        Part(say("unrolled.row_number", number=number), lettering.NAME * scale),
        Part(say("input_weight"), lettering.NOTE * scale, "grey", 6 * scale),
    ]


def sums(content: Content, row_px: float, scale: float) -> Grid:
    """A grid for the products of any row."""
    across = max(map(content.terms_across, range(len(content.steps))))
    return products.grid(across, content.every_term, row_px, scale)


def kernel_cells(content: Content, row: int) -> Iterator[tuple[int, int]]:
    """The weights that make an output where stamps are laid."""
    for own in content.matrix.rows[row].values():
        for weight in own:
            yield weight[0], weight[1]
