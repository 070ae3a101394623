"""Outlines as the data of SVG paths, in few characters."""

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache

from convanim.exporters._svg_markup import number
from convanim.scene.items import Path, Point

Outline = tuple[Point, ...]


@lru_cache(maxsize=64)
def path_data(shape: Path, lines: tuple[Outline, ...] = ()) -> str:
    """The data of a path whose first corner is at (0, 0), and of more lines of two points."""
    areas, own_lines = _sheet(shape)
    data = ["m0 0"]
    here: tuple[int, int] | None = None
    for outline, closed in [(area, shape.closed) for area in areas] + [(line, False) for line in own_lines + lines]:
        # The way from one rounded place to the next, so that errors do not add up.
        points = [(hundredths(x), hundredths(y)) for x, y in outline]
        if here is not None:
            if len(points) == 2 and math.dist(here, points[1]) < math.dist(here, points[0]):
                points.reverse()  # A line looks the same from both ends, and the way is shorter.
            data.append("m" + pair(points[0][0] - here[0], points[0][1] - here[1]))
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            step = pair(x1 - x0, y1 - y0)
            data.append(step if step.startswith("-") else f" {step}")
        data += ["z"] if closed else []
        here = points[0] if closed else points[-1]
    return "".join(data)


def _sheet(shape: Path) -> tuple[tuple[Outline, ...], tuple[Outline, ...]]:
    """One area and the lines in it, for cells that fill it without a gap; else the outlines as they are."""
    cells = shape.outlines
    as_they_are = cells, ()
    if not shape.closed or len(cells) == 1 or any(len(cell) != 4 for cell in cells):
        return as_they_are
    (x, y), (x1, y1), _, (x3, y3) = cells[0]
    right_x, right_y, down_x, down_y = x1 - x, y1 - y, x3 - x, y3 - y

    def corner(column: int, row: int) -> Point:
        return x + column * right_x + row * down_x, y + column * right_y + row * down_y

    size = right_x * down_y - right_y * down_x
    across = max(((cell[0][0] - x) * down_y - (cell[0][1] - y) * down_x for cell in cells), default=0)
    wide = round(across / size) + 1 if size else 1
    high = len(cells) // wide if wide > 0 else 0
    whole = [
        (corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1))
        for row in range(high)
        for column in range(wide)
    ]
    if not _same(cells, whole):
        return as_they_are
    area = corner(0, 0), corner(wide, 0), corner(wide, high), corner(0, high)
    between_rows = tuple((corner(0, row), corner(wide, row)) for row in range(1, high))
    between_columns = tuple((corner(column, 0), corner(column, high)) for column in range(1, wide))
    return (area,), between_rows + between_columns


def _same(some: Sequence[Outline], others: Sequence[Outline]) -> bool:
    """Whether outlines fall on each other, but for what can be seen."""
    return len(some) == len(others) and all(
        math.dist(point, other) < 0.01
        for outline, its_other in zip(some, others, strict=True)
        for point, other in zip(outline, its_other, strict=True)
    )


def hundredths(value: float) -> int:
    return round(value * 100)


def pair(across: int, down: int) -> str:
    """Two numbers from hundredths; a sign parts them as well as a space does."""
    first, second = number(across / 100), number(down / 100)
    return first + (second if second.startswith("-") else f" {second}")
