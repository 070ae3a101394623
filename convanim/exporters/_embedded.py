"""Reading the command that a figure's file carries: each format names the way to read its own.

A reader takes the path of a file and returns the command, or None where there is none. It raises FailedError for what
cannot be read, and whatever Pillow and ffmpeg raise for what is cut or broken.
"""

import html
import io
import os
import re
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

from convanim.errors import FailedError
from convanim.files import ends_of, opened, read_bytes

_MOST_TEXT = 1_000_000
"""Bytes of the start, and of the end, of a file in which the command is looked for as text."""
_MOST_FILM = 64_000_000
"""Bytes of a picture or a video that is opened: some formats take all of it into memory."""
NAME_ONE = "name a figure that convanim drew."

Reader = Callable[[Path], str | None]


def in_text(pattern: str, plain: Callable[[str], str] = str) -> Reader:
    """Of a text, in which the command is the pattern's only group, written so that ``plain`` makes it plain.

    The pattern has to stop at what would begin it again, so that none looks at anything twice.
    """
    return partial(_in_text, pattern, plain)


def in_picture(form: str) -> Reader:
    """Of a picture in the format that Pillow calls ``form``."""
    return partial(_in_picture, form)


def in_video(demuxer: str) -> Reader:
    """Of a video that ffmpeg's ``demuxer`` reads.

    Without its name ffmpeg would choose one by what is in the file, a playlist of other files too.
    """
    return partial(_in_video, demuxer)


def _in_text(pattern: str, plain: Callable[[str], str], path: Path) -> str | None:
    match = re.search(pattern, ends_of(path, _MOST_TEXT, NAME_ONE).decode("utf-8", errors="replace"), re.MULTILINE)
    return plain(match[1]) if match else None


def _in_picture(form: str, path: Path) -> str | None:
    from PIL import Image, UnidentifiedImageError

    content = read_bytes(path, _MOST_FILM, NAME_ONE, NAME_ONE)
    try:
        with warnings.catch_warnings():
            # Nothing is unpacked: a large picture is as good as a small one.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            # The format is that of the name: what is in a file does not choose the program that opens it.
            with Image.open(io.BytesIO(content), formats=[form]) as image:
                comment = image.info.get("comment") or image.info.get("Comment")
                packet = image.info.get("xmp")
    except UnidentifiedImageError:
        raise ValueError(f"it is no {form}") from None
    except Image.DecompressionBombError as error:
        raise ValueError(str(error).rstrip(".").lower()) from None
    if isinstance(packet, bytes):
        match = re.search(r"<[^<>]*>(convanim [^<]*)</", packet.decode("utf-8", errors="replace"))
        return html.unescape(match[1]) if match else None
    return comment.decode("utf-8", errors="replace") if isinstance(comment, bytes) else comment


def _in_video(demuxer: str, path: Path) -> str | None:
    import subprocess  # Few read a video, and it takes long to import.

    try:
        from imageio_ffmpeg import get_ffmpeg_exe
    except ImportError as error:
        raise FailedError("reading a video needs ffmpeg.", "pip install 'convanim[video]'") from error
    with opened(path, NAME_ONE) as file:
        if os.fstat(file.fileno()).st_size > _MOST_FILM:
            raise FailedError(f"{path} has more than {_MOST_FILM:,} bytes.", NAME_ONE)
    command = [get_ffmpeg_exe(), "-v", "error", "-nostdin", "-protocol_whitelist", "file", "-f", demuxer]
    command += ["-i", f"file:{path}", "-f", "ffmetadata", "-"]
    told = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603  a program, no shell
    match = re.search(r"^comment=(.*)$", told.stdout.decode("utf-8", errors="replace"), re.MULTILINE | re.IGNORECASE)
    return re.sub(r"\\(.)", r"\1", match[1]) if match else None
