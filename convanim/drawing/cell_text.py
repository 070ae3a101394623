"""Numbers and names in cells: in the middle, or two of them one over the other, in letters that fit."""

import math
from collections.abc import Sequence

from convanim.drawing.plane import Plane
from convanim.scene.items import Item, Style, Text
from convanim.style.number_text import SMALLEST_PX
from convanim.style.text_metrics import SMALLEST

MIDDLE, UPPER, LOWER = 0.42, 0.35, 0.24
"""Size of an em in the middle of a cell, and of two lines, in units."""
READABLE, FULL = 10, 0.6
"""Pixels of an em that can still be read well, and units that digits take of a small cell to have them."""
WIDEST = 0.88
"""Units that letters may be wide."""
RISE = 0.352
"""Ems from the middle of a digit to its baseline."""


def room(cell_px: float, *, card: bool = False) -> float:
    """Pixels that a cell has for a number; without end where cells are so small that none is written.

    On a ``card`` numbers are rounded sooner, for their letters shrink less.
    """
    if card:
        cell_px *= SMALLEST_PX / READABLE
    return WIDEST * cell_px if middle_em(cell_px) * cell_px >= SMALLEST else math.inf


def middle(plane: Plane, place: Sequence[float], string: str, start: int, stop: int, role: str = "ink") -> list[Item]:
    """``string`` in the middle of the cell at ``place``, (row, column); nothing where cells are too small for it."""
    return _line(plane, place, string, (start, stop), role, middle_em(plane.cell_px), 0.5)


def middle_em(cell_px: float) -> float:
    """Units of an em in the middle of a cell: in a small one digits take more of it."""
    return max(MIDDLE, min(READABLE / cell_px, FULL))


def upper(plane: Plane, place: Sequence[float], string: str, start: int, stop: int, role: str = "ink") -> list[Item]:
    """``string`` in the upper part of a cell, over another one."""
    return _line(plane, place, string, (start, stop), role, UPPER, 0.33)


def lower(plane: Plane, place: Sequence[float], string: str, start: int, stop: int, role: str = "ink") -> list[Item]:
    """``string`` small in the lower part of a cell."""
    return _line(plane, place, string, (start, stop), role, LOWER, 0.76)


def _line(
    plane: Plane, place: Sequence[float], string: str, span: tuple[int, int], role: str, em: float, down: float
) -> list[Item]:
    size = em * plane.cell_px
    if size < SMALLEST or not string:
        return []
    row, column = place
    x, y = plane(row + down, column + 0.5)
    text = Text(string, size, "middle", WIDEST * plane.cell_px)
    return [Item(text, x, y + RISE * size, Style(fill=role), *span)]
