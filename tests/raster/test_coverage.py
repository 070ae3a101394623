"""Masks of lines and areas, against Pillow's own polygons."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from convanim import Figure
from convanim.drawing import cells
from convanim.drawing.plane import classic
from convanim.raster import coverage, paint
from convanim.style import theme

FINE = 8
"""Pillow draws so many times as large, and is made small again: that is how much of a pixel is covered."""


def drawn_by_pillow(
    corners: tuple[tuple[float, float], ...], width: float, size: tuple[int, int]
) -> npt.NDArray[np.float64]:
    """How much of each pixel the lines around ``corners`` cover, their ends square."""
    page = Image.new("L", (size[0] * FINE, size[1] * FINE))
    pen = ImageDraw.Draw(page)
    half = width / 2
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        length = math.hypot(x1 - x0, y1 - y0)
        along, across = np.array((x1 - x0, y1 - y0)) / length * half, np.array((y0 - y1, x1 - x0)) / length * half
        start, end = np.array((x0, y0)) - along, np.array((x1, y1)) + along
        box = [start - across, end - across, end + across, start + across]
        pen.polygon([tuple((point * FINE - 0.5).tolist()) for point in box], fill=255)
    return np.asarray(page.resize(size, Image.Resampling.BOX)) / 255


@pytest.mark.parametrize("cell", [2, 40, 294, 295, 300, 301, 640, 1000])
@pytest.mark.parametrize("units", [0.04, 0.11])
def test_the_lines_around_a_cell_of_any_size_are_those_that_pillow_draws(cell: int, units: float) -> None:
    width = max(units * cell, min(0.8, 0.1 * cell))
    margin = math.ceil(width) + 2
    (corners,) = cells.shape(classic(cell), [0], [0]).outlines
    left, top = (math.floor(min(each)) - margin for each in zip(*corners, strict=True))
    moved = tuple((x - left, y - top) for x, y in corners)
    wide, high = (math.ceil(max(each)) + margin for each in zip(*moved, strict=True))
    mask = coverage.outline((moved,), width, 0)
    assert mask.x.min() >= 0
    assert mask.y.min() >= 0
    ours = np.zeros((high, wide))
    ours[mask.y, mask.x] = mask.cover / 256
    theirs = drawn_by_pillow(moved, width, (wide, high))
    # Smooth edges have few steps, and a corner is the darker of two lines, not both.
    assert abs(ours.sum() - theirs.sum()) < 0.05 * theirs.sum() + 4
    assert (np.abs(ours - theirs) > 0.5).sum() <= 16


@pytest.mark.parametrize("cell", [2, 295, 300, 1000])
def test_cells_of_every_size_that_is_taken_draw(cell: int) -> None:
    picture = Figure.of("conv", input_size=1, kernel_size=1, cell=cell, labels=False).picture()
    (frame,) = paint.frames(picture.scene, theme.load("classic"))
    assert len(frame.pixels) == picture.scene.width * picture.scene.height
