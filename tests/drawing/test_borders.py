"""Borders of copies: indices, rings and links of the flat view, judged by numpy.pad."""

from typing import Any

import numpy as np
import pytest

from convanim import Figure
from convanim.scene.items import Path
from tests import reading, text_boxes

NUMPYS: dict[str, Any] = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}
SHAPES = [
    {"input_size": 5, "kernel_size": 3, "padding": "2:1x1:2"},
    {"input_size": (4, 6), "kernel_size": (2, 5), "padding": "1x2", "stride": 2},
    {"input_size": 5, "kernel_size": 2, "dilation": 3, "padding": 3},
]


def padded(figure: Figure, mode: str) -> tuple["np.ndarray[Any, Any]", "np.ndarray[Any, Any]"]:
    """Of rows and columns, the index of the input at each position."""
    rows, columns = (
        np.pad(np.arange(size), sides, NUMPYS[mode])
        for size, sides in zip(figure.plane.input_size, figure.plane.padding.sides, strict=True)
    )
    return rows, columns


@pytest.mark.parametrize("mode", NUMPYS)
@pytest.mark.parametrize("options", SHAPES)
def test_indices_are_those_that_numpy_pads_with(mode: str, options: dict[str, Any]) -> None:
    figure = Figure.of("conv", view="flat", theme="light", padding_mode=mode, cell=40, **options)
    scene, first = figure.scene(), reading.boxes(figure, "input")[0, 0]
    (top, _), (left, _) = figure.plane.padding.sides
    edge_x, edge_y = first[0] - 40 * left, first[1] - 40 * top
    rows, columns = padded(figure, mode)
    indices = [(item, text.string) for text, item in reading.texts(scene, 0) if text.size == 11]
    above = sorted((item.x, string) for item, string in indices if edge_y - 20 < item.y < edge_y and item.x > edge_x)
    beside = sorted((item.y, string) for item, string in indices if edge_x - 20 < item.x < edge_x and string.isdigit())
    assert [int(string) for _, string in above] == list(columns)
    assert [int(string) for _, string in beside] == list(rows)


def centres(item: Any) -> set[tuple[float, float]]:
    return {(item.x + sum(x for x, _ in box) / 4, item.y + sum(y for _, y in box) / 4) for box in item.shape.outlines}


@pytest.mark.parametrize("mode", NUMPYS)
@pytest.mark.parametrize("options", SHAPES)
@pytest.mark.parametrize("labels", [True, False])
def test_the_cells_that_a_window_copies_are_ringed(mode: str, options: dict[str, Any], labels: bool) -> None:
    figure = Figure.of("conv", view="flat", theme="light", padding_mode=mode, cell=40, labels=labels, **options)
    scene, boxes, plane = figure.scene(), reading.boxes(figure, "input"), figure.plane
    rows, columns = padded(figure, mode)
    (top, _), (left, _) = plane.padding.sides
    down, across = (range(0, d * k, d) for d, k in zip(plane.dilation, plane.kernel_size, strict=True))
    for step, frame in enumerate(scene.stills):
        row, column = divmod(step, plane.output_size[1])
        corner = row * plane.stride[0], column * plane.stride[1]
        expected = set()
        for i in down:
            for j in across:
                at = corner[0] + i, corner[1] + j
                source = int(rows[at[0]]), int(columns[at[1]])
                if source != (at[0] - top, at[1] - left):
                    x0, y0, x1, y1 = boxes[source]
                    expected.add(((x0 + x1) / 2, (y0 + y1) / 2))
        drawn = [
            item
            for item in scene.items
            if isinstance(item.shape, Path)
            and item.shape.closed
            and item.style.stroke == "input_text"
            and item.start <= frame < item.stop
        ]
        found = set().union(*(centres(item) for item in drawn))
        assert {(round(x, 3), round(y, 3)) for x, y in found} == {(round(x, 3), round(y, 3)) for x, y in expected}


@pytest.mark.parametrize("mode", NUMPYS)
def test_links_stay_outside_of_the_cells_and_end_at_copies_that_are_read(mode: str) -> None:
    figure = Figure.of("conv", view="flat", theme="light", padding_mode=mode, cell=40, input_size=5, padding=2)
    scene, first = figure.scene(), reading.boxes(figure, "input")[0, 0]
    edge_x, edge_y = first[0] - 80, first[1] - 80
    for step, frame in enumerate(scene.stills):
        row, column = divmod(step, 7)
        links = [
            item
            for item in scene.items
            if isinstance(item.shape, Path)
            and not item.shape.closed
            and item.style.stroke == "input_text"
            and item.start <= frame < item.stop
        ]
        # Windows of three at 0 to 6: those at 2, 3 and 4 read no border along their axis.
        assert len(links) == (row not in (2, 3, 4)) + (column not in (2, 3, 4))
        for item in links:
            assert isinstance(item.shape, Path)
            for line in item.shape.outlines:
                assert all(x < edge_x or y < edge_y for x, y in line)


@pytest.mark.parametrize(
    "options", [*SHAPES, {"input_size": 2, "padding": 1}, {"input_size": 3, "padding": 1, "dim": 1}]
)
@pytest.mark.parametrize("mode", NUMPYS)
@pytest.mark.parametrize(("cell", "lang"), [(None, "en"), (30, "zh"), (60, "en"), (16, "en")])
def test_no_two_texts_overlap_and_none_leaves_the_page(
    mode: str, options: dict[str, Any], cell: int | None, lang: str
) -> None:
    figure = Figure.of("conv", view="flat", theme="light", padding_mode=mode, cell=cell, lang=lang, **options)
    scene = figure.scene()
    for frame in (scene.stills[0], scene.stills[-1]):
        assert text_boxes.outside(scene, frame) == []
        assert text_boxes.overlaps(scene, frame) == []


def test_what_the_indices_mean_is_said() -> None:
    scene = Figure.of("conv", view="flat", theme="light", padding=1, padding_mode="reflect").scene()
    written = {text.string for text, _ in reading.texts(scene, 0)}
    assert {"row", "column", "ringed: the cells copied in this step", "border: mirrored copies, padding 1"} <= written
    plain = Figure.of("conv", view="flat", theme="light", padding=1).scene()
    assert not written & {"row", "column"} & {text.string for text, _ in reading.texts(plain, 0)}
