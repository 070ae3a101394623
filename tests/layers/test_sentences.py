"""What the player says of each step: its numbers are those of onnxruntime, its sums come out, its counts NumPy's."""

import re
from typing import Any

import numpy as np
import pytest

from convanim import Figure
from convanim.layers.sentences import MOST_TERMS, Sentences
from convanim.layers.values import numbers
from convanim.style import language
from tests import engine
from tests.engine import Array

CASES: list[tuple[str, dict[str, Any]]] = [
    ("conv", {"input_size": 5, "stride": 2, "padding": 1}),
    ("conv", {"input_size": "6x4", "kernel_size": "3x2", "dilation": 2}),
    ("conv", {"input_size": 6, "padding": "0:2"}),
    ("transpose", {"input_size": 2, "stride": 2}),
    ("transpose", {"input_size": 3, "stride": 2, "padding": 1, "output_padding": 1}),
    ("transpose", {"input_size": 2, "dilation": 2, "stride": "3x1"}),
    ("max-pool", {"input_size": 5, "kernel_size": 3, "stride": 2, "padding": 1}),
    ("max-pool", {"input_size": 6, "kernel_size": 3, "stride": 2, "ceil_mode": True}),
    ("avg-pool", {"input_size": 5, "kernel_size": 3, "stride": 2, "padding": 1}),
    ("avg-pool", {"input_size": 5, "kernel_size": 3, "stride": 2, "padding": 1, "count_include_pad": False}),
]


def said(operation: str, lang: str = "en", **options: Any) -> tuple[Figure, Sentences]:
    figure = Figure.of(operation, **options)
    return figure, Sentences(figure.layer, numbers(figure.layer), language.load(lang))


def computed(figure: Figure) -> Array:
    """What onnxruntime returns for the numbers of the figure."""
    layer, found = figure.layer, numbers(figure.layer)
    x = engine.array(found.input)
    if layer.operation in ("max-pool", "avg-pool"):
        return engine.max_pool(x, layer) if layer.operation == "max-pool" else engine.avg_pool(x, layer)
    assert found.weights is not None
    weights = engine.array(found.weights)
    return engine.conv(x, weights, layer) if layer.operation == "conv" else engine.transpose(x, weights, layer)


def as_number(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(("operation", "options"), CASES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_sentence_has_the_place_and_the_value_of_the_engine(
    operation: str, options: dict[str, Any], lang: str
) -> None:
    figure, sentences = said(operation, lang, **options)
    expected = computed(figure)
    told = sentences.outputs()
    assert len(told) == expected.size
    for each, (place, value) in zip(told, np.ndenumerate(expected), strict=True):
        lead, result = each.sentence[0], each.sentence[-1]
        assert [int(number) - 1 for number in re.findall(r"\d+", lead.text)] == list(place)
        assert result.kind == "result"
        assert as_number(result.text) == pytest.approx(value, abs=5e-3)


@pytest.mark.parametrize(("operation", "options"), CASES)
def test_the_sum_of_a_sentence_comes_out(operation: str, options: dict[str, Any]) -> None:
    for told in said(operation, **options)[1].outputs():
        sum_, equals, result = told.text.partition(": ")[2].rpartition(" = ")
        assert equals or "≈" in told.text
        python = sum_.replace("−", "-").replace("·", "*").replace("zeros alone", "0")
        value = max([float(each) for each in re.findall(r"-?[\d.]+", python)]) if "max" in python else eval(python)  # noqa: S307
        assert value == pytest.approx(as_number(result), abs=5e-3)


@pytest.mark.parametrize(("operation", "options"), CASES)
def test_the_note_counts_the_cells_of_the_input_under_the_window(operation: str, options: dict[str, Any]) -> None:
    figure, sentences = said(operation, **options)
    layer = figure.layer
    rows, columns = layer.axes
    # Ones where the input is, spread and padded as a window meets them, counted by a sliding window of NumPy.
    held = np.zeros((rows.padded_size, columns.padded_size))
    ones = held[rows.before : rows.before + rows.spread_size, columns.before : columns.before + columns.spread_size]
    ones[:: rows.input_dilation, :: columns.input_dilation] = 1
    span = (rows.effective_kernel_size, columns.effective_kernel_size)
    windows = np.lib.stride_tricks.sliding_window_view(held, span)[
        :: rows.stride, :: columns.stride, :: rows.dilation, :: columns.dilation
    ]
    counts = windows.sum(axis=(2, 3)).ravel()
    total = rows.kernel_size * columns.kernel_size
    for told, count in zip(sentences.outputs(), counts, strict=True):
        expected = [total] if count == total else [int(count), total]
        assert [int(n) for n in re.findall(r"\d+", told.note)][: len(expected)] == expected


def test_digits_know_their_colours_and_zeros_of_the_border_are_left_to_the_note() -> None:
    _, sentences = said("transpose", input_size=2, stride=2)
    first = sentences.outputs()[0]
    assert [part.kind for part in first.sentence] == ["lead", "input", "zero", "weight", "zero", "result"]
    assert first.note == "1 of the 9 cells under the window is input, 8 are zeros."


def test_what_the_other_cells_are() -> None:
    notes = {
        said("max-pool", kernel_size=3, padding=1)[1].outputs()[0].note,
        said("conv", padding=1, padding_mode="reflect")[1].outputs()[0].note,
        said("avg-pool", kernel_size=3, padding=1, count_include_pad=False)[1].outputs()[0].note,
        said("max-pool", input_size=6, kernel_size=3, stride=2, ceil_mode=True)[1].outputs()[2].note,
        said("conv")[1].outputs()[0].note,
    }
    start = " of the 9 cells under the window are input, "
    assert notes == {
        f"4{start}5 are −∞.",
        f"4{start}5 are copies.",
        f"4{start}5 do not count.",
        f"6{start}3 lie beyond the padding.",
        "All 9 cells under the window are input.",
    }


def test_one_dimension_has_no_rows() -> None:
    _, sentences = said("conv", dim=1, input_size=4, view="flat")
    assert [told.sentence[0].text for told in sentences.outputs()] == ["Output 1: ", "Output 2: "]


def test_a_long_sum_says_how_many_products_it_leaves_out() -> None:
    _, sentences = said("conv", input_size=7, kernel_size=7)
    (told,) = sentences.outputs()
    assert f" + {49 - MOST_TERMS} more = " in told.text
    assert sum(part.kind == "input" for part in told.sentence) == MOST_TERMS


def test_the_set_up_says_the_size_of_the_output() -> None:
    figure, sentences = said("conv", input_size="5x7", stride=2)
    text = sentences.setup().text
    assert "rows: ⌊(5 + 2·0 − 3) / 2⌋ + 1 = 2; columns: ⌊(7 + 2·0 − 3) / 2⌋ + 1 = 3" in text
    assert computed(figure).shape == (2, 3)


def test_what_returns_through_the_transposed_matrix_is_the_engine_s() -> None:
    figure, sentences = said("conv", input_size=5, stride=2)
    found = numbers(figure.layer)
    assert found.weights is not None
    back = engine.transpose(computed(figure), engine.array(found.weights), figure.layer)
    told = sentences.returned(list(np.ndindex(5, 5)))
    for each, (place, value) in zip(told, np.ndenumerate(back), strict=True):
        assert as_number(each.sentence[-1].text) == value
        expected = value - found.input[place]
        assert as_number(re.findall(r"off by (−?[\d.]+)\.", each.note)[0]) == expected


@pytest.mark.parametrize("operation", ["conv", "transpose"])
def test_a_sum_runs_in_the_order_of_the_window(operation: str) -> None:
    figure = Figure.of(operation, input_size=4, kernel_size=3)
    counting = numbers(figure.layer, "arange")
    for told in Sentences(figure.layer, counting, language.load("en")).outputs():
        met = [as_number(part.text) for part in told.sentence if part.kind == "input"]
        assert met == sorted(met)
