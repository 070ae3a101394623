"""Three readings of one cell: each, read back from the page, makes what onnxruntime returns."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.scene.items import Item, Text
from convanim.views.linked import placing
from tests import engine, reading
from tests.examples import examples
from tests.views.test_scatter import LAYERS

Found = list[tuple[Text, Item]]


def figure(**options: Any) -> Figure:
    try:
        return Figure.of("transpose", view="linked", **{"cell": 100, **options})
    except ConvanimError:
        from hypothesis import assume

        assume(False)
        raise


def gathered(drawn: Figure, found: Found) -> float:
    """Values times the weights in their corners, in the window."""
    left, top, right, _ = next(iter(reading.boxes(drawn, "input").values()))
    wide = right - left
    total = 0.0
    for corner, item in found:
        if corner.anchor == "end":
            row, column = (item.y - top) // wide, (item.x - left) // wide
            box = (left + column * wide, top + row * wide, left + (column + 1) * wide, top + (row + 1) * wide)
            total += reading.number(corner.string) * reading.number(reading.written_in(found, box))
    return total


def scattered(found: Found) -> float:
    """Products one after the other, each with the sum so far."""
    total = 0.0
    products = [text.string.split(" × ") for text, _ in found if text.anchor == "middle" and " × " in text.string]
    sums = [reading.number(text.string[2:]) for text, _ in found if text.string.startswith("→ ")]
    for (value, weight), written in zip(products, sums, strict=True):
        total += reading.number(value) * reading.number(weight)
        assert total == written
    return total


def multiplied(drawn: Figure, found: Found) -> float:
    """Weights of the matrix' row times the input's column, which are the products beside them."""
    column = placing.placed(drawn.subject, drawn.cell_px, reading.corner(drawn)).column
    across, down = column.cell_px, column.down[1]
    total = 0.0
    for nth in range(math.prod(drawn.layer.input_size)):
        texts = []
        for part in range(3):
            left, top = column(nth, part * (1 + placing.SIGN))
            texts.append(reading.written_in(found, (left, top, left + across, top + down)))
        weight, value, product = texts
        assert value and bool(weight) == bool(product)
        if weight:
            assert reading.number(weight) * reading.number(value) == reading.number(product)
            total += reading.number(product)
    return total


@settings(max_examples=examples(40))
@given(options=LAYERS, seed=st.integers(0, 99), hold_ms=st.sampled_from([0, 500]))
def test_three_readings_agree_with_the_engine_at_each_step(options: dict[str, Any], **look: int) -> None:
    drawn = figure(**options, **look)
    scene, numbers, cells = drawn.scene(), drawn.subject.numbers(), reading.boxes(drawn, "output")
    assert numbers.weights is not None
    theirs = engine.transpose(engine.array(numbers.input), engine.array(numbers.weights), drawn.layer)
    assert len(scene.stills) == theirs.size
    for frame, (place, expected) in zip(scene.stills, np.ndenumerate(theirs), strict=True):
        found = reading.texts(scene, frame)
        assert gathered(drawn, found) == expected
        assert scattered(found) == expected
        assert multiplied(drawn, found) == expected
        written = [text.string for text, _ in found if text.size == 50 and text.anchor == "middle"]
        assert [reading.number(each) for each in written] == [expected] * 3
        assert reading.number(reading.written_in(found, cells[place])) == expected
    np.testing.assert_array_equal(reading.grid(reading.texts(scene, scene.frames - 1), cells), theirs)


def test_one_dimension() -> None:
    drawn = figure(dim=1, input_size=4, kernel_size=3, stride=2, padding=1)
    scene, numbers = drawn.scene(), drawn.subject.numbers()
    assert numbers.weights is not None
    theirs = engine.transpose(engine.array(numbers.input), engine.array(numbers.weights), drawn.plane)
    for frame, expected in zip(scene.stills, theirs.ravel(), strict=True):
        found = reading.texts(scene, frame)
        assert gathered(drawn, found) == scattered(found) == multiplied(drawn, found) == expected


@pytest.mark.parametrize("options", [{"input_size": 7}, {"input_size": 12, "stride": 3}, {"input_size": (2, 20)}])
def test_a_dense_page_has_small_numbers_then_none(options: dict[str, Any]) -> None:
    usual = figure(**options, cell=None)
    scene = usual.scene()
    assert scene.width <= 1200
    assert reading.spills(scene) == []
    sizes = [text.size for frame in (0, scene.frames - 1) for text, _ in reading.texts(scene, frame)]
    assert min(sizes) >= 6


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"input_size": 21}, "an input of 21 × 21 makes a matrix of 441 columns, and linked has room for 400"),
        ({"input_size": (1, 60), "stride": 2}, "an input of 1 × 60 is 123 cells wide or high when it is spread"),
    ],
)
def test_what_no_page_holds_is_refused_with_its_size(options: dict[str, Any], message: str) -> None:
    drawn = Figure.of("transpose", view="linked", **options)
    with pytest.raises(ConvanimError, match=message):
        drawn.scene()


def test_every_figure_fits_a_page_of_full_cells() -> None:
    for options in ({"input_size": 20}, {"input_size": 5, "stride": 4, "kernel_size": 7}, {"kernel_size": 9}):
        assert figure(**options, cell=None).cell_px == 40
