"""The arithmetic, against onnxruntime: the taps' sums are what the framework's layer returns."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError
from convanim.geometry.axis import Axis
from convanim.layers.layer import Layer
from tests import engine

pair = st.tuples


def sizes(low: int, high: int) -> st.SearchStrategy[tuple[int, int]]:
    return pair(st.integers(low, high), st.integers(low, high))


LAYERS = st.fixed_dictionaries(
    {
        "input_size": sizes(1, 7),
        "kernel_size": sizes(1, 4),
        "stride": sizes(1, 4),
        "padding": sizes(0, 5),
        "dilation": sizes(1, 3),
    }
)


def possible(operation: str, **options: Any) -> Layer:
    try:
        return Layer.of(operation, **options)
    except ConvanimError:
        assume(False)
        raise


def numbers(shape: tuple[int, ...], seed: int) -> engine.Array:
    # Whole numbers: sums are exact, whatever the order of adding.
    return np.random.default_rng(seed).integers(-9, 10, shape).astype(np.float32)


def sum_of_taps(layer: Layer, x: engine.Array, weights: engine.Array) -> engine.Array:
    result = np.full(layer.output_size, np.nan, np.float32)
    for step in layer.steps():
        result[step.output] = sum(weights[tap.kernel] * x[tap.input] for tap in step.taps if tap.input is not None)
    return result


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(options=LAYERS, seed=st.integers(0, 99))
def test_conv_returns_what_the_engine_returns(options: dict[str, Any], seed: int) -> None:
    layer = possible("conv", **options)
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), engine.conv(x, weights, layer))


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(options=LAYERS, output_padding=sizes(0, 3), seed=st.integers(0, 99))
def test_transpose_returns_what_the_engine_returns(
    options: dict[str, Any], output_padding: tuple[int, int], seed: int
) -> None:
    layer = possible("transpose", **options, output_padding=output_padding)
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), engine.transpose(x, weights, layer))


@pytest.mark.parametrize(
    "options",
    [
        {"input_size": (3, 5), "kernel_size": (2, 3), "stride": (3, 1), "dilation": (2, 3), "output_padding": (2, 1)},
        # The padding is larger than d(k - 1), so that input cells are cropped.
        {"input_size": 6, "kernel_size": 2, "padding": 3},
        {"input_size": (5, 7), "kernel_size": (1, 2), "stride": 2, "padding": (2, 3), "output_padding": 1},
    ],
)
def test_transpose_with_everything_at_once(options: dict[str, Any]) -> None:
    layer = Layer.of("transpose", **options)
    x, weights = numbers(layer.input_size, 7), numbers(layer.kernel_size, 8)
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), engine.transpose(x, weights, layer))


def test_steps_and_taps_come_in_row_major_order() -> None:
    layer = Layer.of("transpose", input_size=(2, 3), kernel_size=(3, 2), stride=2)
    steps = list(layer.steps())
    rows, columns = layer.output_size
    assert [step.output for step in steps] == [(r, c) for r in range(rows) for c in range(columns)]
    for step in steps:
        assert [tap.kernel for tap in step.taps] == [(r, c) for r in range(3) for c in range(2)]


# Layer 4.6 of arXiv:1603.07285: a 3 × 3 input, stride 2, padding 1, and one row and column of zeros added at the
# bottom and right. Of the 8 × 8 cells below, 9 are data; the added ones are those that the caption names.
def test_kinds_of_the_published_odd_transposed_layer() -> None:
    rows, _ = Layer.of("transpose", input_size=3, kernel_size=3, stride=2, padding=1, output_padding=1).axes
    kinds = [rows.place(position).kind for position in rows.positions]
    assert kinds == ["padding", "input", "inserted", "input", "inserted", "input", "padding", "extra"]


# Layer 2.7 of arXiv:1603.07285: the last row and column of padding of a 6 × 6 input are not read with stride 2.
def test_unused_cells_of_the_published_odd_strided_layer() -> None:
    rows, _ = Layer.of("conv", input_size=6, kernel_size=3, stride=2, padding=1).axes
    assert set(rows.positions) - rows.read_positions() == {6}
    assert rows.place(6).kind == "padding"


def test_a_window_with_gaps_leaves_cells_unused() -> None:
    axis = Axis(input_size=7, kernel_size=2, stride=4, dilation=2)
    # By hand: windows at 0 and 4 read 0, 2 and 4, 6.
    assert axis.read_positions() == {0, 2, 4, 6}


def test_cropped_input_cells_are_shown_but_unused() -> None:
    rows, _ = Layer.of("transpose", input_size=5, kernel_size=1, padding=1).axes
    # A 1 × 1 kernel copies its input, and padding 1 crops one cell on each side of the output.
    assert list(rows.positions) == [0, 1, 2, 3, 4]
    assert rows.read_positions() == {1, 2, 3}


# Sizes published with the layers at https://github.com/vdumoulin/conv_arithmetic (and in arXiv:1603.07285).
@pytest.mark.parametrize(
    ("operation", "options", "output"),
    [
        ("conv", {"input_size": 4, "kernel_size": 3}, 2),
        ("conv", {"input_size": 5, "kernel_size": 4, "padding": 2}, 6),
        ("conv", {"input_size": 5, "kernel_size": 3, "padding": 1}, 5),
        ("conv", {"input_size": 5, "kernel_size": 3, "padding": 2}, 7),
        ("conv", {"input_size": 5, "kernel_size": 3, "stride": 2}, 2),
        ("conv", {"input_size": 5, "kernel_size": 3, "stride": 2, "padding": 1}, 3),
        ("conv", {"input_size": 6, "kernel_size": 3, "stride": 2, "padding": 1}, 3),
        ("conv", {"input_size": 7, "kernel_size": 3, "dilation": 2}, 3),
        ("transpose", {"input_size": 2, "kernel_size": 3}, 4),
        ("transpose", {"input_size": 6, "kernel_size": 4, "padding": 2}, 5),
        ("transpose", {"input_size": 2, "kernel_size": 3, "stride": 2}, 5),
        ("transpose", {"input_size": 3, "kernel_size": 3, "stride": 2, "padding": 1}, 5),
        ("transpose", {"input_size": 3, "kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1}, 6),
    ],
)
def test_published_output_sizes(operation: str, options: dict[str, Any], output: int) -> None:
    assert Layer.of(operation, **options).output_size == (output, output)
