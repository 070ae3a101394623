"""Fonts for letters that the built-in font lacks: the one that was named, or one of the system's that has them."""

import itertools
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

from convanim.errors import FailedError

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/System/Library/Fonts",
           "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts")  # fmt: skip
MOST_FILES = 3000
"""Font files that are looked into where the system cannot be asked."""


@cache
def font_for(letters: str, named: str | None) -> str:
    """The file of a font that has all ``letters``; ``named`` is tried first.

    Raises FailedError where there is none: no letter is ever drawn as an empty box.
    """
    if named is not None:
        _refuse_unreadable(named)
    for path in itertools.chain([named] if named else [], _asked(letters), _searched()):
        if has(path, letters):
            return path
    missing = "".join(sorted({each for each in letters if named is None or not has(named, each)}))
    raise FailedError(
        f"no font here has {missing[:20]!r}.", "name one that has it: --font FILE (Noto Sans CJK has Chinese)."
    )


def _refuse_unreadable(named: str) -> None:
    hint = "name a .ttf, .otf or .ttc file with --font."
    try:
        if not Path(named).is_file():
            raise FailedError(f"there is no font file {named}.", hint)
        with Path(named).open("rb"):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FailedError(f"the font file {named} could not be read: {reason}.", hint) from error


@cache
def load(path: str, size: float) -> ImageFont.FreeTypeFont:
    """The font in a file, at ``size`` pixels an em."""
    return ImageFont.truetype(path, size)


@cache
def has(path: str, letters: str) -> bool:
    """Whether the font in a file draws each of ``letters`` as something else than its sign for a missing one."""
    try:
        font = load(path, 20)
        missing = _drawn(font, "\uffff")
        return all(_drawn(font, letter) != missing for letter in set(letters))
    except (OSError, ValueError):
        return False  # No font, or one of bitmaps of a single size.


def _drawn(font: ImageFont.FreeTypeFont, letter: str) -> tuple[object, bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


def _asked(letters: str) -> Iterator[str]:
    """What fontconfig names for the letters, where it is installed."""
    charset = " ".join(f"{ord(letter):x}" for letter in sorted(set(letters)))
    command = ["fc-match", "-f", "%{file}", f"sans-serif:charset={charset}"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=10, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return
    if told.stdout:
        yield os.fsdecode(told.stdout)


def _searched() -> Iterator[str]:
    files = (
        str(Path(folder) / name)
        for top in FOLDERS
        for folder, _, names in os.walk(Path(top).expanduser())
        for name in sorted(names)
        if name.lower().endswith((".ttf", ".otf", ".ttc"))
    )
    yield from itertools.islice(files, MOST_FILES)
