"""Stamps: after each of them the sums are what onnxruntime returns for the input so far."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.layers.layer import Layer
from convanim.scene.items import Path, Text
from tests import engine, reading
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


def figure(**options: Any) -> Figure:
    try:
        return Figure.of("transpose", view="scatter", **{"numbers": True, "cell": 40, **options})
    except ConvanimError:
        assume(False)
        raise


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


def test_what_is_cropped_is_stamped_outside_the_frame() -> None:
    drawn = figure(input_size=3, kernel_size=3, stride=2, padding=1)
    scene, found = drawn.scene(), drawn.subject.numbers()
    assert found.weights is not None
    left, top, right, _ = reading.boxes(drawn, "output")[0, 0]
    wide = right - left
    # All of it, from one cell left of and above the output on.
    everything = {
        (row, column): (
            left + (column - 1) * wide,
            top + (row - 1) * wide,
            left + column * wide,
            top + row * wide,
        )
        for row in range(7)
        for column in range(7)
    }
    whole = Layer.of("transpose", input_size=3, kernel_size=3, stride=2)
    theirs = engine.transpose(engine.array(found.input), engine.array(found.weights), whole)
    last = reading.texts(scene, scene.frames - 1)
    np.testing.assert_array_equal(reading.grid(last, everything), theirs)
    # They are pale: a role of their own.
    roles = {
        place: next(item.style.fill for text, item in last if text.anchor == "middle" and reading.inside(item, box))
        for place, box in everything.items()
    }
    edge = {role for (row, column), role in roles.items() if row in (0, 6) or column in (0, 6)}
    assert len(edge) == 1 and edge.isdisjoint(role for place, role in roles.items() if set(place).isdisjoint({0, 6}))


def test_a_stamp_says_what_it_adds() -> None:
    drawn = figure(input_size=2, kernel_size=2, values="1 2; 3 4", weights="1 0; -1 2")
    scene, cells = drawn.scene(), reading.boxes(drawn, "output")
    third = reading.texts(scene, scene.stills[2])
    # The third input cell, 3, is in the second row: 3 · (1 0; -1 2).
    added = {place: reading.written_in(third, box, "end") for place, box in cells.items()}
    assert {place: text for place, text in added.items() if text} == {
        (1, 0): "+3",
        (1, 1): "+0",
        (2, 0): "−3",
        (2, 1): "+6",
    }


def test_numbers_come_on_request() -> None:
    plain = figure(input_size=2, numbers=None, labels=False).scene()
    assert not [item for item in plain.items if isinstance(item.shape, Text)]
    # What was stamped before stays tinted: the first stamp's corner, two steps later.
    tints = {item.style.fill for item in plain.items if item.style.fill and "@" in item.style.fill}
    assert len(tints) > 1


def test_the_stamp_glides() -> None:
    scene = figure(input_size=(1, 2), kernel_size=2, stride=2, glide=3).scene()
    marks = [item for item in scene.items if item.style.stroke == "accent" and isinstance(item.shape, Path)]
    stamp = [item.x for item in marks if len(item.shape.outlines) == 4]  # type: ignore[union-attr]
    assert stamp == sorted(stamp) and len(set(stamp)) == 5
    assert stamp[-1] - stamp[0] == 2 * 40


@pytest.mark.parametrize("cell", [8, 15, 16, 40, 61])
def test_no_number_is_wider_than_its_cell(cell: int) -> None:
    scene = figure(input_size=4, stride=2, cell=cell, values="1 22 333 4444;" * 4, weights="9 -99 -0.125;" * 3).scene()
    assert reading.spills(scene) == []
    for item in scene.items:
        if isinstance(item.shape, Text) and item.shape.anchor != "start":
            assert item.shape.most < cell


def test_every_word_is_on_the_page() -> None:
    from convanim.style.text_metrics import text_width

    for options in (
        {"input_size": 1, "kernel_size": 1},
        {"input_size": 12, "padding": 3},
        {"dim": 1, "kernel_size": 7},
    ):
        for cell in (2, 20, 40, 100):
            scene = figure(**options, cell=cell, theme="light").scene()
            for text, item in reading.texts(scene, 0):
                if text.anchor == "start":
                    width = text_width(text.string, text.size)
                    assert item.x + (min(width, text.most) if text.most else width) <= scene.width + 1, text
