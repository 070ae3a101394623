"""Bounds, corners and rounding that a figure hangs on, each by a number worked out by hand."""

import itertools

import pytest

from convanim import ConvanimError
from convanim.drawing import hotspots, marks
from convanim.drawing.plane import flat
from convanim.geometry.axis import Axis
from convanim.layers import matrix, scatter
from convanim.layers.layer import Layer
from convanim.layers.planar import planar
from convanim.scene.items import Style
from convanim.scene.timeline import Timeline, Walk, between, even


def test_a_hundred_million_cells_are_read_and_not_one_more() -> None:
    # 20,000 windows of 5,000 cells are a hundred million.
    Layer.of("conv", dim=1, input_size=24_999, kernel_size=5_000).refuse_absurd_counts()
    with pytest.raises(ConvanimError, match="100,020,000"):
        Layer.of("conv", dim=1, input_size=25_000, kernel_size=5_001).refuse_absurd_counts()


def test_twenty_thousand_steps_are_drawn_and_not_one_more() -> None:
    Layer.of("conv", dim=1, input_size=20_000, kernel_size=1).refuse_absurd_counts()
    with pytest.raises(ConvanimError, match="20,001"):
        Layer.of("conv", dim=1, input_size=20_001, kernel_size=1).refuse_absurd_counts()


@pytest.mark.parametrize(
    ("index", "sizes", "name"), [((9, 9), (10, 10), "w99"), ((1, 10), (11, 11), "w1,10"), ((0, 2), (11, 3), "w0,2")]
)
def test_names_of_cells_have_a_comma_where_digits_would_run_together(
    index: tuple[int, int], sizes: tuple[int, int], name: str
) -> None:
    assert matrix.symbol("w", index, sizes) == name


@pytest.mark.parametrize(("share", "place"), [(0, (2, 10)), (0.25, (3, 8)), (1, (6, 2))])
def test_what_glides_is_a_share_of_the_way(share: float, place: tuple[float, float]) -> None:
    assert between((2, 10), (6, 2), share) == place


def test_a_glide_takes_half_of_the_time_of_its_step() -> None:
    durations_ms = Timeline(Walk(3, 3, 0), even(400, 0), 0, 4).durations_ms
    assert durations_ms == [200, 50, 50, 50, 50, 200, 50, 50, 50, 50, 400]


def test_a_glide_is_over_in_a_quarter_of_a_second() -> None:
    durations_ms = Timeline(Walk(3, 3, 0), even(1000, 0), 0, 5).durations_ms
    assert durations_ms == [750, 50, 50, 50, 50, 50, 750, 50, 50, 50, 50, 50, 1000]


def test_an_arrow_ends_in_an_open_head_that_is_as_wide_on_both_sides() -> None:
    (shaft, _), (head, _) = marks.arrow([(0, 0), (10, 0)], Style(stroke="ink"), 5)
    assert shaft.outlines == (((0, 0), (10, 0)),)
    assert head.outlines == (((5, 4), (10, 0), (5, -4)),)
    assert not head.closed


def test_an_output_is_made_by_its_step_in_row_major_order() -> None:
    layer = planar(Layer.of("conv", input_size=(4, 5), kernel_size=3))
    found = {spot.name: spot.steps for spot in hotspots.output_spots(layer, flat(10))}
    assert found == {
        f"output {row}, {column}": (3 * row + column,) for row, column in itertools.product((0, 1), range(3))
    }


def test_the_border_of_an_axis_is_what_its_windows_may_cover() -> None:
    axis = Axis(4, 3, before=1, after=2, extra=1)
    assert [axis.place(position).kind for position in axis.positions] == [
        "padding", "input", "input", "input", "input", "padding", "extra",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "input_size"),
    [
        ({"kernel_size": 3}, 2),
        # Of 2 cells come 2 + 2 = 4, of which 1 is left: there is something to see.
        ({"kernel_size": 3, "padding": [(1, 2)]}, 2),
        # Now nothing is left of 2; of 4 come 6, of which 2 are left.
        ({"kernel_size": 3, "padding": [(2, 2)]}, 4),
        # 2 (n - 1) + 3 - 6 cells are left: 1 of n = 3, 3 of n = 4, so 3 is not enough.
        ({"kernel_size": 3, "stride": 2, "padding": [(3, 3)]}, 4),
    ],
)
def test_an_input_that_nobody_chose_leaves_something_of_a_transposed_convolution(
    options: dict[str, object], input_size: int
) -> None:
    assert Layer.of("transpose", dim=1, **options).input_size == (input_size,)


@pytest.mark.parametrize(("kernel_size", "half"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2)])
@pytest.mark.parametrize("operation", ["conv", "transpose"])
def test_half_padding_is_half_of_the_kernel_rounded_down(operation: str, kernel_size: int, half: int) -> None:
    # arXiv:1603.07285, section 2.3.1.
    layer = Layer.of(operation, dim=1, input_size=9, kernel_size=kernel_size, padding="half")
    assert layer.padding.sides == ((half, half),)


def test_what_a_border_counts_as_depends_on_its_mode() -> None:
    assert Layer.of("conv", padding=1).border == "zero"
    assert Layer.of("conv", padding=1, padding_mode="reflect").border == "copy"
    assert Layer.of("max-pool", padding=1).border == "−∞"


def test_stamps_reach_from_what_is_cropped_before_to_what_is_cropped_behind() -> None:
    # Rows: 3 cells spread by 2 are 5 places, and a kernel of 3 reaches 2 further: 7, from -1 on. Columns: 4 from 0 on.
    layer = Layer.of("transpose", input_size=(3, 2), kernel_size=3, stride=(2, 1), padding=(1, 0))
    assert scatter.ranges(layer) == (range(-1, 6), range(4))
