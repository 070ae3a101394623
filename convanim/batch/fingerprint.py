"""What a figure depends on: its options, the files that it reads and the version that draws it."""

import dataclasses
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import convanim
from convanim import files
from convanim.errors import FailedError
from convanim.figure import Figure, look
from convanim.layers.number_files import LARGEST_FILE
from convanim.style import theme


def names_file(option: str, value: object) -> bool:
    """Whether the value of an option is the name of a file."""
    if not isinstance(value, str):
        return False
    kind = look.option(option).kind
    return kind.takes_files and (not kind.suffixes or Path(value).suffix.lower() in kind.suffixes)


def files_read(figure: Figure) -> dict[str, Path]:
    """The files that a figure reads, by the option that names each."""
    given = {option.name: value for option, value in figure.look() if names_file(option.name, value)}
    if figure.colours.font:  # A theme can name one, too.
        given["font"] = figure.colours.font
    return {name: Path(value) for name, value in given.items()}


def refuse_unreadable(option: str, path: Path) -> None:
    """Raise FailedError for what is not a file of a size that is read: a device would never end."""
    try:
        size = path.stat().st_size if path.is_file() else None
    except (OSError, ValueError):  # A name that no file can have.
        size = None
    if size is None:
        raise FailedError(
            f"{option}: there is no file {path}.",
            f"name a file for {option}; names count from the figures file's folder.",
        )
    largest = theme.MOST_BYTES if option == "theme" else LARGEST_FILE
    if size > largest:
        raise FailedError(f"{option}: {path} has more than {largest:,} bytes.", "use a smaller file.")


def of(figure: Figure, suffix: str) -> str:
    """A text that changes whenever a file of the figure with this suffix would.

    It is the same in every folder and on every machine: files count by what is in them. Raises FailedError for a
    file that cannot be read.
    """
    told: dict[str, Any] = {name: figure.option(name) for name in look.names()}
    told["layer"] = dataclasses.asdict(figure.layer)
    for option, path in files_read(figure).items():
        refuse_unreadable(option, path)
        told[option] = [path.name, _digest_of(path, path.stat().st_mtime_ns, path.stat().st_size)]
    text = json.dumps([convanim.__version__, suffix, told], sort_keys=True, default=_plain)
    return digest(text.encode("utf-8", "surrogatepass"))


def digest(content: bytes) -> str:
    """Sixteen bytes that tell one content from another, as text."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@cache
def _digest_of(path: Path, _mtime_ns: int, _size: int) -> str:
    return files.digest(path)


def _plain(value: Any) -> Any:
    """Arrays as lists, for their repr leaves out the middle; the rest by its repr."""
    return value.tolist() if hasattr(value, "tolist") else repr(value)
