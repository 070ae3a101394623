"""Frames without paper: pixels that know how much of what lies under the picture is left to see."""

from collections.abc import Iterator

import numpy as np

from convanim import paint
from convanim.paint import Frame
from convanim.scene import Scene
from convanim.theme import Colour, Theme

BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def frames(scene: Scene, theme: Theme) -> Iterator[Frame]:
    """The frames of ``scene``; each pixel is 0xAARRGGBB, from alpha 0 where there is nothing to 255.

    Colours are straight, not multiplied by alpha. Where there is nothing a pixel is 0.
    """
    pixels = np.zeros(scene.width * scene.height, np.uint32)
    on_black, on_white = paint.frames(scene, theme, BLACK), paint.frames(scene, theme, WHITE)
    for dark, light in zip(on_black, on_white, strict=True):
        changed = np.union1d(dark.changed, light.changed)
        new = _without_ground(dark.pixels[changed], light.pixels[changed])
        differs = new != pixels[changed]
        pixels[changed] = new
        yield Frame(pixels, changed[differs])


def over(pixels: "paint.Pixels", colour: Colour) -> "paint.Pixels":
    """Pixels 0xAARRGGBB laid over an opaque colour: 0xRRGGBB."""
    alpha = (pixels >> 24).astype(np.int64)
    mixed = np.zeros(len(pixels), np.uint32)
    for shift, under in zip((16, 8, 0), colour.rgb, strict=True):
        channel = (pixels >> shift & 255).astype(np.int64)
        mixed |= ((channel * alpha + under * (255 - alpha) + 127) // 255).astype(np.uint32) << np.uint32(shift)
    return mixed


def _without_ground(black: "paint.Pixels", white: "paint.Pixels") -> "paint.Pixels":
    """What was painted over black and over white shows both its colour and how much it lets through."""
    # All channels let the same through; the middle one, green, stands for them.
    alpha = (255 - ((white >> 8 & 255).astype(np.int64) - (black >> 8 & 255))).clip(0, 255)
    found = alpha.astype(np.uint32) << np.uint32(24)
    for shift in (16, 8, 0):
        channel = (black >> shift & 255).astype(np.int64) * 255
        straight = np.minimum((channel + alpha // 2) // np.maximum(alpha, 1), 255)
        found |= np.where(alpha > 0, straight, 0).astype(np.uint32) << np.uint32(shift)
    return found
