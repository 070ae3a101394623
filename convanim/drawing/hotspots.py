"""The cells of planes as spots that a reader can point at."""

from collections import defaultdict

from convanim.drawing.plane import Plane
from convanim.geometry.steps import Index
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
    """The cells of the input that hold values, with the steps that read them."""
    rows, columns = layer.axes
    readers: dict[Index, list[int]] = defaultdict(list)
    for number, step in enumerate(layer.steps(limit=False)):
        for read in dict.fromkeys(tap.input for tap in step.taps if tap.input is not None):
            readers[read].append(number)
    return [
        Spot(
            plane.block(row * rows.input_dilation, column * columns.input_dilation),
            "input",
            layer.own_index((row, column)),
            tuple(readers[row, column]),
        )
        for row in range(rows.input_size)
        for column in range(columns.input_size)
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
