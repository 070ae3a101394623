"""Three readings of one cell: each, read back from the page, makes what onnxruntime returns."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.scene.items import Item, Path, Scene, Text
from tests import engine, reading, text_boxes
from tests.examples import examples
from tests.views.test_scatter import LAYERS

Found = list[tuple[Text, Item]]
CELL = 100
SCALE = 2.5
"""Of letters, where cells have 100 pixels."""


def figure(**options: Any) -> Figure:
    try:
        drawn = Figure.of("transpose", view="linked", **{"theme": "light", "cell": CELL, **options})
        drawn.scene()
    except ConvanimError:
        assume(False)
        raise
    return drawn


def judged(drawn: Figure) -> "engine.Array":
    numbers = drawn.subject.numbers()
    assert numbers.weights is not None
    return engine.transpose(engine.array(numbers.input), engine.array(numbers.weights), drawn.plane)


def gathered(drawn: Figure, found: Found) -> float:
    """Values times the weights below them, in the window."""
    left, top, *_ = reading.boxes(drawn, "input")[0, 0]
    uppers, lowers = (
        {
            (int((item.y - top) // CELL), int((item.x - left) // CELL)): reading.number(text.string)
            for text, item in found
            if text.anchor == "middle" and text.size == em * CELL
        }
        for em in (0.4, 0.32)
    )
    assert uppers.keys() == lowers.keys()
    return sum(value * lowers[place] for place, value in uppers.items())


def scattered(scene: Scene, frame: int, found: Found) -> float:
    """The sum of what stands in the cells where stamps meet: they are outlined on the colour of the output."""
    total = 0.0
    outlined = [
        item
        for item in scene.items
        if isinstance(item.shape, Path)
        and item.style.stroke == "accent"
        and item.style.fill == "output"
        and item.start <= frame < item.stop
    ]
    for item in outlined:
        assert isinstance(item.shape, Path)
        for outline in item.shape.outlines:
            x, y = zip(*outline, strict=True)
            box = (item.x + min(x), item.y + min(y), item.x + max(x), item.y + max(y))
            total += reading.number(reading.written_in(found, box))
    return total


def multiplied(scene: Scene, frame: int, found: Found) -> float:
    """The weights in the outlined row of the matrix times the input above them."""
    rows = [
        (item.x, item.y, item.x + item.shape.outlines[0][1][0])
        for item in scene.items
        if isinstance(item.shape, Path)
        and item.style.stroke == "accent"
        and item.style.fill in (None, "wash")
        and item.start <= frame < item.stop
        and len(item.shape.outlines) == 1
        and item.shape.outlines[0][2][1] == CELL
    ]
    # The last column of a page: the input, and under it the row; both start where the third heading does.
    heads = [item.x for text, item in found if text.string == "Matrix row" and text.size == 17 * SCALE]
    (left,) = heads
    planes = sorted((y, x, right) for x, y, right in rows if abs(x - left) < 1)
    if not planes:
        return 0.0
    (top, start, right), (row_top, *_) = planes

    def digits(y: float) -> list[float]:
        return [
            reading.number(reading.written_in(found, (x, y, x + CELL, y + CELL)))
            for x in np.arange(start, right - 1, CELL)
        ]

    return sum(value * weight for value, weight in zip(digits(top), digits(row_top), strict=True))


def table(found: Found) -> tuple[list[list[tuple[float, str]]], float]:
    """The products of the three readings, each with where it starts, and their result."""
    names = {
        text.string: item.y
        for text, item in found
        if text.size == 15 * SCALE and text.string in ("Gather", "Scatter", "Matrix row")
    }
    assert len(names) == 3
    rows = []
    for y in names.values():
        parts = sorted(
            (item.x, text.string)
            for text, item in found
            if abs(item.y - y) < 10 and text.anchor == "start" and text.string[0] in "0123456789−·(" and text.size < 50
        )
        rows.append([(parts[n][0], "".join(each for _, each in parts[n : n + 3])) for n in range(0, len(parts), 3)])
    (result,) = [text.string for text, item in found if text.size == 22 * SCALE]
    return rows, reading.number(result)


def worked_out(product: str) -> float:
    value, weight = product.split("·")
    return reading.number(value) * reading.number(weight.strip("()"))


@settings(max_examples=examples(40), deadline=None)
@given(options=LAYERS, seed=st.integers(1, 99), hold_ms=st.sampled_from([0, 500]), flip=st.booleans())
def test_three_readings_agree_with_the_engine_at_each_step(options: dict[str, Any], **look: Any) -> None:
    drawn = figure(**options, **look)
    scene, cells, theirs = drawn.scene(), reading.boxes(drawn, "output"), judged(drawn)
    assert len(scene.stills) == theirs.size
    for frame, (place, expected) in zip(scene.stills, np.ndenumerate(theirs), strict=True):
        found = reading.texts(scene, frame)
        assert gathered(drawn, found) == expected
        assert scattered(scene, frame, found) == expected
        assert multiplied(scene, frame, found) == expected
        rows, result = table(found)
        assert result == expected
        assert [sum(worked_out(product) for _, product in row) for row in rows] == [expected] * 3
        # What all three have stands in the same columns; gathering alone has zeros.
        assert rows[1] == rows[2]
        assert set(rows[1]) <= set(rows[0])
        assert all(product.startswith("0·") for _, product in set(rows[0]) - set(rows[1]))
        assert reading.number(reading.written_in(found, cells[place])) == expected
    np.testing.assert_array_equal(reading.grid(reading.texts(scene, scene.frames - 1), cells), theirs)


@pytest.mark.parametrize("options", [{"input_size": 4, "stride": 2, "padding": 1}, {"input_size": 5, "dilation": 2}])
def test_one_dimension(options: dict[str, Any]) -> None:
    drawn = figure(dim=1, **options)
    scene = drawn.scene()
    for frame, expected in zip(scene.stills, judged(drawn).ravel(), strict=True):
        found = reading.texts(scene, frame)
        assert gathered(drawn, found) == scattered(scene, frame, found) == multiplied(scene, frame, found) == expected
        rows, result = table(found)
        assert [sum(worked_out(product) for _, product in row) for row in rows] == [expected] * 3
        assert result == expected


def test_of_large_kernels_the_table_keeps_what_is_not_zero_and_says_so() -> None:
    drawn = figure(input_size=2, kernel_size=5, stride=3)
    scene = drawn.scene()
    for frame, expected in zip(scene.stills, judged(drawn).ravel(), strict=True):
        found = reading.texts(scene, frame)
        written = [text.string for text, _ in found]
        rows, result = table([each for each in found if not each[0].string.startswith("+")])
        assert rows[0] == rows[1] == rows[2]
        assert f"+ {25 - len(rows[0])} zeros" in written
        assert sum(worked_out(product) for _, product in rows[0]) == result == expected


def test_the_words_say_what_each_reading_is() -> None:
    scene = Figure.of("transpose", view="linked", input_size=2, stride=2, theme="light").scene()
    written = {text.string for text, _ in reading.texts(scene, scene.stills[12])}
    assert {
        "One output cell, three ways",
        "the kernel, turned by 180° ↻, on input and zeros",
        "4 stamps, pulled apart, meet in this cell",
        "row 13 of 25, the input above it",
        "The same 4 products",
        "gather adds 5 zeros to them",
        "zeros between: stride − 1 = 1",
        "zeros around: kernel − 1 − padding = 2",
    } <= written
    # A kernel that was turned is turned back by gathering.
    flipped = Figure.of("transpose", view="linked", input_size=2, stride=2, theme="light", flip=True).scene()
    assert "the kernel on input and zeros" in {text.string for text, _ in reading.texts(flipped, 0)}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cell", [None, 16, 30, 80])
@pytest.mark.parametrize(
    "options",
    [
        {"stride": 2},
        {"input_size": 4, "kernel_size": 4},
        {"input_size": 4, "stride": 2, "padding": 1, "output_padding": 1},
        {"input_size": 1, "kernel_size": 5, "values": "12345.678"},
        {"input_size": 7, "padding": 1},
        {"dilation": 2, "stride": 3, "flip": True},
        {"input_size": (2, 5), "kernel_size": 1},
        {"dim": 1, "input_size": 5},
        {"dim": 1, "input_size": 3, "kernel_size": 3, "stride": 2, "dilation": 2},
        {"title": "A title that is so long that it leaves no room for anything to stand beside it on the page"},
    ],
)
def test_no_two_texts_overlap_and_none_leaves_the_page(options: dict[str, Any], cell: int | None, lang: str) -> None:
    scene = Figure.of("transpose", view="linked", theme="light", cell=cell, lang=lang, **options).scene()
    for frame in {scene.stills[0], scene.stills[len(scene.stills) // 2], scene.stills[-1]}:
        assert text_boxes.outside(scene, frame) == []
        assert text_boxes.overlaps(scene, frame) == []


def test_the_usual_figure_has_cells_of_full_size_and_no_letters_below_eleven_pixels() -> None:
    drawn = figure(input_size=2, stride=2, cell=None)
    assert drawn.cell_px == 37
    assert (
        min(text.size for frame in (0, drawn.scene().frames - 1) for text, _ in reading.texts(drawn.scene(), frame))
        >= 11
    )


@pytest.mark.parametrize("options", [{"input_size": 7}, {"input_size": 12, "stride": 3}, {"input_size": (2, 20)}])
def test_a_dense_page_keeps_its_width(options: dict[str, Any]) -> None:
    scene = figure(**options, cell=None).scene()
    assert scene.width <= 1000
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
