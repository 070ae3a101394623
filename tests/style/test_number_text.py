"""How numbers are written: whole where they fit, alike in cells and sums, and no sum claims what is not true."""

import math
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convanim import Figure
from convanim.layers import values
from convanim.layers.layer import Layer
from convanim.scene.items import Scene
from convanim.style.number_text import Notation
from convanim.style.text_metrics import text_width
from tests import reading
from tests.examples import examples

CELL = 35.2
"""Pixels that the usual cell has for a number."""


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (7, "7"),
        (-12, "−12"),
        (1234567, "1234567"),
        (12345678, "1.235e7"),
        (0.125, "0.125"),
        (0.25, "0.25"),
        (-14.75, "−14.75"),
        (1 / 3, "0.3333"),
        (0.1 + 0.2, "0.3"),
        (771.5625, "771.6"),
        (123456.7, "123457"),
        (0.0025, "0.0025"),
        (1e-7, "1e−7"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_numbers_are_written_whole_where_they_fit(number: float, text: str) -> None:
    assert Notation(CELL).write(number) == text


@settings(max_examples=examples(300))
@given(
    number=st.floats(allow_nan=False, allow_infinity=False, min_value=-1e99, max_value=1e99),
    room=st.floats(14, 60),
)
def test_what_is_written_fits_and_is_near(number: float, room: float) -> None:
    text = Notation(room).write(number)
    read = float(text.replace("−", "-"))
    assert (read == 0) == (number == 0)
    if abs(number) > 1e-99:
        usual = room > CELL and 1e-9 < abs(number) < 1e9
        assert math.isclose(read, number, rel_tol=0.006 if usual else 0.51)
    # One digit and an exponent are the least that can be written.
    assert text_width(text, 8) <= room or len(text) <= 3 or re.fullmatch(r"−?\de−?\d+", text)


def test_six_digits_fit_the_usual_cell() -> None:
    for number in (100000, 123456, 1.23456, -12.345, 654321):
        assert float(Notation(CELL).write(number).replace("−", "-")) == number


def test_binary_fractions_leave_nothing_behind(tmp_path: Path) -> None:
    layer = Layer.of("conv", dim=1, input_size=3, kernel_size=3)
    short = tmp_path / "short.npy"
    np.save(short, np.array([0.1, 0.2, 0.3], np.float32))
    for source in ("0.1 0.2 0.3", str(short)):
        assert values.numbers(layer, source, "1 1 -1").output == {(0,): 0}
    tiny = values.numbers(layer, "1e-13 1 2e-13", "1 0 1").output[0,]
    assert math.isclose(tiny, 3e-13)  # Small is not nothing.


def sums(scene: Scene) -> list[str]:
    """The sum that is written at each step."""
    return [reading.written_sum(scene, frame) for frame in scene.stills]


@pytest.mark.parametrize(
    ("given_values", "weights", "line"),
    [
        ("0.1 0.2 0.3", "1 1 -1", "0.1·1 + 0.2·1 + 0.3·(−1) = 0"),
        ("1234567", "3", "1.235e6·3 ≈ 3.704e6"),
        ("0.0025", "2", "0.0025·2 = 0.005"),
        ("12345", "0.0625", "12345·0.0625 = 771.6"),
        ("0.25 0.125", "1 1", "0.25·1 + 0.125·1 = 0.375"),
        ("1 1 1", ".333333333333 .333333333333 .333333333334", "1·0.3333 + 1·0.3333 + 1·0.3333 ≈ 1"),
        ("1000.1234 1000.1198", "1 -1", "1000·1 + 1000·(−1) ≈ 0.0036"),
    ],
)
def test_the_sum_says_what_it_shows(given_values: str, weights: str, line: str) -> None:
    size = len(given_values.split())
    figure = Figure.of(
        "conv", view="flat", dim=1, input_size=size, kernel_size=size, values=given_values, weights=weights
    )
    assert sums(figure.scene()) == [line]


def computed(line: str) -> tuple[Fraction, str, Fraction]:
    """What a sum comes to by exact arithmetic, its sign, and the result that it claims."""
    left, sign, right = re.split(r" ([=≈]) ", line)
    mean = re.fullmatch(r"\((.*)\) / (\d+)", left)
    added, divisor = (mean[1], int(mean[2])) if mean else (left, 1)
    terms = [
        math.prod(Fraction(factor.strip("()").replace("−", "-")) for factor in term.split("·"))
        for term in added.split(" + ")
    ]
    return Fraction(sum(terms)) / divisor, sign, Fraction(right.replace("−", "-"))


NUMBERS = st.one_of(
    st.floats(-20, 20).filter(lambda number: abs(number) > 1e-9),
    st.floats(-1e8, 1e8).filter(lambda number: abs(number) > 1),
    st.integers(-9, 9).map(float),
    st.sampled_from([0.1, 0.2, 0.3, 1 / 3, 1e-6, 12345.678, 0.0625]),
)


@settings(max_examples=examples(60), deadline=None)
@given(
    operation=st.sampled_from(["conv", "avg-pool"]),
    numbers=st.lists(NUMBERS, min_size=3, max_size=3),
    weights=st.lists(NUMBERS, min_size=2, max_size=2),
    cell=st.integers(12, 60),
)
def test_a_sum_is_true_to_a_hundredth_or_says_that_it_is_not(
    operation: str, numbers: list[float], weights: list[float], cell: int
) -> None:
    options: dict[str, Any] = {"weights": [weights]} if operation == "conv" else {"stride": 1}
    figure = Figure.of(
        operation, view="flat", dim=1, input_size=3, kernel_size=2, values=[numbers], cell=cell, **options
    )
    scene = figure.scene()
    found = figure.subject.numbers()
    for line, expected in zip(sums(scene), found.output.values(), strict=True):
        if "…" in line:
            continue
        shown, sign, claimed = computed(line)
        if sign == "=":
            assert abs(shown - claimed) <= abs(claimed) / 100
        if cell >= 40:
            assert math.isclose(float(claimed), expected, rel_tol=0.006, abs_tol=1e-9)


@pytest.mark.parametrize("cell", [16, 24, 40, 80])
def test_cells_and_sums_write_a_number_alike(cell: int) -> None:
    drawn = Figure.of("avg-pool", view="flat", input_size=4, kernel_size=3, stride=1, values="arange", cell=cell)
    third = drawn.layer.output_size[0] * drawn.layer.output_size[1]
    scene, boxes = drawn.scene(), reading.boxes(drawn, "output")
    last = reading.texts(scene, scene.stills[-1])
    assert len(boxes) == third
    for place, line in zip(boxes, sums(scene), strict=True):
        assert reading.written_in(last, boxes[place]) == re.split(" [=≈] ", line)[1]


def test_products_side_by_side_say_where_they_are_rounded() -> None:
    def texts(weights: str) -> set[str]:
        drawn = Figure.of(
            "transpose", view="linked", dim=1, input_size=2, kernel_size=3, values="3 12345", weights=weights, cell=40
        )
        scene = drawn.scene()
        return {text.string for frame in scene.stills for text, _ in reading.texts(scene, frame)}

    whole, rounded = texts("0.25 0.5 2"), texts("0.33333333 1 1")
    assert {"3", "12345", "0.25", "0.5", "=", "0.75"} <= whole
    assert "≈" not in whole
    # By hand: 3 · 0.333 is 0.999, and what stands there is 1.
    assert {"0.333", "≈", "1"} <= rounded


@pytest.mark.parametrize(("weights", "sign"), [("sobel-x", "="), ("gaussian", "="), ("box", "≈")])
def test_the_matrix_product_says_where_it_is_rounded(weights: str, sign: str) -> None:
    scene = Figure.of(
        "conv", view="matrix", input_size=4, kernel_size=3, numbers=True, weights=weights, cell=60
    ).scene()
    signs = {text.string for frame in scene.stills for text, _ in reading.texts(scene, frame)} & {"=", "≈"}
    assert signs == {sign}
