"""Animated GIF: one palette, and of each frame only the box that changed, encoded by Pillow as it comes."""

from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from PIL import GifImagePlugin, Image

from convanim import paint
from convanim.palette import Palette
from convanim.scene import Scene
from convanim.theme import Theme

if TYPE_CHECKING:
    from convanim.paint import Indices
    from convanim.palette import Bytes

SHADES = 8
"""Colours of the palette, at the least, for smooth edges between the flat areas."""


def write(scene: Scene, theme: Theme, loop: int, file: BinaryIO) -> None:
    """Write the animation, which plays ``loop`` times, or for ever where it is 0."""
    frames = paint.frames(scene, theme)
    first = next(frames)
    flat = [colour.rgb for colour in theme.flat_colours()]
    # One entry is left for the transparent pixels, those that stay as they are.
    size = 1 << (len(flat) + SHADES).bit_length()
    palette = Palette(first.pixels, flat, size - 1)
    transparent = len(palette.colours)

    page = palette.index(first.pixels)
    image = _image(page.reshape(scene.height, scene.width), palette)
    info = {"duration": scene.durations_ms[0]}
    if loop != 1:
        # The file counts how often the animation comes again after the first time.
        info["loop"] = max(loop - 1, 0)
    file.writelines(GifImagePlugin.getheader(image, info=info)[0])
    file.writelines(GifImagePlugin.getdata(image, duration=scene.durations_ms[0], disposal=1))
    for duration_ms, frame in zip(scene.durations_ms[1:], frames, strict=True):
        new = palette.index(frame.pixels[frame.changed])
        box, offset = _box(frame.changed, new, scene.width, transparent)
        file.writelines(
            GifImagePlugin.getdata(
                _image(box, palette), offset, duration=duration_ms, disposal=1, transparency=transparent
            )
        )
    file.write(b";")


def _box(at: "Indices", new: "Bytes", width: int, transparent: int) -> tuple["Bytes", tuple[int, int]]:
    """The smallest box around the changed pixels, (rows, columns), and its place on the page, (x, y)."""
    if not len(at):
        return np.full((1, 1), transparent, np.uint8), (0, 0)
    y, x = np.divmod(at, width)
    left, top = int(x.min()), int(y.min())
    box = np.full((int(y.max()) - top + 1, int(x.max()) - left + 1), transparent, np.uint8)
    box[y - top, x - left] = new
    return box, (left, top)


def _image(indices: "Bytes", palette: Palette) -> Image.Image:
    image = Image.fromarray(indices, "L")
    image.putpalette(palette.colours.astype(np.uint8).tobytes())
    return image
