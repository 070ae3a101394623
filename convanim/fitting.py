"""The size of letters where the room for them is bounded."""

import math

from convanim.lettering import text_width
from convanim.scene import Text

SMALLEST = 6
"""Pixels of an em below which nobody can read; such words are left out."""
WHOLE = 12
"""Pixels of an em below which only whole ones are used: between them painted letters move together, and a point
vanishes between its digits."""


def fitted_size(text: Text) -> float:
    """The em of ``text`` in pixels: its own, less where it would be wider than it may be, 0 where none can be read."""
    width, most = text_width(text.string, text.size), text.most or math.inf
    # Quarters of a pixel: fonts are loaded once for each size.
    size = text.size if width <= most else int(4 * text.size * max(0.0, most) / width) / 4
    if size < SMALLEST and width > most:
        return 0
    if not SMALLEST <= size < WHOLE:
        return size
    return round(size) if text_width(text.string, round(size)) <= most else math.floor(size)
