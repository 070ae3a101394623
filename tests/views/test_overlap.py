"""Overlap: the counts are what a transposed convolution makes of ones with ones, and the shades follow them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.drawing.colour_bar import MOST_LEVELS, Scale
from convanim.scene.items import Path, Scene
from convanim.style import theme
from convanim.style.number_text import Notation
from tests import engine, reading
from tests.examples import examples
from tests.views.test_scatter import LAYERS


def figure(**options: Any) -> Figure:
    try:
        return Figure.of("transpose", view="overlap", **{"cell": 40, **options})
    except ConvanimError:
        assume(False)
        raise


def counts(drawn: Figure, frame: int = -1) -> engine.Array:
    scene = drawn.scene()
    found = reading.texts(scene, range(scene.frames)[frame])
    return reading.grid(found, reading.boxes(drawn, "output"))


@settings(max_examples=examples(40))
@given(options=LAYERS)
def test_counts_are_those_of_ones_with_ones(options: dict[str, Any]) -> None:
    drawn = figure(**options)
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
    drawn = figure(input_size=4, kernel_size=3, stride=2)
    found = counts(drawn)[2:-2, 2:-2]
    # Odena, Dumoulin and Olah, "Deconvolution and Checkerboard Artifacts": 3 is no multiple of 2.
    np.testing.assert_array_equal(found[:2, :2], [[4, 2], [2, 1]])
    np.testing.assert_array_equal(found, np.tile(found[:2, :2], (3, 3))[:5, :5])
    painted = tints(drawn, drawn.scene())
    assert len({painted[row, column] for row in (2, 3) for column in (2, 3)}) == 3


def test_a_kernel_of_4_at_stride_2_is_even_inside() -> None:
    drawn = figure(input_size=4, kernel_size=4, stride=2, padding=1)
    assert set(counts(drawn)[1:-1, 1:-1].ravel()) == {4}
    painted = tints(drawn, drawn.scene())
    assert len({painted[row, column] for row in range(1, 7) for column in range(1, 7)}) == 1
    assert painted[0, 0] != painted[1, 1]


@pytest.mark.parametrize("name", theme.names())
def test_shades_can_be_told_apart_in_every_theme(name: str) -> None:
    drawn = figure(input_size=4, kernel_size=3, stride=2, theme=name)
    painted = set(tints(drawn, drawn.scene()).values())
    colours = [drawn.colours.colour(tint).rgb for tint in painted] + [drawn.colours.colours["paper"].rgb]
    assert len(colours) == 4
    for nth, one in enumerate(colours):
        for other in colours[:nth]:
            assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 15


def test_given_weights_are_summed() -> None:
    drawn = figure(input_size=4, kernel_size=4, stride=2, padding=1, weights="bilinear")
    # Weights of linear interpolation add up to 1.
    assert set(counts(drawn)[1:-1, 1:-1].ravel()) == {1}
    signed = figure(input_size=3, kernel_size=3, stride=2, weights="1 -2 3; 0 -1 2; 5 -4 1")
    weights = np.array([[1, -2, 3], [0, -1, 2], [5, -4, 1]], np.float32)
    theirs = engine.transpose(np.ones((3, 3), np.float32), weights, signed.layer)
    np.testing.assert_array_equal(counts(signed), theirs)


@pytest.mark.parametrize(("kernel_size", "input_size"), [(3, 4), (5, 5), (4, 7)])
def test_the_scale_has_a_shade_for_every_cell(kernel_size: int, input_size: int) -> None:
    drawn = figure(input_size=input_size, kernel_size=kernel_size)
    scene = drawn.scene()
    shown = counts(drawn)
    for place, tint in tints(drawn, scene).items():
        # A swatch of that colour, and beside it a number or a span that holds the cell's.
        swatches = [item for item in scene.items if item.style.fill == tint and item.start == 0 and item.y > 0]
        labels = [
            text.string
            for swatch in swatches
            for text, item in reading.texts(scene, 0)
            if text.anchor == "start" and 0 < item.x - swatch.x < 25 and abs(item.y - swatch.y) < 20
        ]
        assert any(low <= shown[place] <= high for low, high in map(_span, labels)), (place, labels)


def _span(label: str) -> tuple[float, float]:
    ends = [float(end) for end in label.split("-") if end.isdigit()]
    return (ends[0], ends[-1]) if ends else (1.0, 0.0)


@given(st.lists(st.integers(0, 400), min_size=1))
def test_more_stamps_are_never_paler(numbers: list[int]) -> None:
    scale = Scale(numbers, "output", "accent", whole=True, notation=Notation())
    shares = [float(tint.partition("@")[2] or 0) for tint in (scale.tint(number) for number in sorted(numbers))]
    assert shares == sorted(shares)
    assert all((tint == "paper") == (number == 0) for number, tint in ((n, scale.tint(n)) for n in numbers))
    assert len(scale.entries()) <= MOST_LEVELS + 1


def test_negative_sums_have_a_colour_of_their_own() -> None:
    scale = Scale([-2, 3], "output", "accent", whole=False, notation=Notation())
    assert [name for _, name in scale.entries()] == ["−2", "0", "3"]
    assert [tint.partition("@")[0] for tint, _ in scale.entries()] == ["accent", "paper", "output"]


@pytest.mark.parametrize("cell", [8, 16, 40])
def test_no_count_is_wider_than_its_cell(cell: int) -> None:
    scene = figure(input_size=12, kernel_size=11, weights="gaussian", cell=cell).scene()
    assert reading.spills(scene) == []
