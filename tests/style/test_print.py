"""The theme for paper: roles differ by texture, on a grey printer and on a copier that knows only black and white.

The judge looks at painted pixels alone: how much of an area is black, how far a black spot reaches, how dark its ground
is.
"""

import itertools
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from convanim import Figure
from convanim.drawing.plane import flat
from convanim.drawing.textures import textured
from convanim.raster import paint
from convanim.scene.items import Item, Scene, Style, Text
from convanim.scene.items import Path as Outlines
from convanim.style import theme, tints
from tests import reading

Grey = npt.NDArray[np.float64]
PRINT = theme.load("print")
SIDE = 80
"""Pixels of an area."""


class Seen(NamedTuple):
    """What a reader sees of an area."""

    ground: float
    """The brightness of most of it, from 0 to 1."""
    black: float
    """The share of black pixels on a copy."""
    reach: int
    """Pixels across the largest black spot."""


def seen(grey: Grey) -> Seen:
    copied = grey < 0.5
    return Seen(float(np.median(grey)), float(copied.mean()), reach(copied))


def reach(black: npt.NDArray[np.bool_]) -> int:
    """The width of the widest spot of black pixels that touch, corners included."""
    left, widest = {(int(y), int(x)) for y, x in zip(*np.nonzero(black), strict=True)}, 0
    while left:
        spot, waiting = [], [left.pop()]
        while waiting:
            y, x = waiting.pop()
            spot.append(x)
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            waiting += near
        widest = max(widest, max(spot) - min(spot) + 1)
    return widest


def painted(items: list[Item], width: int, height: int = SIDE) -> Grey:
    """Brightness of the pixels, as a grey printer has it (ITU-R BT.601)."""
    scene = Scene(width, height, list(textured(items, PRINT, 1.0)), [100], [0])
    (frame,) = paint.frames(scene, PRINT)
    pixels = frame.pixels.reshape(height, width).astype(np.uint32)
    return np.asarray((0.299 * (pixels >> 16) + 0.587 * (pixels >> 8 & 255) + 0.114 * (pixels & 255)) / 255, np.float64)


def area(role: str) -> Seen:
    whole = Outlines((flat(SIDE).block(0, 0),))
    return seen(painted([Item(whole, 0, 0, Style(fill=role), 0, 1)], SIDE)[4:-4, 4:-4])


def test_what_an_area_is_is_told_by_its_texture() -> None:
    paper, input_, output, contribution, kernel = map(area, ("padding", "input", "output", "contribution", "kernel"))
    assert paper == Seen(1.0, 0.0, 0)
    assert input_.ground < 0.9 < paper.ground
    assert input_.reach == 0, "the input is flat"
    # A hatch: long lines. That of what is finished is closer.
    assert output.reach > 20
    assert contribution.reach > 20
    assert output.black > 1.5 * contribution.black > 0.05
    copy = area("copy")
    assert copy.reach == SIDE - 8, "level lines"
    assert copy.black < 0.16
    # Dots: spots that reach nowhere.
    assert 1 <= kernel.reach <= 4
    assert kernel.black > 0.02


def test_rows_of_a_kernel_differ_in_how_many_dots_they_have() -> None:
    rows = [area(tints.kernel_row(row, 3)) for row in range(3)]
    assert all(row.reach <= 5 for row in rows)
    assert all(1.4 * pale.black < deep.black for pale, deep in itertools.pairwise(rows))


def test_the_window_is_two_lines() -> None:
    outline = Outlines((flat(40).block(0, 0),))
    items = [Item(outline, 20.5, 20.5, Style(fill="shade", stroke="accent", width=3.0), 0, 1)]
    across = painted(items, SIDE)[40] < 0.5
    # Black, white, black at the left side; the same at the right one.
    assert np.count_nonzero(np.diff(across.astype(int)) == 1) == 4


@pytest.mark.parametrize("plane", [(1.0, 0.0, 0.0, 1.0), (1.0, -0.5, 0.7, 0.65)])
def test_the_hatch_runs_on_from_cell_to_cell(plane: tuple[float, float, float, float]) -> None:
    ax, ay, bx, by = (40 * each for each in plane)

    def cell(row: int, column: int, rows: int = 1, columns: int = 1) -> Item:
        corners = ((row, column), (row, column + columns), (row + rows, column + columns), (row + rows, column))
        outline = tuple((c * ax + r * bx + 5, c * ay + r * by + 60) for r, c in corners)
        return Item(Outlines((outline,)), 0, 0, Style(fill="output"), 0, 1)

    whole = painted([cell(0, 0, 2, 2)], 160, 160)
    cells = painted([cell(row, column) for row in range(2) for column in range(2)], 160, 160)
    assert np.abs(whole - cells).mean() < 0.02
    assert np.mean(whole < 0.7) > 0.02


def test_a_number_on_a_texture_stands_on_a_plate_as_long_as_there_is_one() -> None:
    cell = Outlines((flat(40).block(0, 0),))
    items = [
        Item(cell, 0, 0, Style(fill="output"), 3, 9),
        Item(cell, 0, 0, Style(fill="input"), 6, 9),
        Item(Text("8", 16, "middle", 35.2), 20, 26, Style(fill="ink"), 0, 9),
    ]
    made = list(textured(items, PRINT, 1.0))
    plates = [item for item in made if item.style.fill == "paper"]
    assert [(item.start, item.stop) for item in plates] == [(3, 6)]
    assert made.index(plates[0]) == len(made) - 2, "right under the number"
    grey = painted([item._replace(start=0, stop=1) for item in items[:1] + items[2:]], 40, 40)
    # The hatch would cross the digit; on the plate all around it is white.
    assert grey[20, 12:28][[0, -1]].min() == 1.0


def test_themes_that_rest_on_colour_draw_nothing_more() -> None:
    items = [Item(Outlines((flat(40).block(0, 0),)), 0, 0, Style(fill="output", stroke="accent", width=3), 0, 1)]
    assert list(textured(items, theme.load("light"), 1.0)) == items


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs pdftoppm")
def test_a_copy_of_the_printed_page_tells_output_kernel_and_input_apart(tmp_path: Path) -> None:
    figure = Figure.of("conv", view="flat", input_size=4, padding=1, theme="print", still="last")
    figure.save(tmp_path / "f.pdf")
    dots = 288  # Four pixels of the printer for each pixel of the figure, 72 of which are an inch.
    command = ["pdftoppm", "-gray", "-r", str(dots), "-singlefile", str(tmp_path / "f.pdf"), str(tmp_path / "f")]
    subprocess.run(command, check=True, timeout=60)
    page = np.asarray(Image.open(tmp_path / "f.pgm"), np.float64) / 255
    scale = page.shape[1] / figure.scene().width

    def corner(box: reading.Box) -> Seen:
        """The upper left part of a cell, in which no number is."""
        left, top, right, bottom = box
        inset, part = 4, 0.3
        rows = slice(round((top + inset) * scale), round((top + part * (bottom - top)) * scale))
        return seen(page[rows, round((left + inset) * scale) : round((right - inset) * scale)])

    output, input_ = (corner(reading.boxes(figure, kind)[0, 0]) for kind in ("output", "input"))
    assert output.black > 0.08
    assert output.reach > 15
    assert input_.black == 0
    assert input_.ground < 0.9


@pytest.mark.parametrize("suffix", ["gif", "svg"])
def test_textures_cost_little(suffix: str, tmp_path: Path) -> None:
    sizes = []
    for name in ("light", "print"):
        Figure.of("conv", input_size=4, padding=1, theme=name, legend=False).save(tmp_path / f"{name}.{suffix}")
        sizes.append((tmp_path / f"{name}.{suffix}").stat().st_size)
    assert sizes[1] < 1.5 * sizes[0]
