"""Frames as Pillow's images, one in memory at a time."""

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from convanim.exporters import Picture
from convanim.raster import alpha, paint
from convanim.scene.stills import frame_alone

if TYPE_CHECKING:
    from convanim.raster.frame import Frame, Pixels


def is_transparent(picture: Picture) -> bool:
    """Whether what lies under the picture is to be seen instead of paper."""
    return picture.background == "transparent"


def frames(picture: Picture) -> "Iterator[Frame]":
    """The painter's frames: 0xRRGGBB, or 0xAARRGGBB where the picture has no paper."""
    if is_transparent(picture):
        return alpha.frames(picture.scene, picture.theme)
    return paint.frames(picture.scene, picture.theme)


def image(picture: Picture, pixels: "Pixels", width: int) -> Image.Image:
    """Rows of ``width`` of the painter's pixels as an image of its own memory, RGB or RGBA."""
    mode, order = ("RGBA", "BGRA") if is_transparent(picture) else ("RGB", "BGRX")
    data = np.ascontiguousarray(pixels.astype("<u4", copy=False)).data.cast("B")
    return Image.frombytes(mode, (width, len(pixels) // width), data, "raw", order)


def images(picture: Picture) -> Iterator[Image.Image]:
    """The frames, whole."""
    return (image(picture, frame.pixels, picture.scene.width) for frame in frames(picture))


def page(picture: Picture, frame: int) -> Image.Image:
    """One frame, painted alone."""
    return next(images(picture._replace(scene=frame_alone(picture.scene, frame))))


class Reel(Image.Image):
    """An animation for Pillow's writers, which paints a frame when it is sought.

    They list the images that they are given before they write the first, but of an image that has many frames they
    seek one after the other: so memory holds one.
    """

    def __init__(self, painted: Callable[[], Iterator[Image.Image]], count: int) -> None:
        """``painted`` starts the ``count`` images from the first."""
        super().__init__()
        self.n_frames, self.is_animated = count, count > 1
        self._painted = painted
        self._start()

    def _start(self) -> None:
        self._rest = self._painted()
        self._at = -1
        self.seek(0)

    def tell(self) -> int:
        """The number of the frame that it shows."""
        return self._at

    def seek(self, frame: int) -> None:
        """Show a frame; raises EOFError behind the last."""
        if frame >= self.n_frames:
            raise EOFError
        if frame < self._at:
            self._start()
        for shown in itertools.islice(self._rest, frame - self._at):
            self._mode, self._size, self.im = shown.mode, shown.size, shown.im
        self._at = frame


def reel(picture: Picture) -> Reel:
    """The frames of a picture for Pillow's writers."""
    return Reel(lambda: images(picture), picture.scene.frames)


def comments(picture: Picture) -> dict[str, str]:
    """What a file says of itself: its title, itself in words, and the command that makes it, where they are known."""
    told = {"Title": picture.title, "Description": picture.alt, "Comment": picture.command}
    return {key: text for key, text in told.items() if text}


def xmp(picture: Picture) -> bytes:
    """The same, for formats that hold XMP; nothing where nothing is known."""
    from xml.sax.saxutils import escape

    told = comments(picture)
    if not told:
        return b""
    tags = {"Title": "title", "Description": "description", "Comment": "source"}
    body = "".join(
        f'<dc:{tags[key]}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></dc:{tags[key]}>'
        for key, text in told.items()
    )
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="convanim">{body}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()
