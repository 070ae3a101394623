"""WebM: VP9, which browsers play; it can be transparent. It plays once, or as the page tells."""

from typing import BinaryIO

from convanim.exporters import Memory, Picture, Wish
from convanim.exporters._embedded import in_video

EMBEDDED_AS = "video"
MEMORY = Memory(still=280, paper=280, clear=450)
"""With that of ffmpeg."""
command_in = in_video("matroska")


def check(wish: Wish) -> None:
    """Raise FailedError without ffmpeg."""
    from convanim.exporters import _video

    _video.ffmpeg("webm")


def refuse(picture: Picture) -> None:
    """Raise ConvanimError for a film that is too long or too large."""
    from convanim.exporters import _video

    _video.refuse_long(picture)
    MEMORY.refuse(picture, ".webm")


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the video."""
    from convanim.exporters import _pages, _video

    refuse(picture)
    codec = _video.Codec(
        "libvpx-vp9", "yuv420p", ("-b:v", "0", "-crf", "20", "-deadline", "good", "-cpu-used", "4"), slowest=2
    )
    if _pages.is_transparent(picture):
        # The frames that are never shown, which this codec refers to, cannot have alpha.
        codec = codec._replace(pixels="yuva420p", options=(*codec.options, "-auto-alt-ref", "0"))
    _video.encode(picture, file, "webm", codec)
