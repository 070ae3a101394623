"""The command that a figure's file carries, whatever its format."""

import html
import re
import shlex
import subprocess
from pathlib import Path

from convanim.errors import ConvanimError, FailedError

_LARGEST_TEXT = 64_000_000
"""Bytes of a file in which the command is looked for as text."""


def command_in(path: Path) -> list[str]:
    """The words of the command that made ``path``, without "convanim".

    Raises ConvanimError where it carries none, FailedError where it cannot be read.
    """
    if not path.is_file():
        raise FailedError(f"there is no file {path}.", "name a figure that convanim drew.")
    try:
        found = _found(path)
    except (OSError, EOFError, RuntimeError, SyntaxError, ValueError) as error:  # Pillow's, of what is cut or broken.
        raise FailedError(f"{path} could not be read: {error}.", "name a figure that convanim drew.") from error
    words = shlex.split(found) if found else []
    if not words or words[0] != "convanim":
        raise ConvanimError(f"{path} does not say which command made it.", "draw it by its own command.")
    return words[1:]


def _found(path: Path) -> str | None:
    suffix = path.suffix.lower()
    if suffix in (".gif", ".png", ".webp", ".avif"):
        return _in_picture(path)
    if suffix in (".mp4", ".webm"):
        return _in_video(path)
    text = path.read_bytes()[:_LARGEST_TEXT].decode("utf-8", errors="replace")
    if suffix == ".pdf":
        match = re.search(r"/Keywords \((convanim (?:[^()\\]|\\.)*)\)", text)
        return re.sub(r"\\(.)", r"\1", match[1]) if match else None
    if suffix == ".tex":
        match = re.search(r"^%\s*(convanim .*)$", text, re.MULTILINE)
        return match[1] if match else None
    match = re.search(
        r"<metadata[^>]*>(convanim .*?)</metadata>|name=\"convanim\" content=\"(convanim .*?)\"", text, re.DOTALL
    )
    return html.unescape(match[1] or match[2]) if match else None


def _in_picture(path: Path) -> str | None:
    from PIL import Image

    with Image.open(path) as image:
        comment = image.info.get("comment") or image.info.get("Comment")
        packet = image.info.get("xmp")
    if isinstance(packet, bytes):
        match = re.search(r">(convanim .*?)</", packet.decode("utf-8", errors="replace"), re.DOTALL)
        return html.unescape(match[1]) if match else None
    return comment.decode() if isinstance(comment, bytes) else comment


def _in_video(path: Path) -> str | None:
    try:
        from imageio_ffmpeg import get_ffmpeg_exe
    except ImportError as error:
        raise FailedError("reading a video needs ffmpeg.", "pip install 'convanim[video]'") from error
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    told = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603  a program, no shell
    match = re.search(r"^comment=(.*)$", told.stdout.decode("utf-8", errors="replace"), re.MULTILINE | re.IGNORECASE)
    return re.sub(r"\\(.)", r"\1", match[1]) if match else None
