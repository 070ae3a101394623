"""Paints a scene, frame by frame."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from convanim.raster import banded, patching
from convanim.raster.frame import Frame
from convanim.scene.items import Scene
from convanim.style.theme import Theme

if TYPE_CHECKING:
    from convanim.raster.frame import Pixels

LARGE = 1 << 22
"""Pixels of a page that is painted with no thought of speed, so that it takes little memory."""


def frames(
    scene: Scene, theme: Theme, *, clear: bool = False, finish: "Callable[[Pixels], Pixels] | None" = None
) -> Iterator[Frame]:
    """The frames of ``scene`` in order, in memory for one frame, on the theme's paper.

    A ``clear`` one has no paper: its pixels are 0xAARRGGBB, where alpha says how much of what lies under them they
    cover, and colours are multiplied by it. ``finish`` is done to pixels before they are given, each by itself.
    """
    if scene.width * scene.height > LARGE:
        return banded.frames(scene, theme, clear=clear, finish=finish)
    painted = patching.frames(scene, theme, clear=clear)
    return _finished(painted, finish) if finish else painted


def _finished(painted: Iterator[Frame], finish: "Callable[[Pixels], Pixels]") -> Iterator[Frame]:
    first = next(painted)
    pixels = finish(first.pixels)
    yield Frame(pixels, first.changed)
    for frame in painted:
        new = finish(frame.pixels[frame.changed])
        differs = new != pixels[frame.changed]
        pixels[frame.changed] = new
        yield Frame(pixels, frame.changed[differs])
