"""Layers of any number of axes against onnxruntime, and the same layer on a plane."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convanim import ConvanimError
from convanim.drawing.alt_text import Described
from convanim.layers import matrix, operations, scatter, values
from convanim.layers.command import command_line, described
from convanim.layers.layer import Channels, Layer
from convanim.layers.operations import LayerAxis
from convanim.layers.planar import planar
from convanim.style.language import ENGLISH
from tests import engine
from tests.strategies import many

AXES = st.tuples(
    st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.tuples(st.integers(0, 2), st.integers(0, 2))
).map(lambda numbers: LayerAxis(*numbers))
"""Input and kernel, stride, and padding before and after."""


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    """Layers of one to three dimensions."""
    operation = draw(st.sampled_from(operations.names()))
    axes = draw(st.lists(AXES, min_size=1, max_size=3))
    return possible_axes(operation, axes)


def possible_axes(operation: str, axes: list[LayerAxis]) -> Layer:
    try:
        return Layer.of_axes(operation, axes)
    except ConvanimError:
        assume(False)
        raise


def judged(layer: Layer, numbers: values.Numbers) -> Any:
    """What onnxruntime returns for a layer of as many dimensions."""
    judge: Any = getattr(engine, layer.operation.replace("-", "_"))
    given_ = [numbers.input] if numbers.weights is None else [numbers.input, numbers.weights]
    theirs = judge(*map(engine.array, given_), layer).astype(float)
    return np.where(theirs <= np.finfo(np.float32).min, -np.inf, theirs)  # The engine's word for it.


@many
@given(layer=layers(), seed=st.integers(0, 99))
def test_a_layer_of_any_dimensions_returns_what_the_engine_returns(layer: Layer, seed: int) -> None:
    numbers = values.numbers(layer, seed=seed)
    theirs = judged(layer, numbers)
    assert layer.output_size == theirs.shape
    np.testing.assert_allclose(engine.array(numbers.output), theirs, rtol=1e-5, atol=1e-5)


@many
@given(layer=layers(), seed=st.integers(0, 99))
def test_matrix_and_stamps_of_any_dimensions_return_what_the_engine_returns(layer: Layer, seed: int) -> None:
    if not layer.definition.HAS_WEIGHTS:
        return
    numbers = values.numbers(layer, seed=seed)
    assert numbers.weights is not None
    theirs = judged(layer, numbers)
    unrolled = matrix.unrolled(layer)
    made = np.zeros(unrolled.size)
    for number, row in enumerate(unrolled.rows):
        for column, summed in matrix.in_numbers(row, numbers.weights).items():
            made[number, column] = summed
    np.testing.assert_allclose(np.reshape(made @ [*numbers.input.values()], layer.output_size), theirs)
    if layer.definition.SCATTERS:
        made = np.zeros(layer.output_size)
        for cell in scatter.inputs(layer):
            for weight, place in scatter.stamp(layer, cell):
                if scatter.kept(layer, place):
                    made[place] += numbers.input[cell] * numbers.weights[weight]
        np.testing.assert_allclose(made, theirs)


@pytest.mark.parametrize("operation", operations.names())
def test_an_index_has_a_number_for_each_axis(operation: str) -> None:
    for dim in (1, 2, 3):
        layer = Layer.of_axes(operation, [LayerAxis(4, 2)] * dim)
        (first, *_) = layer.steps()
        assert layer.dim == len(layer.axes) == dim
        assert first.output == first.taps[0].kernel == (0,) * dim
        sized = (layer.input_size, layer.kernel_size, layer.stride, layer.dilation, layer.output_padding)
        assert [len(each) for each in (*sized, layer.padding.sides, layer.output_size)] == [dim] * 7


def test_three_dimensions_are_told_and_not_drawn() -> None:
    axes = [LayerAxis(5, 3), LayerAxis(7, 3, 2), LayerAxis(9, 2, padding=(1, 0))]
    layer = Layer.of_axes("conv", axes)
    assert layer.parameters == tuple(axes)
    assert described(layer)["output_size"] == (3, 3, 9)
    assert command_line(layer) == "convanim conv --dim 3 --i 5x7x9 --k 3x3x2 --s 1x2x1 --p 0x0x1:0"
    assert "an input of 5 × 7 × 9" in " ".join(Described(layer, ENGLISH).window())
    with pytest.raises(ConvanimError, match="3 dimensions does not fit a plane"):
        planar(layer)
    with pytest.raises(ConvanimError, match="axis 1: a kernel of 3 is larger than the input of 2"):
        Layer.of_axes("conv", [LayerAxis(3), LayerAxis(2), LayerAxis(3)])


@many
@given(operation=st.sampled_from(operations.names()), axis=AXES, seed=st.integers(0, 99))
def test_one_dimension_on_a_plane_is_a_row(operation: str, axis: LayerAxis, seed: int) -> None:
    layer = possible_axes(operation, [axis])
    drawn, numbers = planar(layer), values.numbers(layer, seed=seed)
    on_plane = values.on_plane(numbers, drawn)
    assert drawn.is_line
    np.testing.assert_allclose(engine.array(on_plane.output), judged(drawn, on_plane), rtol=1e-5, atol=1e-5)
    assert (drawn.input_size[0], drawn.kernel_size[0], drawn.output_size[0]) == (1, 1, 1)
    assert [drawn.own_index(step.output) for step in drawn.steps()] == [step.output for step in layer.steps()]
    assert planar(drawn) is drawn


@many
@given(operation=st.sampled_from(operations.names()), axes=st.lists(AXES, min_size=2, max_size=2))
def test_two_dimensions_are_on_their_plane(operation: str, axes: list[LayerAxis]) -> None:
    layer = possible_axes(operation, axes)
    drawn = planar(layer)
    assert not drawn.is_line
    assert drawn.axes == layer.axes
    assert list(drawn.steps()) == list(layer.steps())
    assert [drawn.own_index(step.output) for step in drawn.steps()] == [step.output for step in layer.steps()]


def test_a_layer_has_one_channel_unless_more_are_said() -> None:
    layer = Layer.of("conv", input_size=5)
    assert layer.channels == Channels(inputs=1, outputs=1, groups=1)
    assert planar(Layer.of_axes("conv", layer.parameters, channels=Channels(4, 8, 2))).channels == (4, 8, 2)
