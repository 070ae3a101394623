"""Few colours for many pixels: the palette of an animation, and each pixel's place in it."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Pixels = npt.NDArray[np.integer]
    Bytes = npt.NDArray[np.uint8]
    Numbers = npt.NDArray[np.int64]

BUCKETS = 1 << 18
"""Colours that agree in the upper six bits of each channel look the same and share an entry."""


class Palette:
    """Exact colours that flat areas have, and a choice of the shades between them along edges."""

    def __init__(self, sample: "Pixels", exact: list[tuple[int, int, int]], size: int) -> None:
        """``size`` colours at most: the ``exact`` ones, then those that serve the ``sample`` (0xRRGGBB) best."""
        counts = np.bincount(_bucket(sample[::3]), minlength=BUCKETS)
        used = np.flatnonzero(counts)
        self.colours = _choose(_middle(used), counts[used], np.array(exact, np.int64), size)
        self._index_plus_one = np.zeros(BUCKETS, np.uint8)
        self._learn(used)
        # The flat areas are exact, whatever else is in their buckets.
        flat = np.array([red << 16 | green << 8 | blue for red, green, blue in exact], np.uint32)
        self._index_plus_one[_bucket(flat)] = np.arange(1, len(exact) + 1)

    def index(self, pixels: "Pixels") -> "Bytes":
        """The nearest palette entry of each pixel."""
        buckets = _bucket(pixels)
        found = self._index_plus_one[buckets]
        if not found.all():
            self._learn(np.flatnonzero(np.bincount(buckets[found == 0], minlength=BUCKETS)))
            found = self._index_plus_one[buckets]
        return found - np.uint8(1)

    def _learn(self, buckets: "Numbers") -> None:
        distance = ((_middle(buckets)[:, None] - self.colours[None]) ** 2).sum(2)
        self._index_plus_one[buckets] = distance.argmin(1) + 1


def _bucket(pixels: "Pixels") -> "Numbers":
    return ((pixels >> 6 & 0x3F000) | (pixels >> 4 & 0xFC0) | (pixels >> 2 & 0x3F)).astype(np.int64)


def _middle(buckets: "Numbers") -> "Numbers":
    """The colour (red, green, blue) that stands for all of a bucket; black and white are themselves."""
    return np.stack([buckets >> 12, buckets >> 6 & 63, buckets & 63], 1) * 255 // 63


def _choose(colours: "Numbers", weights: "Numbers", exact: "Numbers", size: int) -> "Numbers":
    """The exact colours, then one by one the colour that lowers the error of all pixels the most."""
    if len(colours) > 1024:
        common = np.sort(np.argsort(weights)[-1024:])
        colours, weights = colours[common], weights[common]
    error = ((colours[:, None] - exact[None]) ** 2).sum(2).min(1)
    between = ((colours[:, None] - colours[None]) ** 2).sum(2)
    chosen = list(exact)
    while len(chosen) < size and error.any():
        gain = (np.maximum(error[:, None] - between, 0) * weights[:, None]).sum(0)
        best = int(gain.argmax())
        chosen.append(colours[best])
        np.minimum(error, between[:, best], out=error)
    return np.array(chosen)
