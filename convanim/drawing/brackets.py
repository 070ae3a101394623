"""Brackets along the edge of a plane that count its zeros: before, between and after the values."""

import math
from collections.abc import Iterator

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.plane import Plane
from convanim.geometry.axis import Axis
from convanim.scene.items import Item, Path, Point, Style
from convanim.scene.timeline import ALWAYS

OFF, FOOT, NUMBER = 9, 4, 13
"""Pixels from the edge to a bracket, of its feet, and from it to the middle of its number."""
DEPTH = 26
"""Pixels that brackets need below a plane."""


def along_fronts(plane: Plane, rows: Axis, columns: Axis, scale: float) -> Iterator[Item]:
    """Along the front right edge, and along the front left one where rows differ from columns."""
    row, column = rows.positions.stop, columns.positions.start
    for start, stop in runs(columns):
        yield from bracket(plane(row, start), plane(row, stop), str(stop - start), scale)
    if runs(rows) != runs(columns):
        for start, stop in runs(rows):
            yield from bracket(plane(start, column), plane(stop, column), str(stop - start), scale)


def runs(axis: Axis) -> list[tuple[int, int]]:
    """From where to where zeros or copies reach: before the values, in the first gap, and after them."""
    found = [(axis.positions.start, 0)] if axis.positions.start < 0 else []
    if axis.input_dilation > 1 and axis.input_size > 1:
        found.append((1, axis.input_dilation))
    end = axis.spread_size
    return [*found, (end, axis.positions.stop)] if axis.positions.stop > end else found


def bracket(start: Point, stop: Point, number: str, scale: float) -> Iterator[Item]:
    """From one point of an edge to another, on the right-hand side of who goes that way."""
    (x0, y0), (x1, y1) = start, stop
    length = math.hypot(x1 - x0, y1 - y0)
    away_x, away_y = (y0 - y1) / length, (x1 - x0) / length
    inset = 2 / length
    ends = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in (inset, 1 - inset)]

    def off(point: Point, distance: float) -> Point:
        return point[0] + away_x * distance * scale, point[1] + away_y * distance * scale

    line = (off(ends[0], OFF - FOOT), off(ends[0], OFF), off(ends[1], OFF), off(ends[1], OFF - FOOT))
    yield Item(Path((line,), closed=False), 0, 0, Style(stroke="grey", width=1.25), 0, ALWAYS)
    middle = off(((x0 + x1) / 2, (y0 + y1) / 2), OFF + NUMBER)
    size = lettering.NOTE * scale
    yield from lettering.line([Part(number, size, "grey")], middle[0], middle[1] + 0.35 * size, "middle")
