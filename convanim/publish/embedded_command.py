"""The command that a figure's file carries, whatever its format."""

import html
import os
import re
import shlex
import subprocess
import warnings
from pathlib import Path

from convanim.errors import ConvanimError, FailedError
from convanim.files import ends_of, opened, read_bytes

_MOST_TEXT = 1_000_000
"""Bytes of the start, and of the end, of a file in which the command is looked for as text."""
_MOST_FILM = 64_000_000
"""Bytes of a picture or a video that is opened: some formats take all of it into memory."""
LONGEST = 200_000
"""Letters of a command: half as long again as one that a shell takes. Longer ones take minutes to take apart."""
_NAME_ONE = "name a figure that convanim drew."
_FORMATS = {".gif": "GIF", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
_DEMUXERS = {".mp4": "mov", ".webm": "matroska"}
"""ffmpeg's readers. Without their name it would choose one by what is in the file, a playlist of other files too."""


def command_in(path: Path) -> list[str]:
    """The words of the command that made ``path``, without "convanim".

    Raises ConvanimError where it carries none, FailedError where it cannot be read.
    """
    try:
        found = _found(path)
    except (OSError, EOFError, RuntimeError, SyntaxError, ValueError, subprocess.SubprocessError) as error:
        # Pillow's, of what is cut or broken.
        raise FailedError(f"{path} could not be read: {error}.", _NAME_ONE) from error
    words = words_of(found) if found else []
    if not words or words[0] != "convanim":
        raise ConvanimError(f"{path} does not say which command made it.", "draw it by its own command.")
    return words[1:]


def words_of(command: str) -> list[str]:
    """The words of a command as a shell takes them apart. Raises ConvanimError for one that none would take."""
    if len(command) > LONGEST:
        raise ConvanimError(
            f"the command has {len(command):,} letters, which is more than {LONGEST:,}.", "put its numbers into a file."
        )
    try:
        return shlex.split(command)
    except ValueError as error:
        raise ConvanimError(f"{str(error).lower()}.", "close the quote.") from None


def _found(path: Path) -> str | None:
    suffix = path.suffix.lower()
    if suffix in _FORMATS:
        return _in_picture(path, _FORMATS[suffix])
    if suffix in _DEMUXERS:
        return _in_video(path, _DEMUXERS[suffix])
    text = ends_of(path, _MOST_TEXT, _NAME_ONE).decode("utf-8", errors="replace")
    # Each pattern stops at what would begin it again, so that none looks at anything twice.
    if suffix == ".pdf":
        match = re.search(r"/Keywords \((convanim (?:[^()\\]++|\\.)*+)\)", text)
        return re.sub(r"\\(.)", r"\1", match[1]) if match else None
    if suffix == ".tex":
        match = re.search(r"^%[ \t]*(convanim .*)$", text, re.MULTILINE)
        return match[1] if match else None
    match = re.search(
        r"<metadata[^<>]*>(convanim [^<]*)</metadata>|name=\"convanim\" content=\"(convanim [^\"]*)\"", text
    )
    return html.unescape(match[1] or match[2]) if match else None


def _in_picture(path: Path, form: str) -> str | None:
    import io

    from PIL import Image, UnidentifiedImageError

    content = read_bytes(path, _MOST_FILM, _NAME_ONE, _NAME_ONE)
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


def _in_video(path: Path, demuxer: str) -> str | None:
    try:
        from imageio_ffmpeg import get_ffmpeg_exe
    except ImportError as error:
        raise FailedError("reading a video needs ffmpeg.", "pip install 'convanim[video]'") from error
    with opened(path, _NAME_ONE) as file:
        if os.fstat(file.fileno()).st_size > _MOST_FILM:
            raise FailedError(f"{path} has more than {_MOST_FILM:,} bytes.", _NAME_ONE)
    command = [get_ffmpeg_exe(), "-v", "error", "-nostdin", "-protocol_whitelist", "file", "-f", demuxer]
    command += ["-i", f"file:{path}", "-f", "ffmetadata", "-"]
    told = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603  a program, no shell
    match = re.search(r"^comment=(.*)$", told.stdout.decode("utf-8", errors="replace"), re.MULTILINE | re.IGNORECASE)
    return re.sub(r"\\(.)", r"\1", match[1]) if match else None
