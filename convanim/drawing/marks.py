"""The signs in cells that tell their kind without its colour, and arrows."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from convanim.scene.items import Path, Point, Style


class Mark(NamedTuple):
    """A sign in a cell."""

    outlines: tuple[tuple[Point, ...], ...]
    """In (row, column) of a unit cell: it lies in the plane, as what is written on it would."""
    area: bool = False
    role: str = "ink"
    width: float = 0.03
    """Units of its lines."""
    least_px: int = 0
    """Pixels of a cell below which it could not be made out."""


def _round(height: float, width: float, corners: int) -> tuple[Point, ...]:
    turns = [2 * math.pi * n / corners for n in range(corners)]
    return tuple((0.5 + height * math.sin(turn), 0.5 + width * math.cos(turn)) for turn in turns)


_ZERO = _round(0.13, 0.075, 24)

MARKS: dict[str, Mark] = {
    "zero": Mark(((*_ZERO, _ZERO[0]),), role="zero", width=0.032, least_px=26),
    "dot": Mark((_round(0.09, 0.09, 12),), area=True),
    "plus": Mark((((0.3, 0.5), (0.7, 0.5)), ((0.5, 0.3), (0.5, 0.7)))),
    "cross": Mark((((0.3, 0.3), (0.7, 0.7)), ((0.3, 0.7), (0.7, 0.3)))),
    "hatch": Mark(
        (
            ((0.25, 0.0), (0.0, 0.25)),
            ((0.75, 0.0), (0.0, 0.75)),
            ((1.0, 0.25), (0.25, 1.0)),
            ((1.0, 0.75), (0.75, 1.0)),
        ),
        role="rest",
    ),
}
"""By their names in themes."""


def arrow_head(tip: Point, ahead: Point, size: float) -> Path:
    """An open head of ``size`` pixels that points the way ``ahead`` of length 1, at its tip."""
    (x, y), (ahead_x, ahead_y) = tip, ahead
    back_x, back_y = x - size * ahead_x, y - size * ahead_y
    side_x, side_y = -0.8 * size * ahead_y, 0.8 * size * ahead_x
    return Path((((back_x + side_x, back_y + side_y), (x, y), (back_x - side_x, back_y - side_y)),), closed=False)


def arrow(points: list[Point], style: Style, head: float) -> Iterator[tuple[Path, Style]]:
    """A line through these points, and an open head at its end."""
    (x0, y0), (x1, y1) = points[-2:]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    yield Path((tuple(points),), closed=False), style
    yield arrow_head((x1, y1), ((x1 - x0) / length, (y1 - y0) / length), head), style


def elbow(points: list[Point], radius: float) -> list[Point]:
    """The same way with round corners: each corner between straight pieces becomes an arc of eight points."""
    found = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        reach = min(radius, into[2] / 2, out[2] / 2)
        start = corner[0] + into[0] * reach, corner[1] + into[1] * reach
        end = corner[0] + out[0] * reach, corner[1] + out[1] * reach
        found += [_bezier(start, corner, end, n / 7) for n in range(8)]
    return [*found, points[-1]]


def _towards(here: Point, there: Point) -> tuple[float, float, float]:
    x, y = there[0] - here[0], there[1] - here[1]
    length = math.hypot(x, y) or 1.0
    return x / length, y / length, length


def _bezier(start: Point, corner: Point, end: Point, t: float) -> Point:
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return a * start[0] + b * corner[0] + c * end[0], a * start[1] + b * corner[1] + c * end[1]
