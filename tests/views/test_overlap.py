"""Overlap: the counts are what a transposed convolution makes of ones with ones, and the tints follow them."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.errors import IdleOptionError
from convanim.layers.layer import Layer
from convanim.scene.items import Path, Scene
from convanim.style import theme
from convanim.views.overlap.ramp import MOST_SWATCHES, Ramp
from tests import engine, reading, text_boxes
from tests.examples import examples
from tests.views.test_scatter import LAYERS, smallest, words


def figure(**options: Any) -> Figure:
    try:
        return Figure.of("transpose", view="overlap", **{"cell": 40, "theme": "light", **options})
    except ConvanimError:
        assume(False)
        raise


def counts(drawn: Figure, frame: int = -1) -> engine.Array:
    scene = drawn.scene()
    found = reading.texts(scene, range(scene.frames)[frame])
    return reading.grid(found, reading.boxes(drawn, "output"))


def of_ones(layer: Layer) -> engine.Array:
    """What the engine makes of ones with ones."""
    return engine.transpose(np.ones(layer.input_size, np.float32), np.ones(layer.kernel_size, np.float32), layer)


@settings(max_examples=examples(40))
@given(options=LAYERS)
def test_counts_are_those_of_ones_with_ones(options: dict[str, Any]) -> None:
    drawn = figure(**options, numbers=True)
    scene, cells = drawn.scene(), reading.boxes(drawn, "output")
    ones = np.ones(drawn.layer.input_size, np.float32), np.ones(drawn.layer.kernel_size, np.float32)
    for step, frame in enumerate(scene.stills):
        theirs = engine.transpose(reading.first(ones[0], step + 1), ones[1], drawn.layer)
        np.testing.assert_array_equal(reading.grid(reading.texts(scene, frame), cells), theirs)


def tints(drawn: Figure, scene: Scene) -> dict[tuple[int, int], str]:
    """The colour that each output cell ends with."""
    corners = {box[:2]: place for place, box in reading.boxes(drawn, "output").items()}
    found = dict.fromkeys(corners.values(), "paper")
    for item in scene.items:
        if isinstance(item.shape, Path) and item.style.fill and 0 < item.start < scene.frames <= item.stop:
            for outline in item.shape.outlines:
                if outline[0] in corners:
                    found[corners[outline[0]]] = item.style.fill
    return found


def test_a_kernel_of_3_at_stride_2_makes_a_checkerboard() -> None:
    drawn = figure(input_size=4, kernel_size=3, stride=2, numbers=True)
    found = counts(drawn)[2:-2, 2:-2]
    # Odena, Dumoulin and Olah, "Deconvolution and Checkerboard Artifacts": 3 is no multiple of 2.
    np.testing.assert_array_equal(found[:2, :2], [[4, 2], [2, 1]])
    np.testing.assert_array_equal(found, np.tile(found[:2, :2], (3, 3))[:5, :5])
    painted = tints(drawn, drawn.scene())
    assert [painted[2, 2], painted[2, 3], painted[3, 3]] == ["stamps_4", "stamps_2", "stamps_1"]


def test_a_kernel_of_4_at_stride_2_is_even_inside() -> None:
    drawn = figure(input_size=4, kernel_size=4, stride=2, padding=1, numbers=True)
    assert set(counts(drawn)[1:-1, 1:-1].ravel()) == {4}
    painted = tints(drawn, drawn.scene())
    assert len({painted[row, column] for row in range(1, 7) for column in range(1, 7)}) == 1
    assert painted[0, 0] != painted[1, 1]


def beside_first(drawn: Figure, scene: Scene, shape: tuple[int, ...]) -> engine.Array:
    """The numbers right of the first map, in reading order."""
    boxes = reading.boxes(drawn, "output").values()
    right = max(box[2] for box in boxes)
    found = [
        (item.y, item.x, reading.number(text.string))
        for text, item in reading.texts(scene, scene.frames - 1)
        if text.anchor == "middle" and item.x > right
    ]
    return np.array([number for _, _, number in sorted(found)], np.float32).reshape(shape)


@pytest.mark.parametrize("padding", [0, 1, "same"])
def test_beside_it_stands_the_map_of_another_kernel(padding: object) -> None:
    drawn = figure(input_size=4, kernel_size=3, stride=2, padding=padding, beside=4, numbers=True)
    other = Layer.of("transpose", input_size=4, kernel_size=4, stride=2, padding=padding)
    theirs = of_ones(other)
    np.testing.assert_array_equal(beside_first(drawn, drawn.scene(), theirs.shape), theirs)
    np.testing.assert_array_equal(counts(drawn), of_ones(drawn.layer))
    told = words(drawn.scene(), 0)
    assert {"Kernel 3 × 3", "covered unevenly", "Kernel 4 × 4", "covered evenly inside"} <= set(told)
    assert drawn.alt.endswith("Beside it stands the same with a kernel of 4 × 4.")
    assert "--beside 4" in drawn.command


def test_beside_works_along_a_line() -> None:
    drawn = figure(dim=1, input_size=6, kernel_size=3, stride=2, beside=4, numbers=True)
    theirs = of_ones(Layer.of("transpose", dim=1, input_size=6, kernel_size=4, stride=2))
    np.testing.assert_array_equal(beside_first(drawn, drawn.scene(), theirs.shape), theirs)


def test_another_kernel_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ConvanimError, match="beside: 3 × 3 is the kernel of the figure itself"):
        figure(kernel_size=3, beside=3).scene()
    with pytest.raises(ConvanimError, match=r"beside: .*padding 4 crops all of the output"):
        figure(input_size=4, kernel_size=7, padding=4, beside=2).scene()
    with pytest.raises(IdleOptionError, match="beside has no effect in the view scatter"):
        Figure.of("transpose", view="scatter", beside=4)
    with pytest.raises(ConvanimError, match="weights: there are 3 × 3 numbers, but the layer takes 4 × 4"):
        figure(kernel_size=3, beside=4, weights="1 2 3; 4 5 6; 7 8 9").scene()


@settings(max_examples=examples(60))
@given(kernel_size=st.integers(1, 5), stride=st.integers(1, 4), dilation=st.integers(1, 3), across=st.booleans())
def test_even_is_what_the_engine_makes_even(across: bool, **sizes: int) -> None:
    options = {name: f"1x{size}" if across else f"{size}x1" for name, size in {"input_size": 16, **sizes}.items()}
    drawn = figure(**options)
    whole = of_ones(drawn.layer).ravel()
    reach = sizes["dilation"] * (sizes["kernel_size"] - 1)
    inside = set(whole[reach : len(whole) - reach])
    expected = (
        "covered evenly"
        if len(set(whole)) == 1
        else "covered evenly inside"
        if len(inside) == 1
        else "covered unevenly"
    )
    told = words(drawn.scene(), 0)
    assert expected in told, (whole, told)


@pytest.mark.parametrize(
    "options",
    [
        {"input_size": 5, "kernel_size": 3, "stride": 2},
        {"input_size": 6, "kernel_size": 4, "stride": 3, "dilation": 2, "padding": 2},
        {"input_size": 4, "kernel_size": 1, "stride": 2, "output_padding": 1},
    ],
)
def test_bars_count_the_stamps_along_a_row(options: dict[str, Any]) -> None:
    drawn = figure(**options)
    scene, boxes = drawn.scene(), reading.boxes(drawn, "output")
    foot = max(box[3] for box in boxes.values())
    below = [(item.x, text.string) for text, item in reading.texts(scene, 0) if text.size == 11 and item.y > foot]
    theirs = of_ones(Layer.of("transpose", dim=1, **options)).ravel()
    assert [int(string) for _, string in sorted(below)] == list(theirs)


def test_an_output_that_no_stamp_reaches_is_drawn() -> None:
    # Padding crops the two stamps, and all that is left is output padding.
    drawn = figure(input_size="1x2", kernel_size=1, stride="1x3", padding="0x2", output_padding="0x1", numbers=True)
    assert not of_ones(drawn.layer).any()
    assert not counts(drawn).any()


def test_the_words_of_the_checkerboard() -> None:
    told = " ".join(words(figure(input_size=5, kernel_size=3, stride=2, beside=4, cell=26).scene(), 0))
    for line in (
        "Where stamps overlap: the checkerboard",
        "Transposed convolution · input 5 × 5 · stride 2 · padding 0 · how many stamps fall on each output cell",
        "output 11 × 11: 11 = (5 − 1)·2 + 3 − 2·0",
        "output 12 × 12: 12 = (5 − 1)·2 + 4 − 2·0",
        "Stride 2 does not go into 3: neighbours get 1, 2 or 4 stamps.",
        "Stride 2 goes into 4: inside, each cell gets 4 stamps.",
        "4 = 2 · 2 = stamps along its row · stamps along its column; the bars count them along one row",
    ):
        assert line in told, line
    assert "the checkerboard" not in " ".join(words(figure(kernel_size=2, stride=2).scene(), 0))


@pytest.mark.parametrize("name", theme.names())
def test_tints_can_be_told_apart_in_every_theme(name: str) -> None:
    drawn = figure(input_size=4, kernel_size=3, stride=2, theme=name)
    painted = set(tints(drawn, drawn.scene()).values())
    colours = sorted(
        (drawn.colours.colour(tint) for tint in painted | {"paper"}), key=lambda each: each.contrast(PAPER)
    )
    assert len(colours) == 4
    for one, other in itertools.pairwise(colours):
        assert one.contrast(other) >= 1.25
    most, least = drawn.colours.colour("stamps_4"), drawn.colours.colour("stamps_1")
    assert most.contrast(least) >= 5, "one stamp and four are seen apart across a room"


PAPER = theme.load("light").colours["paper"]


def test_given_weights_are_summed() -> None:
    drawn = figure(input_size=4, kernel_size=4, stride=2, padding=1, weights="bilinear", numbers=True)
    # Weights of linear interpolation add up to 1.
    assert set(counts(drawn)[1:-1, 1:-1].ravel()) == {1}
    assert "covered evenly inside" in words(drawn.scene(), 0)
    signed = figure(input_size=3, kernel_size=3, stride=2, weights="1 -2 3; 0 -1 2; 5 -4 1", numbers=True)
    weights = np.array([[1, -2, 3], [0, -1, 2], [5, -4, 1]], np.float32)
    theirs = engine.transpose(np.ones((3, 3), np.float32), weights, signed.layer)
    np.testing.assert_array_equal(counts(signed), theirs)
    assert "covered unevenly" in words(signed.scene(), 0)


@given(st.lists(st.integers(0, 400), min_size=1))
def test_more_stamps_are_never_paler(numbers: list[int]) -> None:
    ramp, light = Ramp(numbers, whole=True), theme.load("light")
    seen = [light.colour(ramp.tint(number)).contrast(PAPER) for number in sorted(set(numbers))]
    assert seen == sorted(seen)
    assert all((ramp.tint(number) == "paper") == (number == 0) for number in numbers)
    assert not max(numbers) or ramp.tint(max(numbers)) == "stamps_4"
    swatches = ramp.swatches()
    assert len(swatches) <= MOST_SWATCHES and swatches[0] == 0 and swatches[-1] == (max(numbers) or 1)


def test_negative_sums_have_a_colour_of_their_own() -> None:
    ramp = Ramp([-2, 3], whole=False)
    assert ramp.swatches() == [-2, 0, 3]
    assert ramp.tint(-2).startswith("accent") and ramp.tint(0) == "paper" and ramp.tint(3) == "stamps_4"


@pytest.mark.parametrize("cell", [8, 16, 40])
def test_no_count_is_wider_than_its_cell(cell: int) -> None:
    scene = figure(input_size=12, kernel_size=11, weights="gaussian", cell=cell, numbers=True).scene()
    assert reading.spills(scene) == []


LAYOUTS: list[dict[str, Any]] = [
    {"input_size": 1, "kernel_size": 1},
    {"input_size": 5, "stride": 2, "beside": 4},
    {"input_size": 8, "kernel_size": 5, "stride": 2, "padding": 1},
    {"input_size": 24, "stride": 2},
    {"kernel_size": 2, "stride": 3, "output_padding": 1},
    {"input_size": 3, "kernel_size": 2, "stride": 2, "dilation": 2},
    {"input_size": 6, "kernel_size": 5, "padding": 2, "weights": "gaussian"},
    {"dim": 1, "input_size": 8, "stride": 2, "beside": 4},
    {"input_size": "2x6", "kernel_size": "2x3", "stride": "1x2", "padding": "0:1"},
]


@pytest.mark.parametrize("options", LAYOUTS)
@pytest.mark.parametrize(
    "look", [{"cell": None}, {"cell": 2}, {"cell": 16}, {"cell": 80}, {"lang": "zh", "cell": None}]
)
def test_words_stand_apart_on_the_page(options: dict[str, Any], look: dict[str, Any]) -> None:
    scene = figure(**{**options, **look}).scene()
    some = scene.stills[:: max(1, len(scene.stills) // 4)]
    for frame in {0, *some, scene.frames - 1}:
        assert text_boxes.overlaps(scene, frame) == []
        assert text_boxes.outside(scene, frame) == []


@pytest.mark.parametrize("options", LAYOUTS)
def test_letters_are_large_enough_where_nobody_chose_otherwise(options: dict[str, Any]) -> None:
    scene = Figure.of("transpose", view="overlap", theme="light", **options).scene()
    assert smallest(scene) >= 11
    assert scene.width <= 1000
