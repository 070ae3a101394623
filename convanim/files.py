"""Files that are written whole or not at all, and read no further than is sane.

Who reads names the bytes that are read at most. What is no regular file is never opened for reading: a pipe would
wait for a writer, a device need not end.
"""

import contextlib
import os
import stat
import zlib
from collections.abc import Iterator
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO, cast

from convanim.errors import ConvanimError, FailedError


@contextlib.contextmanager
def opened(path: Path, hint: str) -> Iterator[BufferedReader]:
    """A regular file, to read from. Raises FailedError with ``hint`` where there is none, or it cannot be read."""
    try:
        # A pipe that nobody writes to would be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            kind = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(kind):
                raise FailedError(f"{path} is {_called(kind)}, not a file.", hint)
            yield file
    except FileNotFoundError as error:
        raise FailedError(f"there is no file {path}.", hint) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have.
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        if isinstance(error, IsADirectoryError):
            reason = "it is a folder"
        raise FailedError(f"{path} could not be read: {reason}.", hint) from error


def _called(kind: int) -> str:
    if stat.S_ISDIR(kind):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(kind) else "a device"


def read_bytes(path: Path, most: int, hint: str, smaller: str = "use a smaller file.") -> bytes:
    """The content of a regular file. Raises FailedError with ``hint`` for none, with ``smaller`` for a larger one."""
    with opened(path, hint) as file:
        return read_stream(file, most, str(path), smaller)


def read_stream(file: IO[bytes], most: int, name: str, smaller: str) -> bytes:
    """What comes from an open file called ``name``; FailedError where that is more than ``most`` bytes."""
    content = file.read(most + 1)
    if len(content) > most:
        raise FailedError(f"{name} has more than {most:,} bytes.", smaller)
    return content


def ends_of(path: Path, most: int, hint: str) -> bytes:
    """The first ``most`` bytes of a regular file and, where it has more, the last ``most``."""
    with opened(path, hint) as file:
        head = file.read(most)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(len(head), size - most))
        return head + file.read(most)


def decoded(content: bytes, name: str) -> str:
    """A text in UTF-8. Raises ConvanimError with the line that is none."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConvanimError(f"{name}:{line}: this is not UTF-8.", "save it as UTF-8.") from None


def digest(path: Path) -> str:
    """What tells the content of a file from another: sixteen bytes as text. Raises FailedError."""
    import hashlib  # Drawing one figure needs none.

    with opened(path, "free the way to this file.") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of ``path`` when the block ends well, and vanishes when it doesn't.

    Missing folders are made. A pipe or a device stays what it is, and gets the content in the end. What could not be
    written is a FailedError.
    """
    with _as_failure(path):
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        if path.exists() and not path.is_file():
            with _passed_on(path) as file:
                yield file
            return
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        hidden = target.parent / f"{_PREFIX}{_machine()}-{os.getpid()}-{os.urandom(4).hex()}"
        try:
            with hidden.open("xb+") as file:
                yield file
            hidden.replace(target)
        finally:
            hidden.unlink(missing_ok=True)


@contextlib.contextmanager
def _passed_on(path: Path) -> Iterator[BinaryIO]:
    """A file whose content a pipe or a device gets in the end, for those cannot be gone back in."""
    import shutil
    import tempfile

    with tempfile.TemporaryFile() as file:
        yield cast("BinaryIO", file)
        file.seek(0)
        with path.open("wb") as outside:
            shutil.copyfileobj(file, outside)


@contextlib.contextmanager
def _as_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FailedError(
            f"{path} could not be written: {reason}.", "choose another file with -o, or free the way to this one."
        ) from error


_PREFIX = ".convanim-"
"""Begins the names of files that are not finished; then come the machine, the process and a number."""


@cache
def _machine() -> str:
    """The machine, in letters for a name: in a folder that several share, a process is one of its machine."""
    return f"{zlib.crc32(os.fsencode(os.uname().nodename)):08x}" if os.name == "posix" else "0"


@cache
def sweep(folder: Path) -> None:
    """Remove what processes of this machine that were killed left unfinished in a folder; once is enough."""
    if os.name != "posix":
        return  # Elsewhere nobody can ask for a process without ending it.
    for path in folder.glob(f"{_PREFIX}{_machine()}-*-*"):
        process = path.name.split("-")[2]
        if process.isascii() and process.isdigit() and not _is_alive(int(process)):
            with contextlib.suppress(OSError):
                path.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # It is somebody else's.
    return True
