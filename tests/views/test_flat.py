"""The view of numbers: what stands in which cell at which step, against the engine."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convanim import Figure
from convanim.scene.items import Item, Scene, Text
from convanim.style.number_text import Notation
from tests import engine, reading
from tests.examples import examples
from tests.geometry.test_geometry import sizes


def texts(scene: Scene, frame: int) -> list[str]:
    return [
        item.shape.string for item in scene.items if isinstance(item.shape, Text) and item.start <= frame < item.stop
    ]


def results(scene: Scene, frame: int, output_x: float) -> list[str]:
    """The numbers in the output's cells, in reading order."""
    found = [
        item
        for item in scene.items
        if isinstance(item.shape, Text) and item.start <= frame < item.stop and item.x > output_x and in_cell(item)
    ]
    return [
        item.shape.string for item in sorted(found, key=lambda item: (item.y, item.x)) if isinstance(item.shape, Text)
    ]


def in_cell(item: Item) -> bool:
    """Whether it is a digit of a cell of 40 pixels, and no number of a sum."""
    return isinstance(item.shape, Text) and item.shape.anchor == "middle" and 0 < item.shape.most < 40


JUDGES = {"conv": engine.conv, "transpose": engine.transpose}


@settings(max_examples=examples(40))
@given(
    operation=st.sampled_from(["conv", "transpose"]),
    input_size=sizes(2, 4),
    kernel_size=sizes(1, 2),
    stride=sizes(1, 2),
    padding=sizes(0, 1),
    seed=st.integers(0, 9),
)
def test_results_appear_step_by_step_and_are_the_engine_s(
    operation: str, seed: int, **options: tuple[int, int]
) -> None:
    from convanim import ConvanimError

    try:
        figure = Figure.of(operation, **options, view="flat", seed=seed, cell=40)
    except ConvanimError:
        return
    scene = figure.scene()
    found = figure.subject.numbers()
    assert found.weights is not None
    theirs = JUDGES[operation](engine.array(found.input), engine.array(found.weights), figure.layer).ravel()
    spots = [spot for spot in figure.spots() if spot.name.startswith("output")]
    output_x = min(x for spot in spots for x, _ in spot.outline)
    assert results(scene, scene.stills[0] - 1, output_x) == []
    for step, frame in enumerate(scene.stills):
        assert results(scene, frame, output_x) == [Notation().write(float(each)) for each in theirs[: step + 1]]
        products_, returned = reading.written_sum(scene, frame).split(" = ")
        products = products_.split(" + ")
        assert returned == Notation().write(float(theirs[step]))
        assert len(products) == math.prod(figure.layer.kernel_size)
        pairs = (product.replace("−", "-").replace("(", "").replace(")", "").split("·") for product in products)
        assert sum(float(value) * float(weight) for value, weight in pairs) == theirs[step]


def test_the_sum_is_written_out() -> None:
    figure = Figure.of("conv", view="flat", input_size=2, kernel_size=2, values="1 0; 2 -3", weights="3 2; 1 5")
    scene = figure.scene()
    # By hand: 1·3 + 0·2 + 2·1 + (−3)·5 = −10.
    assert reading.written_sum(scene, scene.stills[0]) == "1·3 + 0·2 + 2·1 + −3·5 = −10"


def test_pooling_is_written_out() -> None:
    values = "1 4; 2 3"
    largest = Figure.of("max-pool", view="flat", input_size=2, values=values).scene()
    assert reading.written_sum(largest, largest.stills[0]) == "max(1, 4, 2, 3) = 4"
    mean = Figure.of("avg-pool", view="flat", input_size=2, values=values).scene()
    assert reading.written_sum(mean, mean.stills[0]) == "(1 + 4 + 2 + 3) / 4 = 2.5"


def test_the_largest_cell_is_marked() -> None:
    figure = Figure.of("max-pool", view="flat", input_size=2, values="1 4; 2 3", labels=False)
    scene = figure.scene()
    spot = next(spot for spot in figure.spots() if spot.name == "input 0, 1")
    # It keeps the colour that it has in the output.
    won = [(item.x, item.y) for item in scene.items if item.style.fill == "output" and item.stop >= scene.frames]
    assert spot.outline[0] in won
    losers = next(item for item in scene.items if item.style.fill == "wash")
    assert len(losers.shape.outlines) == 3  # type: ignore[union-attr]  # areas


def test_the_border_shows_what_it_counts_as() -> None:
    def border(operation: str, **options: object) -> set[str]:
        sizes = {"input_size": 2, "kernel_size": 2, "padding": 1, "cell": 40, "labels": False}
        figure = Figure.of(operation, view="flat", values="5 6; 7 8", **sizes, **options)
        scene = figure.scene()
        ends = max(x for spot in figure.spots() if spot.kind != "output" for x, _ in spot.outline if spot.kind)
        shown = [item for item in scene.items if in_cell(item) and item.start == 0 and item.x < ends]
        return {item.shape.string for item in shown if isinstance(item.shape, Text)} - {"5", "6", "7", "8"}

    assert border("max-pool", stride=1) == {"−∞"}
    assert border("avg-pool", stride=1) == {"0"}
    assert border("avg-pool", stride=1, count_include_pad=False) == set()
    assert border("conv", padding_mode="replicate", weights="ones") == set(), "copies are numbers of the input"


@pytest.mark.parametrize("size", [2, 12, 40])
def test_letters_go_before_cells_do(size: int) -> None:
    figure = Figure.of("conv", view="flat", input_size=size, kernel_size=2, stride=2, labels=False)
    for item in figure.scene().items:
        if isinstance(item.shape, Text):
            assert item.shape.size >= 6
            assert item.shape.size <= 24 * max(1, figure.cell_px / 40)


@pytest.mark.parametrize(
    ("size", "options", "shaded"),
    [(5, {}, False), (5, {"shade": True}, True), (14, {}, True), (14, {"shade": False}, False)],
)
def test_cells_are_greys_where_numbers_have_no_room_or_are_not_wanted(
    size: int, options: dict[str, bool], shaded: bool
) -> None:
    figure = Figure.of("conv", view="flat", input_size=size, labels=False, **options)
    scene = figure.scene()
    greys = {item.style.fill for item in scene.items if (item.style.fill or "").startswith("black>white")}
    assert bool(greys) == shaded
    input_x = max(x for spot in figure.spots() if spot.name.startswith("input") for x, _ in spot.outline)
    digits = [item for item in scene.items if isinstance(item.shape, Text) and item.x < input_x]
    assert bool(digits) != shaded
