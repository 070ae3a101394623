"""Numbers and names in cells: in the middle or in a corner, in letters that fit."""

import math
from collections.abc import Sequence

from convanim.drawing.plane import Plane
from convanim.scene.items import Item, Style, Text
from convanim.style.text_metrics import SMALLEST

MIDDLE, CORNER = 0.4, 0.26
"""Size of an em in the middle and in the corner of a cell, in units."""
WIDEST = 0.88
"""Units that letters may be wide."""


def room(cell_px: float) -> float:
    """Pixels that a cell has for a number; without end where cells are so small that none is written."""
    return WIDEST * cell_px if MIDDLE * cell_px >= SMALLEST else math.inf


def middle(plane: Plane, place: Sequence[float], string: str, start: int, stop: int, role: str = "ink") -> list[Item]:
    """``string`` in the middle of the cell at ``place``, (row, column); nothing where cells are too small for it."""
    size = MIDDLE * plane.cell_px
    if size < SMALLEST or not string:
        return []
    row, column = place
    x, y = plane(row + 0.5, column + 0.5)
    # The digits of the font are 0.7 em high.
    text = Text(string, size, "middle", WIDEST * plane.cell_px)
    return [Item(text, x, y + 0.35 * size, Style(fill=role), start, stop)]


def corner(plane: Plane, place: Sequence[float], string: str, start: int, stop: int, role: str = "ink") -> list[Item]:
    """``string`` small in the bottom right corner of the cell at ``place``."""
    size = CORNER * plane.cell_px
    if size < SMALLEST or not string:
        return []
    row, column = place
    x, y = plane(row + 1, column + 1)
    inset = 0.07 * plane.cell_px
    return [
        Item(Text(string, size, "end", WIDEST * plane.cell_px), x - inset, y - inset, Style(fill=role), start, stop)
    ]
