"""Frames without paper: pixels that know how much of what lies under the picture is left to see."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from convanim.raster import paint
from convanim.raster.frame import Frame
from convanim.raster.mixing import PIECE
from convanim.scene.items import Scene
from convanim.style.colour import Colour
from convanim.style.theme import Theme

if TYPE_CHECKING:
    from convanim.raster.frame import Pixels


def frames(scene: Scene, theme: Theme) -> Iterator[Frame]:
    """The frames of ``scene``; each pixel is 0xAARRGGBB, from alpha 0 where there is nothing to 255.

    Colours are straight, not multiplied by alpha. Where there is nothing a pixel is 0.
    """
    return paint.frames(scene, theme, clear=True, finish=straight)


def over(pixels: "Pixels", colour: Colour) -> "Pixels":
    """Pixels 0xAARRGGBB laid over an opaque colour: 0xRRGGBB."""
    alpha = pixels >> 24
    mixed = np.zeros(len(pixels), np.uint32)
    for shift, under in zip((16, 8, 0), colour.rgb, strict=True):
        channel = pixels >> shift & 255
        mixed |= ((channel * alpha + under * (255 - alpha) + 127) // 255) << shift
    return mixed


def straight(pixels: "Pixels") -> "Pixels":
    """Pixels whose colours were multiplied by alpha, without that."""
    found = np.empty_like(pixels)
    for start in range(0, len(pixels), PIECE):
        piece = pixels[start : start + PIECE]
        alpha = piece >> 24
        some = np.maximum(alpha, 1)
        mixed = piece & 0xFF000000
        for shift in (16, 8, 0):
            channel = np.minimum(((piece >> shift & 255) * 255 + alpha // 2) // some, 255)
            mixed |= np.where(alpha > 0, channel, 0).astype(np.uint32) << np.uint32(shift)
        found[start : start + PIECE] = mixed
    return found
