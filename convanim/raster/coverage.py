"""How much of each pixel a shape covers, computed from the distances to its edges.

A ``Mask`` lists only the pixels that are touched, so that its cost grows with the ink and not with the page.
"""

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from convanim.scene.items import Point

    Floats = npt.NDArray[np.floating]
    Cover = npt.NDArray[np.integer]
    Outlines = tuple[tuple[Point, ...], ...]
    Indices = npt.NDArray[np.intp]

LEVELS = 4
"""Steps from an untouched pixel to a covered one: edges look smooth, and compress well for having so few."""


PIECE = 1 << 19
"""Pixels of an area that are looked at in one go, for it takes far more memory than the mask that comes out."""


class Mask(NamedTuple):
    """Touched pixels: columns, rows and coverage from 1 to 256, each of the same length."""

    x: "Indices"
    y: "Indices"
    cover: "Cover"


def fill(outlines: "Outlines") -> Mask:
    """The area of convex outlines that may touch but do not overlap."""
    left, top, (rows, columns) = _frame(outlines, 1.0)
    high = max(PIECE // columns, 1)
    bands = ((top + row, min(high, rows - row)) for row in range(0, rows, high))
    return _joined([_filled(outlines, left, first, (count, columns)) for first, count in bands])


def _filled(outlines: "Outlines", left: int, top: int, size: tuple[int, int]) -> Mask:
    """The part of an area that lies in a box of ``size`` (rows, columns)."""
    coverage = np.zeros(size, np.float32)
    for outline in outlines:
        # Neighbours share the pixels along their common edge, and together they fill them.
        _add_convex(coverage, np.array(outline) - (left, top))
    return _listed(_graded(np.minimum(coverage, 1.0)), left, top)


def outline(outlines: "Outlines", width: float, dash: float) -> Mask:
    """The lines around closed outlines; where two share an edge it is drawn once."""
    left, top, size = _frame(outlines, reach(width))
    darkest = np.zeros(size, np.uint16)
    for corners in outlines:
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            x, y, cover = segment(start, end, width, dash, width / 2)
            at = y - top, x - left
            darkest[at] = np.maximum(darkest[at], cover)
    return _listed(darkest, left, top)


def reach(width: float) -> float:
    """Pixels from the corners of an outline that its line of this ``width`` may touch.

    The square ends of two edges that meet reach half the diagonal of the line's width out, wherever the edges lead.
    """
    return width * math.sqrt(0.5) + 2


def from_array(coverage: "Floats", left: int, top: int) -> Mask:
    """The mask of a dense array of coverages from 0 to 1 whose corner is at (left, top)."""
    return _listed(np.rint(coverage * 256).astype(np.uint16), left, top)


def _listed(cover: "Cover", left: int, top: int) -> Mask:
    y, x = np.nonzero(cover)
    return Mask((x + left).astype(np.int32), (y + top).astype(np.int32), cover[y, x])


def _joined(masks: list[Mask]) -> Mask:
    return masks[0] if len(masks) == 1 else Mask(*map(np.concatenate, zip(*masks, strict=True)))


def _graded(coverage: "Floats") -> "Cover":
    return (np.rint(coverage * LEVELS) * (256 / LEVELS)).astype(np.uint16)


def _frame(outlines: "Outlines", reach: float) -> tuple[int, int, tuple[int, int]]:
    """Left, top and (rows, columns) of a box that holds the outlines and ``reach`` pixels around them."""
    x, y = zip(*(point for outline in outlines for point in outline), strict=True)
    left, top = math.floor(min(x) - reach), math.floor(min(y) - reach)
    return left, top, (math.ceil(max(y) + reach) - top, math.ceil(max(x) + reach) - left)


def _add_convex(coverage: "Floats", corners: "Floats") -> None:
    left, top = np.maximum(np.floor(corners.min(0) - 1).astype(int), 0)
    right, bottom = np.maximum(np.ceil(corners.max(0) + 1).astype(int), 0)
    part = coverage[top:bottom, left:right]
    x = np.arange(part.shape[1], dtype=np.float32) + np.float32(left + 0.5)
    y = (np.arange(part.shape[0], dtype=np.float32) + np.float32(top + 0.5))[:, None]
    points = [(float(px), float(py)) for px, py in corners]
    edges = list(zip(points, points[1:] + points[:1], strict=True))
    turn = 1 if sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in edges) > 0 else -1
    inside = np.ones_like(part)
    for (x0, y0), (x1, y1) in edges:
        if length := turn * math.hypot(x1 - x0, y1 - y0):
            # Half a pixel and the distance to this edge, as a part that changes with y and one with x.
            by_row = (y - y0) * np.float32((x1 - x0) / length) + np.float32(0.5)
            np.minimum(inside, by_row - (x - np.float32(x0)) * np.float32((y1 - y0) / length), out=inside)
    part += np.maximum(inside, 0)


def segment(start: "Point", end: "Point", width: float, dash: float = 0, over: float = 0) -> Mask:
    """One straight line whose ends reach ``over`` pixels out."""
    (x0, y0), (x1, y1) = start, end
    if abs(x1 - x0) > abs(y1 - y0):
        flipped = segment((y0, x0), (y1, x1), width, dash, over)
        return Mask(flipped.y, flipped.x, flipped.cover)
    length = math.hypot(x1 - x0, y1 - y0)
    along_x, along_y = ((x1 - x0) / length, (y1 - y0) / length) if length else (0.0, 1.0)
    # The line is steep: a few pixels of each row.
    # The corners of its ends lie further out than their middles.
    ends = over * abs(along_y) + width / 2 * abs(along_x) + 1
    row = np.arange(math.floor(min(y0, y1) - ends), math.ceil(max(y0, y1) + ends))[:, None]
    middle = x0 + (row + 0.5 - y0) * (along_x / along_y)
    aside = (width / 2 + 0.75) / abs(along_y)
    column = np.floor(middle - aside).astype(np.intp) + np.arange(math.ceil(2 * aside) + 1)
    across = (column + 0.5 - x0) * along_y - (row + 0.5 - y0) * along_x
    along = (column + 0.5 - x0) * along_x + (row + 0.5 - y0) * along_y
    covered = _overlap(across, -width / 2, width / 2) * _overlap(along, -over, length + over)
    if dash:
        from_middle_of_dash = np.mod(along + dash, 2 * dash) - dash
        covered *= _overlap(from_middle_of_dash, -dash / 2, dash / 2)
    cover = _graded(covered)
    kept = cover > 0
    return Mask(column[kept], np.broadcast_to(row, column.shape)[kept], cover[kept])


def _overlap(at: "Floats", low: float, high: float) -> "Floats":
    """How much of the unit interval around ``at`` lies between ``low`` and ``high``."""
    covered: Floats = np.maximum(np.minimum(at + 0.5, high) - np.maximum(at - 0.5, low), 0)
    return covered
