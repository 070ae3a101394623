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


class Box(NamedTuple):
    """Pixels: left ≤ x < right, top ≤ y < bottom."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        """(rows, columns)."""
        return max(self.bottom - self.top, 0), max(self.right - self.left, 0)

    def within(self, other: "Box | None") -> "Box":
        """What it shares with another; None holds all."""
        if other is None:
            return self
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(left, top, min(self.right, other.right), min(self.bottom, other.bottom))

    def moved(self, x: int, y: int) -> "Box":
        """The box at another place."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


class Mask(NamedTuple):
    """Touched pixels: columns, rows and coverage from 1 to 256, each of the same length."""

    x: "Indices"
    y: "Indices"
    cover: "Cover"


def fill(outlines: "Outlines", clip: Box | None = None) -> Mask:
    """The area of convex outlines that may touch but do not overlap; only what lies in ``clip``."""
    whole = _frame(outlines, 1.0)
    wanted = whole.within(clip)
    # The bands are those of the whole shape, so that its pixels are the same in each part of it, to the bit.
    high = max(PIECE // whole.size[1], 1)
    first = whole.top + max(wanted.top - whole.top, 0) // high * high
    masks = []
    for top in range(first, max(wanted.bottom, first + 1), high):
        band = wanted._replace(top=max(top, wanted.top), bottom=min(top + high, wanted.bottom))
        masks.append(_filled(near(outlines, 1.0, band), (whole.left, top), band))
    return _joined(masks)


def _filled(outlines: "Outlines", origin: tuple[int, int], box: Box) -> Mask:
    """The part of an area that lies in a box, computed from an ``origin`` (x, y) near it."""
    coverage = np.zeros(box.size, np.float32)
    for outline in outlines:
        # Neighbours share the pixels along their common edge, and together they fill them.
        _add_convex(coverage, np.array(outline) - origin, box.moved(-origin[0], -origin[1]))
    return listed(_graded(np.minimum(coverage, 1.0)), box.left, box.top)


def outline(outlines: "Outlines", width: float, dash: float, clip: Box | None = None) -> Mask:
    """The lines around closed outlines; where two share an edge it is drawn once. Only what lies in ``clip``."""
    box = outline_box(outlines, width).within(clip)
    darkest = np.zeros(box.size, np.uint16)
    for corners in near(outlines, reach(width), clip):
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            x, y, cover = segment(start, end, width, dash, over=width / 2, clip=box)
            at = y - box.top, x - box.left
            darkest[at] = np.maximum(darkest[at], cover)
    return listed(darkest, box.left, box.top)


def outline_box(outlines: "Outlines", width: float) -> Box:
    """What a shape may touch whose line has this ``width``, or that has none."""
    return _frame(outlines, reach(width))


def reach(width: float) -> float:
    """Pixels from the corners of an outline that its line of this ``width`` may touch.

    The square ends of two edges that meet reach half the diagonal of the line's width out, wherever the edges lead.
    """
    return width * math.sqrt(0.5) + 2


def listed(cover: "Cover", left: int, top: int) -> Mask:
    """The mask of a dense array of coverages whose corner is at (left, top)."""
    touched = cover != 0
    # Half as long, these numbers divide several times as fast.
    at = np.flatnonzero(touched).astype(np.int32)
    y = at // np.int32(max(cover.shape[1], 1))
    x = at - y * np.int32(cover.shape[1])
    x += left
    y += top
    return Mask(x, y, cover[touched])


def _joined(masks: list[Mask]) -> Mask:
    return masks[0] if len(masks) == 1 else Mask(*map(np.concatenate, zip(*masks, strict=True)))


def united(masks: list[Mask]) -> Mask:
    """Masks as one, in which each pixel has the strongest of its coverages: lines that cross are one shape."""
    x, y, cover = _joined(masks)
    order = np.lexsort((x, y))
    x, y, cover = x[order], y[order], cover[order]
    first = np.flatnonzero(np.concatenate(([True], (x[1:] != x[:-1]) | (y[1:] != y[:-1]))))
    return Mask(x[first], y[first], np.maximum.reduceat(cover, first))


def _graded(coverage: "Floats") -> "Cover":
    return (np.rint(coverage * LEVELS) * (256 / LEVELS)).astype(np.uint16)


def near(outlines: "Outlines", reach: float, clip: Box | None) -> "Outlines":
    """The outlines that may touch a box."""
    if clip is None or len(outlines) == 1:
        return outlines
    return tuple(each for each in outlines if all(_frame((each,), reach).within(clip).size))


def _frame(outlines: "Outlines", reach: float) -> Box:
    """A box that holds the outlines and ``reach`` pixels around them."""
    x, y = zip(*(point for outline in outlines for point in outline), strict=True)
    left, top = math.floor(min(x) - reach), math.floor(min(y) - reach)
    return Box(left, top, math.ceil(max(x) + reach), math.ceil(max(y) + reach))


def _add_convex(coverage: "Floats", corners: "Floats", box: Box) -> None:
    """Add what an outline covers of a box; both have the same origin."""
    left, top = np.maximum(np.floor(corners.min(0) - 1).astype(int), box[:2])
    right, bottom = np.maximum(np.ceil(corners.max(0) + 1).astype(int), (left, top))
    part = coverage[top - box.top : bottom - box.top, left - box.left : right - box.left]
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


def segment(
    start: "Point", end: "Point", width: float, dash: float = 0, *, over: float = 0, clip: Box | None = None
) -> Mask:
    """One straight line whose ends reach ``over`` pixels out; only what lies in ``clip``."""
    (x0, y0), (x1, y1) = start, end
    if abs(x1 - x0) > abs(y1 - y0):
        turned = clip and Box(clip.top, clip.left, clip.bottom, clip.right)
        flipped = segment((y0, x0), (y1, x1), width, dash, over=over, clip=turned)
        return Mask(flipped.y, flipped.x, flipped.cover)
    length = math.hypot(x1 - x0, y1 - y0)
    along_x, along_y = ((x1 - x0) / length, (y1 - y0) / length) if length else (0.0, 1.0)
    # The line is steep: a few pixels of each row.
    # The corners of its ends lie further out than their middles.
    ends = over * abs(along_y) + width / 2 * abs(along_x) + 1
    first, last = math.floor(min(y0, y1) - ends), math.ceil(max(y0, y1) + ends)
    slope, aside = along_x / along_y, (width / 2 + 0.75) / abs(along_y)
    if clip:
        first, last = max(first, clip.top), min(last, clip.bottom)
        if abs(slope) > 0.001:
            # Where the line comes into the box from the side, and where it leaves it.
            sides = clip.left - aside - 2, clip.right + aside + 2
            enters, leaves = sorted(y0 + (side - x0) / slope for side in sides)
            first, last = max(first, math.floor(enters) - 1), min(last, math.ceil(leaves) + 1)
    row = np.arange(first, last)[:, None]
    middle = x0 + (row + 0.5 - y0) * slope
    column = np.floor(middle - aside).astype(np.intp) + np.arange(math.ceil(2 * aside) + 1)
    across = (column + 0.5 - x0) * along_y - (row + 0.5 - y0) * along_x
    along = (column + 0.5 - x0) * along_x + (row + 0.5 - y0) * along_y
    covered = _overlap(across, -width / 2, width / 2) * _overlap(along, -over, length + over)
    if dash:
        from_middle_of_dash = np.mod(along + dash, 2 * dash) - dash
        covered *= _overlap(from_middle_of_dash, -dash / 2, dash / 2)
    cover = _graded(covered)
    kept = cover > 0
    if clip:
        kept &= (column >= clip.left) & (column < clip.right)
    return Mask(column[kept], np.broadcast_to(row, column.shape)[kept], cover[kept])


def _overlap(at: "Floats", low: float, high: float) -> "Floats":
    """How much of the unit interval around ``at`` lies between ``low`` and ``high``."""
    covered: Floats = np.maximum(np.minimum(at + 0.5, high) - np.maximum(at - 0.5, low), 0)
    return covered
