"""Stamps: after each of them the sums are what onnxruntime returns for the input so far."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.errors import IdleOptionError
from convanim.layers.layer import Layer
from convanim.scene.items import Path, Scene, Text
from convanim.style import theme
from convanim.style.text_metrics import fitted_size
from tests import engine, reading, text_boxes
from tests.examples import examples
from tests.geometry.test_geometry import sizes

LAYERS = st.fixed_dictionaries(
    {
        "input_size": sizes(1, 3),
        "kernel_size": sizes(1, 3),
        "stride": sizes(1, 3),
        "padding": sizes(0, 2),
        "dilation": sizes(1, 2),
        "output_padding": sizes(0, 1),
    }
)
CROPPED = {"input_size": 2, "kernel_size": 3, "stride": 2, "padding": 1}
"""The layer of a figure whose numbers are worked out by hand below."""


def figure(**options: Any) -> Figure:
    try:
        return Figure.of("transpose", view="scatter", **{"numbers": True, "cell": 40, "theme": "light", **options})
    except ConvanimError:
        assume(False)
        raise


def smallest(scene: Scene) -> float:
    """Pixels of the em of the smallest letters."""
    return min(fitted_size(item.shape) for item in scene.items if isinstance(item.shape, Text) and item.shape.string)


def words(scene: Scene, frame: int) -> list[str]:
    return [text.string for text, _ in reading.texts(scene, frame)]


@settings(max_examples=examples(40))
@given(options=LAYERS, seed=st.integers(0, 99), hold_ms=st.sampled_from([0, 500]), glide=st.integers(0, 2))
def test_sums_after_each_stamp_are_the_engine_s(options: dict[str, Any], **look: int) -> None:
    drawn = figure(**options, **look)
    scene, found, cells = drawn.scene(), drawn.subject.numbers(), reading.boxes(drawn, "output")
    x, weights = engine.array(found.input), engine.array(found.weights or {})
    assert len(scene.stills) == x.size
    for step, frame in enumerate(scene.stills):
        theirs = engine.transpose(reading.first(x, step + 1), weights, drawn.layer)
        np.testing.assert_array_equal(reading.grid(reading.texts(scene, frame), cells), theirs)
    theirs = engine.transpose(x, weights, drawn.layer)
    np.testing.assert_array_equal(reading.grid(reading.texts(scene, scene.frames - 1), cells), theirs)
    np.testing.assert_array_equal(reading.grid(reading.texts(scene, 0), reading.boxes(drawn, "input")), x)


def test_one_dimension_is_a_row_of_sums() -> None:
    drawn = figure(dim=1, input_size=5, kernel_size=3, stride=2, padding=1, output_padding=1)
    scene, found = drawn.scene(), drawn.subject.numbers()
    assert found.weights is not None
    theirs = engine.transpose(engine.array(found.input), engine.array(found.weights), drawn.plane)
    last = reading.texts(scene, scene.frames - 1)
    np.testing.assert_array_equal(reading.grid(last, reading.boxes(drawn, "output")), theirs)


def with_rim(drawn: Figure, rim: int) -> dict[tuple[int, int], reading.Box]:
    """The cells of the output and of so many rows and columns around it, which count from the first of these."""
    boxes = reading.boxes(drawn, "output")
    left, top, right, _ = boxes[0, 0]
    wide = right - left
    rows, columns = max(boxes)

    def edge(start: float, nth: int) -> float:
        return start + (nth - rim) * wide

    return {
        (row, column): (edge(left, column), edge(top, row), edge(left, column + 1), edge(top, row + 1))
        for row in range(rows + 1 + 2 * rim)
        for column in range(columns + 1 + 2 * rim)
    }


def test_what_is_cropped_is_stamped_outside_the_frame() -> None:
    drawn = figure(input_size=3, kernel_size=3, stride=2, padding=1)
    scene, found, everything = drawn.scene(), drawn.subject.numbers(), with_rim(drawn, 1)
    whole = Layer.of("transpose", input_size=3, kernel_size=3, stride=2)
    theirs = engine.transpose(engine.array(found.input), engine.array(found.weights or {}), whole)
    last = reading.texts(scene, scene.frames - 1)
    np.testing.assert_array_equal(reading.grid(last, everything), theirs)
    # They are pale: a role of their own.
    roles = {
        place: next(item.style.fill for text, item in last if text.anchor == "middle" and reading.inside(item, box))
        for place, box in everything.items()
    }
    edge = {role for (row, column), role in roles.items() if row in (0, 6) or column in (0, 6)}
    assert len(edge) == 1 and edge.isdisjoint(role for place, role in roles.items() if set(place).isdisjoint({0, 6}))


def test_where_stamps_meet_the_sum_is_written_out() -> None:
    drawn = figure(**CROPPED, values="2 1; 3 2", weights="1 2 -1; -2 1 2; 2 -1 -2")
    scene, cells = drawn.scene(), with_rim(drawn, 1)
    third = reading.texts(scene, scene.stills[2])
    # By hand: 3 · (1 2 -1) falls on the last row of 2 · kernel, (4 -2 -4), at whose end 1 · kernel has put a 2.
    parts = {
        place: "".join(text.string for text, item in third if text.anchor == "start" and reading.inside(item, box))
        for place, box in cells.items()
    }
    assert {place: text for place, text in parts.items() if text} == {
        (2, 0): "4 + 3",
        (2, 1): "−2 + 6",
        (2, 2): "−2 − 3",
    }


def fill_at(scene: Scene, frame: int, box: reading.Box) -> list[str]:
    """The colours that lie on a cell, from below."""
    return [
        item.style.fill
        for item in scene.items
        if item.start <= frame < item.stop
        and isinstance(item.shape, Path)
        and item.style.fill
        and any(outline[0] == box[:2] for outline in item.shape.outlines)
    ]


def test_a_place_is_pale_until_its_last_stamp() -> None:
    drawn = figure(**CROPPED)
    scene, cells = drawn.scene(), with_rim(drawn, 1)
    states = [
        [fill_at(scene, frame, cells[place])[-1:] for frame in scene.stills] for place in ((2, 2), (1, 1), (0, 0))
    ]
    # All four stamps meet in the middle; one alone reaches the second place; the corner is cropped.
    assert states == [
        [["contribution"], ["contribution"], ["contribution"], ["output"]],
        [["output"]] * 4,
        [["padding"]] * 4,
    ]


def test_numbers_are_left_out_on_request_and_where_they_could_not_be_read() -> None:
    plain = figure(input_size=2, numbers=False, labels=False).scene()
    assert {text.string for text, _ in reading.texts(plain, plain.frames - 1)} == {"=", "+"}
    usual = Figure.of("transpose", view="scatter", theme="light", stride=2)
    last = reading.texts(usual.scene(), usual.scene().frames - 1)
    assert all(reading.written_in(last, box) for box in reading.boxes(usual, "output").values())
    large = Figure.of("transpose", view="scatter", theme="light", stride=2, input_size=12)
    last = reading.texts(large.scene(), large.scene().frames - 1)
    assert not any(reading.written_in(last, box) for box in reading.boxes(large, "output").values())
    # The kernel and the stamp are shown larger, so that what is multiplied can be read anyway.
    assert sum(text.string in ("−2", "−1", "1", "2") for text, _ in last) >= 9
    with pytest.raises(IdleOptionError, match="values has no effect: no numbers are written"):
        Figure.of("transpose", view="scatter", numbers=False, values="ones")


def test_the_stamp_glides_along_a_row_and_jumps_to_the_next() -> None:
    scene = figure(input_size=2, kernel_size=2, stride=2, glide=3, hold_ms=0).scene()
    stamps = [item for item in scene.items if item.style.stroke == "accent" and item.stop == item.start + 1]
    at: dict[int, set[tuple[float, float]]] = {}
    for item in stamps:
        at.setdefault(item.start, set()).add((item.x, item.y))
    rests = scene.stills
    gliding = set(range(scene.frames)) - set(rests)
    between_rows = set(range(rests[1] + 1, rests[2]))
    assert {frame for frame in gliding if frame in at} >= set(range(rests[0] + 1, rests[1]))
    assert between_rows and not between_rows & at.keys()


@pytest.mark.parametrize("cell", [8, 15, 16, 40, 61])
def test_no_number_is_wider_than_its_cell(cell: int) -> None:
    scene = figure(input_size=4, stride=2, cell=cell, values="1 22 333 4444;" * 4, weights="9 -99 -0.125;" * 3).scene()
    assert reading.spills(scene) == []


def test_the_figure_says_what_it_shows() -> None:
    drawn = figure(**CROPPED, values="2 1; 3 2", cell=38)
    scene = drawn.scene()
    told = words(scene, scene.stills[2])
    for line in (
        "Transposed convolution: stamps that add up",
        "2 × 2 → 3 × 3 · kernel 3 × 3 · stride 2 · padding 1 (crops the output)",
        "Stamp 3",
        "3 · kernel",
        "3 × 3, the rim is cropped by padding 1",
        "one for each input, stride 2 apart",
        "all stamps are in",
        "more to come",
        "cropped",
        "3 = (2 − 1)·2 + 3 − 2·1",
    ):
        assert line in told, line
    gaps = words(figure(input_size=2, kernel_size=2, stride=3).scene(), 0)
    assert "no stamp comes here" in gaps and "cropped" not in gaps and "more to come" not in gaps
    flipped = words(figure(flip=True).scene(), 0)
    assert "3 × 3, ↻ turned by 180°" in flipped


def test_of_many_stamps_the_first_two_the_current_and_the_last_are_shown() -> None:
    few = figure(input_size="2x3", stride=2, hold_ms=0)
    assert "+ … +" not in words(few.scene(), few.scene().stills[3])
    scene = figure(input_size="2x4", stride=2, hold_ms=0).scene()
    numbers = [
        [text.string for text, item in reading.texts(scene, frame) if item.style.fill == "grey" and text.size == 12]
        for frame in scene.stills
    ]
    shown = [sorted((string for string in strings if string.isdigit()), key=int) for strings in numbers]
    assert shown == [["1", "2", str(now), "8"] for now in (3, 3, 3, 4, 5, 6, 7, 7)]
    # Where none is left out there are no dots.
    dots = [words(scene, frame).count("+ … +") for frame in scene.stills]
    assert dots == [1, 1, 1, 2, 2, 2, 1, 1]


def test_the_picture_that_stands_for_the_figure_has_all_states() -> None:
    drawn = Figure.of("transpose", view="scatter", theme="light", **CROPPED, still="middle")
    roles, _ = drawn.scene().roles()
    assert {"contribution", "output", "padding"} <= roles


@pytest.mark.parametrize("operation_view", ["scatter", "overlap"])
def test_a_storyboard_says_what_it_is_and_has_pictures_that_can_be_seen(operation_view: str) -> None:
    options: dict[str, Any] = {"beside": 4} if operation_view == "overlap" else {}
    drawn = Figure.of("transpose", view=operation_view, theme="light", input_size=3, stride=2, storyboard=4, **options)
    assert drawn.cell_px >= 12
    told = words(drawn.scene(), 0)
    assert {"Transposed convolution: stamps that add up", "Where stamps overlap: the checkerboard"} & set(told)
    assert text_boxes.overlaps(drawn.scene(), 0) == []


LAYOUTS: list[dict[str, Any]] = [
    {"input_size": 1, "kernel_size": 1},
    {"kernel_size": 1, "stride": 2},
    {"kernel_size": 2, "stride": 3, "padding": "0:1"},
    {"kernel_size": 2, "dilation": 2, "stride": 2, "output_padding": 1},
    {"input_size": 5, "stride": 2},
    {"input_size": 8, "kernel_size": 5, "stride": 2, "padding": 2},
    {"input_size": "2x5", "kernel_size": "2x3", "stride": "1x2"},
    {"input_size": 12, "padding": 1},
    {"dim": 1, "kernel_size": 7},
    {"dim": 1, "input_size": 24, "stride": 2},
    {"dim": 1, "input_size": 3, "kernel_size": 2, "stride": 3, "output_padding": 1},
    {"values": "0.25 -1.5; 1234 7", "weights": "0.1 100 -3.25; 1 2 3; 4 5 6", "stride": 2},
]


@pytest.mark.parametrize("options", LAYOUTS)
@pytest.mark.parametrize(
    "look", [{"cell": None}, {"cell": 2}, {"cell": 16}, {"cell": 80}, {"lang": "zh", "cell": None}]
)
def test_words_stand_apart_on_the_page(options: dict[str, Any], look: dict[str, Any]) -> None:
    scene = figure(**{"numbers": None, **options, **look}).scene()
    some = scene.stills[:: max(1, len(scene.stills) // 4)]
    for frame in {0, *some, scene.frames - 1}:
        assert text_boxes.overlaps(scene, frame) == []
        assert text_boxes.outside(scene, frame) == []


@pytest.mark.parametrize("options", LAYOUTS[:-1])
def test_letters_are_large_enough_where_nobody_chose_otherwise(options: dict[str, Any]) -> None:
    scene = Figure.of("transpose", view="scatter", theme="light", **options).scene()
    assert smallest(scene) >= 10.25
    assert scene.width <= 1000


@pytest.mark.parametrize("name", theme.names())
def test_small_sums_can_be_read_in_every_theme(name: str) -> None:
    drawn = figure(**CROPPED, theme=name)
    colours = drawn.colours
    for ground in ("contribution", "output", "padding"):
        letters = colours.colour(f"near:accent_text:{ground}")
        assert letters.contrast(colours.colour(ground).over(colours.colours["paper"])) >= 4.5
