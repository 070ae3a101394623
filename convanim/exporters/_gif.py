"""The encoder of animated GIFs: what needs numpy and Pillow, which the help does not."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from PIL import GifImagePlugin, Image

from convanim.exporters import Picture, _holes, _pages
from convanim.exporters._holes import Drawing
from convanim.exporters._indexed import SHADES, box
from convanim.raster import paint
from convanim.raster.palette import Palette
from convanim.style.colour import Colour, parse_colour

if TYPE_CHECKING:
    from convanim.raster.frame import Frame
    from convanim.raster.palette import Bytes


def write(picture: Picture, delays: Sequence[int], file: BinaryIO) -> None:
    """Write the animation; ``delays`` are hundredths of a second, one a frame."""
    scene = picture.scene
    holes = _pages.is_transparent(picture)
    frames = _holes.frames(picture, _matte(picture)) if holes else paint.frames(scene, picture.theme)
    first = next(frames)
    flat = _flat_colours(picture)
    # One entry is left for the transparent pixels: those that stay as they are, and those where nothing is.
    size = min(1 << (len(flat) + SHADES).bit_length(), 256)
    palette = Palette(_holes.seen(first.pixels) if holes else first.pixels, flat, size - 1)
    transparent = len(palette.colours)

    file.writelines(_header(picture, palette))
    if holes:
        drawings = _holes.drawings(itertools.chain([first], frames), palette, scene.width)
    else:
        # The first frame is the whole page, which needs no list of its pixels.
        page = palette.index(first.pixels).reshape(scene.height, scene.width)
        file.writelines(GifImagePlugin.getdata(_image(page, palette), duration=10 * delays[0], disposal=1))
        del page  # It is as large as all the rest.
        drawings = _patches(frames, palette, scene.width)
    for delay, drawing in zip(delays[0 if holes else 1 :], drawings, strict=True):
        disposal = 2 if drawing.clears else 1
        file.writelines(
            GifImagePlugin.getdata(
                _image(drawing.new, palette),
                drawing.place,
                duration=10 * delay,
                disposal=disposal,
                transparency=transparent,
            )
        )
    file.write(b";")


def _patches(frames: "Iterable[Frame]", palette: Palette, width: int) -> Iterator[Drawing]:
    """Of each frame the pixels that changed."""
    for frame in frames:
        yield Drawing(*box(frame, palette, width))


def _header(picture: Picture, palette: Palette) -> list[bytes]:
    size = picture.scene.height, picture.scene.width
    head: list[bytes] = GifImagePlugin.getheader(_image(np.zeros(size, np.uint8), palette), info=_info(picture))[0]
    return head


def _info(picture: Picture) -> dict[str, object]:
    """What the head of the file tells."""
    info: dict[str, object] = {}
    if picture.loop != 1:
        # The file counts how often the animation comes again after the first time.
        info["loop"] = max(picture.loop - 1, 0)
    if command := _pages.comments(picture).get("Comment"):
        info["comment"] = command.encode()
    return info


def _flat_colours(picture: Picture) -> list[tuple[int, int, int]]:
    """The colours of areas; a palette has room for those of all but the oddest figures."""
    theme = picture.theme
    if _pages.is_transparent(picture):
        theme = theme._replace(colours={**theme.colours, "paper": _matte(picture)})
    return [colour.rgb for colour in theme.flat_colours(*picture.scene.roles())][: 255 - SHADES]


def _matte(picture: Picture) -> Colour:
    """What smooth edges are mixed with where the picture has no paper."""
    matte = dict(picture.own).get("matte")
    return parse_colour(matte) if matte else picture.theme.colours["paper"]


def _image(indices: "Bytes", palette: Palette) -> Image.Image:
    image = Image.fromarray(indices, "L")
    image.putpalette(palette.colours.astype(np.uint8).tobytes())
    return image
