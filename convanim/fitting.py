"""The size of letters where the room for them is bounded."""

from convanim.lettering import text_width
from convanim.scene import Text

SMALLEST = 6
"""Pixels of an em below which nobody can read; such words are left out."""


def fitted_size(text: Text) -> float:
    """The em of ``text`` in pixels: its own, less where it would be wider than it may be, 0 where none can be read."""
    width = text_width(text.string, text.size)
    if not text.most or width <= text.most:
        return text.size
    # Quarters of a pixel: fonts are loaded once for each size.
    size = int(4 * text.size * max(0.0, text.most) / width) / 4
    return size if size >= SMALLEST else 0
