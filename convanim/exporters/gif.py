"""Animated GIF: one palette, and of each frame only the box that changed, encoded by Pillow as it comes."""

import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from PIL import GifImagePlugin, Image

from convanim.errors import ConvanimError, FailedError
from convanim.exporters import Memory, Picture, Wish, _holes, _pages
from convanim.exporters._holes import Drawing
from convanim.exporters._indexed import SHADES, box
from convanim.raster import paint
from convanim.raster.palette import Palette
from convanim.scene.stills import frame_alone
from convanim.style.theme import Colour, parse_colour

if TYPE_CHECKING:
    from convanim.raster.frame import Frame
    from convanim.raster.palette import Bytes

SHORTEST, LONGEST = 2, 65_535
"""Hundredths of a second that an image can be asked to last: below, browsers take a tenth; above, there are no bits."""


MEMORY = Memory(still=8, paper=10, clear=12)


def check(wish: Wish) -> None:
    """Raise FailedError where it is to be made smaller, but the program for that is missing."""
    if wish.optimize:
        _gifsicle()


def refuse(picture: Picture) -> None:
    """Raise ConvanimError for a page that is too large, and a frame that lasts longer than a GIF can say."""
    MEMORY.refuse(picture, ".gif")
    _delays(picture.scene.durations_ms)


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation."""
    if picture.optimize:
        plain = io.BytesIO()
        _write(picture, plain)
        file.write(_optimized(plain.getvalue()))
    else:
        _write(picture, file)


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write one frame."""
    write(picture._replace(scene=frame_alone(picture.scene, frame)), file)


def _write(picture: Picture, file: BinaryIO) -> None:
    scene = picture.scene
    delays = _delays(scene.durations_ms)
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


def _delays(durations_ms: Sequence[int]) -> list[int]:
    """Hundredths of a second for each image; what rounding takes from one, the next ones get.

    Raises ConvanimError for what lasts longer than a GIF can say.
    """
    found: list[int] = []
    end_ms = spent = 0
    for duration_ms in durations_ms:
        end_ms += duration_ms
        delay = max((end_ms + 5) // 10 - spent, SHORTEST)
        if delay > LONGEST:
            raise ConvanimError(
                f"a frame of {duration_ms / 1000:,.4g} seconds is longer than a GIF can say ({LONGEST / 100} seconds).",
                "use a shorter step_ms or hold_ms, or write a .webp.",
            )
        spent += delay
        found.append(delay)
    return found


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
    return parse_colour(picture.matte) if picture.matte else picture.theme.colours["paper"]


def _image(indices: "Bytes", palette: Palette) -> Image.Image:
    image = Image.fromarray(indices, "L")
    image.putpalette(palette.colours.astype(np.uint8).tobytes())
    return image


def _gifsicle() -> str:
    import shutil  # With subprocess it takes as long to import as ten frames to draw.

    program = shutil.which("gifsicle")
    if program is None:
        raise FailedError(
            "optimize needs gifsicle, which is not installed.",
            "install it (apt-get install gifsicle, or brew install gifsicle), or leave out --optimize.",
        )
    return program


def _optimized(data: bytes) -> bytes:
    import subprocess

    command = [_gifsicle(), "-O3", "--no-warnings"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603  a program, no shell
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()
        raise FailedError(f"gifsicle could not make the file smaller: {reason}", "leave out --optimize.")
    return done.stdout
