"""Pictures, the files that they become, and how they are painted."""

import io
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from convanim import Figure, exporters
from convanim.exporters import Picture
from convanim.raster import alpha as ground
from convanim.raster import paint
from tests.pictures import Pixels

Floats = Any


def picture_of(operation: str = "conv", command: str = "", **options: object) -> Picture:
    """The picture of a figure, as made by a command."""
    return Figure.of(operation, **options).picture()._replace(command=command)


def written(picture: Picture, suffix: str) -> bytes:
    """The bytes of the animation."""
    file = io.BytesIO()
    exporters.load(suffix).write(picture, file)
    return file.getvalue()


def written_still(picture: Picture, frame: int, suffix: str) -> bytes:
    file = io.BytesIO()
    exporters.load(suffix).write_still(picture, frame, file)
    return file.getvalue()


def painted(picture: Picture) -> list[Pixels]:
    """The painter's frames as (height, width, 3)."""
    return [_channels(frame.pixels, picture) for frame in paint.frames(picture.scene, picture.theme)]


def painted_without_paper(picture: Picture) -> list[Pixels]:
    """The same as (height, width, 4)."""
    found = []
    for frame in ground.frames(picture.scene, picture.theme):
        alpha = (frame.pixels >> 24).astype(np.uint8).reshape(picture.scene.height, picture.scene.width, 1)
        found.append(np.concatenate([_channels(frame.pixels, picture), alpha], 2))
    return found


def _channels(pixels: Any, picture: Picture) -> Pixels:
    channels = np.stack([pixels >> 16 & 255, pixels >> 8 & 255, pixels & 255], 1).astype(np.uint8)
    return channels.reshape(picture.scene.height, picture.scene.width, 3)


def difference(one: Pixels, other: Pixels) -> Floats:
    """How far the channels of two pictures are apart."""
    return np.abs(one.astype(int) - other.astype(int))


def furthest(one: Pixels, other: Pixels, side: int = 7) -> int:
    """How far two pictures are apart in the worst area: all pixels of a square, as edges and letters never are."""
    apart = difference(one, other).max(axis=2).astype(np.uint8)
    return int(np.asarray(Image.fromarray(apart).filter(ImageFilter.MinFilter(side))).max())
