"""Few colours for many pixels: the palette of an animation, and each pixel's place in it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Pixels = npt.NDArray[np.integer]
    Bytes = npt.NDArray[np.uint8]
    Numbers = npt.NDArray[np.int64]

BITS = {3: 6, 4: 5}
"""Colours that agree in so many upper bits of each channel look the same and share an entry; by the channels."""
PIECE = 1 << 20
"""Pixels that are looked up in one go: what is remembered of each takes more memory than the pixel."""


class Palette:
    """Exact colours that flat areas have, and a choice of the shades between them along edges."""

    def __init__(self, sample: "Pixels", exact: Sequence[tuple[int, ...]], size: int) -> None:
        """``size`` colours at most: the ``exact`` ones, then those that serve the ``sample`` best.

        A colour is (red, green, blue), a pixel 0xRRGGBB; or (alpha, red, green, blue) and 0xAARRGGBB.
        """
        self._channels = len(exact[0])
        self._bits = BITS[self._channels]
        buckets = 1 << self._channels * self._bits
        counts = np.zeros(buckets, np.int64)
        for piece in _pieces(sample[::3]):
            counts += np.bincount(self._bucket(piece), minlength=buckets)
        used = np.flatnonzero(counts)
        self.colours = _choose(self._middle(used), counts[used], np.array(exact, np.int64), size)
        self._index_plus_one = np.zeros(buckets, np.uint8)
        self._learn(used)
        # The flat areas are exact, whatever else is in their buckets.
        flat = np.array([int.from_bytes(bytes(colour)) for colour in exact], np.uint32)
        self._index_plus_one[self._bucket(flat)] = np.arange(1, len(exact) + 1)

    def index(self, pixels: "Pixels") -> "Bytes":
        """The nearest palette entry of each pixel."""
        if len(pixels) <= PIECE:
            return self._index(pixels)
        found = np.empty(len(pixels), np.uint8)
        for number, piece in enumerate(_pieces(pixels)):
            found[number * PIECE :][: len(piece)] = self._index(piece)
        return found

    def _index(self, pixels: "Pixels") -> "Bytes":
        buckets = self._bucket(pixels)
        found = self._index_plus_one[buckets]
        if not found.all():
            self._learn(np.flatnonzero(np.bincount(buckets[found == 0], minlength=len(self._index_plus_one))))
            found = self._index_plus_one[buckets]
        return found - np.uint8(1)

    def _learn(self, buckets: "Numbers") -> None:
        colours = _as_seen(self.colours)
        for piece in _pieces(buckets, PIECE // len(colours)):
            distance = ((_as_seen(self._middle(piece))[:, None] - colours[None]) ** 2).sum(2)
            self._index_plus_one[piece] = distance.argmin(1) + 1

    def _bucket(self, pixels: "Pixels") -> "Numbers":
        found = np.zeros(len(pixels), np.int64)
        for channel in range(self._channels):
            found <<= self._bits
            found |= (pixels >> 8 * (self._channels - channel) - self._bits) & ((1 << self._bits) - 1)
        return found

    def _middle(self, buckets: "Pixels") -> "Numbers":
        """The colour that stands for all of a bucket; black and white are themselves."""
        most = (1 << self._bits) - 1
        shifts = range(self._bits * (self._channels - 1), -1, -self._bits)
        return np.stack([buckets.astype(np.int64) >> shift & most for shift in shifts], 1) * 255 // most


def _pieces(pixels: "Pixels", size: int = PIECE) -> "Iterator[Pixels]":
    return (pixels[start : start + size] for start in range(0, len(pixels), size))


def _as_seen(colours: "Numbers") -> "Numbers":
    """Colours as points whose distance tells how different they look: the less one covers, the less its hue counts."""
    if colours.shape[1] == 3:
        return colours
    alpha = colours[:, :1]
    return np.concatenate([alpha, colours[:, 1:] * alpha // 255], 1)


def _choose(colours: "Numbers", weights: "Numbers", exact: "Numbers", size: int) -> "Numbers":
    """The exact colours, then one by one the colour that lowers the error of all pixels the most."""
    if len(colours) > 1024:
        common = np.sort(np.argsort(weights)[-1024:])
        colours, weights = colours[common], weights[common]
    seen = _as_seen(colours)
    error = ((seen[:, None] - _as_seen(exact)[None]) ** 2).sum(2).min(1)
    between = ((seen[:, None] - seen[None]) ** 2).sum(2)
    chosen = list(exact)
    while len(chosen) < size and error.any():
        gain = (np.maximum(error[:, None] - between, 0) * weights[:, None]).sum(0)
        best = int(gain.argmax())
        chosen.append(colours[best])
        np.minimum(error, between[:, best], out=error)
    return np.array(chosen)
