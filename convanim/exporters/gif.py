"""Animated GIF: one palette, and of each frame only the box that changed, encoded by Pillow as it comes."""

import io
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from PIL import GifImagePlugin, Image

from convanim import paint
from convanim.errors import FailedError
from convanim.exporters import Picture
from convanim.palette import Palette

if TYPE_CHECKING:
    from convanim.paint import Indices
    from convanim.palette import Bytes

SHADES = 8
"""Colours of the palette, at the least, for smooth edges between the flat areas."""


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation."""
    if picture.optimize:
        plain = io.BytesIO()
        _write(picture, plain)
        file.write(_optimized(plain.getvalue()))
    else:
        _write(picture, file)


def _write(picture: Picture, file: BinaryIO) -> None:
    scene, theme, loop, _ = picture
    frames = paint.frames(scene, theme)
    first = next(frames)
    flat = [colour.rgb for colour in theme.flat_colours(*scene.roles())]
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


def _optimized(data: bytes) -> bytes:
    import shutil  # Together they take as long to import as ten frames to draw.
    import subprocess

    program = shutil.which("gifsicle")
    if program is None:
        raise FailedError(
            "optimize needs gifsicle, which is not installed.",
            "install it (apt-get install gifsicle, or brew install gifsicle), or leave out --optimize.",
        )
    command = [program, "-O3", "--no-warnings"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603  a program, no shell
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()
        raise FailedError(f"gifsicle could not make the file smaller: {reason}", "leave out --optimize.")
    return done.stdout
