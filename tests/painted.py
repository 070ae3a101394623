"""What the painter makes of a scene, as the judge of what browsers show."""

import numpy as np
import numpy.typing as npt

from convanim.raster import paint
from convanim.scene.items import Scene
from convanim.style.theme import Theme


def painted(scene: Scene, colours: Theme, frame: int) -> npt.NDArray[np.int64]:
    """A frame as (height, width, 3)."""
    for number, each in enumerate(paint.frames(scene, colours)):
        if number == frame:
            channels = np.stack([each.pixels >> 16, each.pixels >> 8 & 255, each.pixels & 255], 1)
            return channels.reshape(scene.height, scene.width, 3).astype(int)
    raise AssertionError(frame)


def differing(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> float:
    """The share of pixels that differ by more than the smoothing of an edge can make."""
    return float((np.abs(one - other).max(axis=2) > 90).mean())
