"""The cells of planes as spots that a reader can point at."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

from convanim.drawing.plane import Plane
from convanim.geometry.axis import Axis
from convanim.geometry.steps import crossing
from convanim.layers import scatter
from convanim.layers.planar import PlanarLayer
from convanim.scene.items import Spot


def input_and_output_spots(layer: PlanarLayer, input_: Plane, output: Plane) -> list[Spot]:
    """The cells of both planes."""
    return [*input_spots(layer, input_), *output_spots(layer, output)]


def output_spots(layer: PlanarLayer, plane: Plane) -> list[Spot]:
    """The cells of the output; each is made by one step."""
    rows, columns = layer.output_size
    return [
        Spot(plane.block(row, column), "output", layer.own_index((row, column)), (row * columns + column,))
        for row in range(rows)
        for column in range(columns)
    ]


def input_spots(layer: PlanarLayer, plane: Plane) -> list[Spot]:
    """All cells of the input's plane with the steps that read them: values, and what is between and around them.

    Row 0 and column 0 of the plane are those of the first value.
    """
    rows, columns = layer.axes
    by_row, by_column = _readers(rows), _readers(columns)
    found = []
    for row, column in product(rows.positions, columns.positions):
        places, position = (rows.place(row), columns.place(column)), layer.own_index((row, column))
        kind = crossing(places[0].kind, places[1].kind)
        reading: tuple[Iterable[int], Iterable[int]] = by_row.get(row, ()), by_column.get(column, ())
        if kind == "input":
            # Copies of it that a window meets read it, too.
            reading = _of_source(rows, by_row, places[0].source), _of_source(columns, by_column, places[1].source)
        steps = tuple(above * columns.output_size + beside for above in reading[0] for beside in reading[1])
        place = layer.own_index(tuple(each.source or 0 for each in places)) if kind == "input" else position
        found.append(Spot(plane.block(row, column), kind, place, steps, position))
    return found


def value_spots(layer: PlanarLayer, plane: Plane) -> list[Spot]:
    """The cells of the input where it stands as it is given, without what is between and around its values."""
    found = [spot for spot in input_spots(layer, plane) if spot.kind == "input"]
    places = product(*map(range, layer.input_size))
    return [
        spot._replace(outline=plane.block(*place), position=spot.place)
        for spot, place in zip(found, places, strict=True)
    ]


def stamp_spots(layer: PlanarLayer, input_: Plane, output: Plane) -> list[Spot]:
    """The cells of the input, each with the step in which it stamps, and of the output with all that stamp it."""
    stamps: dict[scatter.Place, list[int]] = defaultdict(list)
    for step, cell in enumerate(scatter.inputs(layer)):
        for _, place in scatter.stamp(layer, cell):
            stamps[place].append(step)
    rows, columns = layer.output_size
    return [
        *(
            Spot(input_.block(*cell), "input", layer.own_index(cell), (step,))
            for step, cell in enumerate(scatter.inputs(layer))
        ),
        *(
            Spot(output.block(row, column), "output", layer.own_index((row, column)), tuple(stamps[row, column]))
            for row in range(rows)
            for column in range(columns)
        ),
    ]


def _readers(axis: Axis) -> dict[int, list[int]]:
    """Of each position the outputs whose windows read it."""
    found: dict[int, list[int]] = {}
    for output, kernel in product(range(axis.output_size), range(axis.kernel_size)):
        found.setdefault(axis.tap_position(output, kernel), []).append(output)
    return found


def _of_source(axis: Axis, readers: dict[int, list[int]], source: int | None) -> Iterable[int]:
    if axis.padding_mode == "zeros":
        return readers.get((source or 0) * axis.input_dilation, ())
    return sorted(
        {output for at in axis.positions if axis.place(at).source == source for output in readers.get(at, ())}
    )
