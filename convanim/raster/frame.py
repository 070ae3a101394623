"""What painters give: the pixels of a frame, and those that changed."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    # One number a pixel, 0xRRGGBB: a page is painted, compared and looked up faster than with three bytes.
    Pixels = npt.NDArray[np.integer]
    Indices = npt.NDArray[np.integer]


class Frame(NamedTuple):
    """What a frame looks like and what it changed. The arrays are the painter's own: copy what you keep."""

    pixels: "Pixels"
    """All pixels, row after row."""
    changed: "Indices"
    """Indices of the pixels that differ from the frame before, some of them twice; none for the first, where all do."""
