"""MP4: H.264, which every player and editor of slides takes. It plays once, or as the player is set."""

from typing import BinaryIO

from convanim.errors import ConvanimError
from convanim.exporters import Memory, Picture, Wish
from convanim.exporters._embedded import in_video

EMBEDDED_AS = "video"
MEMORY = Memory(still=400, paper=400, clear=400)
"""With that of ffmpeg."""
command_in = in_video("mov")


def check(wish: Wish) -> None:
    """Raise ConvanimError where it is to be transparent (H.264 has no alpha), FailedError without ffmpeg."""
    from convanim.exporters import _video

    if wish.background == "transparent":
        raise ConvanimError("an .mp4 cannot be transparent.", "leave out the background, or write a .webm or a .webp.")
    _video.ffmpeg("mp4")


def refuse(picture: Picture) -> None:
    """Raise ConvanimError for a film that is too long or too large."""
    from convanim.exporters import _video

    _video.refuse_long(picture)
    MEMORY.refuse(picture, ".mp4")


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the video; raises what ``check`` and ``refuse`` raise."""
    from convanim.exporters import _video

    check(picture)
    refuse(picture)
    options = ("-preset", "medium", "-tune", "animation", "-crf", "18", "-movflags", "+faststart")
    _video.encode(picture, file, "mp4", _video.Codec("libx264", "yuv420p", options, slowest=10))
