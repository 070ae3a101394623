"""Numbers and names in cells: in the middle or in a corner, in letters that fit, and readable on their ground."""

from convanim.cells import Plane
from convanim.scene import Item, Style, Text
from convanim.theme import Theme
from convanim.values import written

SMALLEST = 6
"""Pixels of an em below which letters are left out: the text goes before the cells do."""
MIDDLE, CORNER = 0.4, 0.26
"""Size of an em in the middle and in the corner of a cell, in units."""


READABLE = 4.5
"""Contrast of letters on their ground, at the least (WCAG 2.2, success criterion 1.4.3)."""


def middle(
    plane: Plane, place: tuple[float, float], string: str, start: int, stop: int, role: str = "ink"
) -> list[Item]:
    """``string`` in the middle of the cell at ``place``, (row, column); nothing where cells are too small for it."""
    size = MIDDLE * plane.cell_px
    if size < SMALLEST or not string:
        return []
    row, column = place
    x, y = plane(row + 0.5, column + 0.5)
    # The digits of the font are 0.7 em high.
    return [Item(Text(string, size, "middle", 0.86 * plane.cell_px), x, y + 0.35 * size, Style(fill=role), start, stop)]


def corner(
    plane: Plane, place: tuple[float, float], string: str, start: int, stop: int, role: str = "ink"
) -> list[Item]:
    """``string`` small in the bottom right corner of the cell at ``place``."""
    size = CORNER * plane.cell_px
    if size < SMALLEST or not string:
        return []
    row, column = place
    x, y = plane(row + 1, column + 1)
    inset = 0.07 * plane.cell_px
    return [Item(Text(string, size, "end", 0.5 * plane.cell_px), x - inset, y - inset, Style(fill=role), start, stop)]


def number(value: float) -> str:
    """A number in at most as many letters as a cell takes."""
    return written(value, 4)


def readable_on(theme: Theme, *grounds: str) -> str:
    """The role for letters on these roles laid over each other, the lowest first: ink or paper, else black or white."""
    ground = theme.colours["paper"]
    for role in grounds:
        ground = theme.colour(role).over(ground)
    contrasts = {role: ground.contrast(theme.colour(role)) for role in ("ink", "paper", "black", "white")}
    return next(
        (role for role, ratio in contrasts.items() if ratio >= READABLE), max(contrasts, key=contrasts.__getitem__)
    )
