"""The command that a figure's file carries, whatever its format."""

import shlex
import subprocess
from pathlib import Path

from convanim import exporters, parts
from convanim.errors import ConvanimError, FailedError
from convanim.exporters._embedded import NAME_ONE

LONGEST = 200_000
"""Letters of a command: half as long again as one that a shell takes. Longer ones take minutes to take apart."""
OF_PAGES = ("svg", "html")
"""The formats that a file of another suffix (.htm) may be of."""


def command_in(path: Path) -> list[str]:
    """The words of the command that made ``path``, without "convanim".

    Raises ConvanimError where it carries none, FailedError where it cannot be read.
    """
    try:
        found = _found(path)
    except (OSError, EOFError, RuntimeError, SyntaxError, ValueError, subprocess.SubprocessError) as error:
        # Pillow's, of what is cut or broken.
        raise FailedError(f"{path} could not be read: {error}.", NAME_ONE) from error
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
    suffix = path.suffix.removeprefix(".").lower()
    for known in [suffix] if suffix in parts.names("exporters") else OF_PAGES:
        found = exporters.power(known, "command_in")(path)
        if found:
            return str(found)
    return None
