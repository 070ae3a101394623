"""The journal of an output folder: what made each file in it.

One line of JSON an output, written when the output is complete. Lines are added at the end, so a process that is
killed loses none; what cannot be read counts as not written, and its figure is drawn again.
"""

import contextlib
import errno
import io
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from convanim.errors import FailedError
from convanim.files import read_bytes, whole_file

NAME = ".convanim.jsonl"
MOST_BYTES = 32_000_000
"""Of a journal: room for 10,000 outputs, or for the steps of a hundred films."""
LONGEST_LINE = 4_000_000


class Made(NamedTuple):
    """What is known of an output: one file, or the files of its steps."""

    fingerprint: str | None
    """Of what made it; None while it is being made anew."""
    files: dict[str, str]
    """The digest of each file's content, by the file's name in the folder."""
    source: str
    """The figures file, from the folder."""


class Journal:
    """The journal of one folder. Any number of processes may write it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / NAME

    def read(self) -> dict[str, Made]:
        """What is known, by the outputs' names. Raises FailedError for a journal that is no file, or far too large."""
        found: dict[str, Made] = {}
        for output, made in filter(None, map(_read, io.BytesIO(self._content()))):
            found.pop(output, None)
            if made.files:
                found[output] = made
        return found

    def _content(self) -> bytes:
        self._refuse_what_is_no_file()
        try:
            return read_bytes(self.path, MOST_BYTES, "", "remove it; what is there is drawn again.")
        except FailedError as error:
            if isinstance(error.__cause__, OSError):  # There is none yet, or none that can be read.
                return b""
            raise

    def add(self, entries: Iterable[tuple[str, Made]]) -> None:
        """Add to the end; an output without files is forgotten. Raises FailedError."""
        # A line that was cut short spoils no more than itself, for the next begins on a line of its own.
        text = "".join(f"\n{_line(output, made)}\n" for output, made in entries)
        if not text:
            return
        with self._held():
            try:
                self._refuse_what_is_no_file()
                with self.path.open("ab", buffering=0) as file:
                    content = text.encode()
                    if (file.write(content) or 0) < len(content):
                        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise FailedError(
                    f"{self.path} could not be written: {reason}.",
                    "without it, what is drawn is drawn again next time.",
                ) from error

    def tidy(self) -> None:
        """Leave a line an output, in the order of their names."""
        with self._held():
            known = self.read()
            text = "".join(f"{_line(output, known[output])}\n" for output in sorted(known)).encode()
            if self._content() != text:
                with whole_file(self.path) as file:
                    file.write(text)

    def _refuse_what_is_no_file(self) -> None:
        # Who lends a folder may not choose what is written to elsewhere, nor let others wait for a pipe.
        if self.path.is_symlink():
            raise FailedError(f"{self.path} is a link.", "put a file in its place, or remove it.")
        if self.path.exists() and not self.path.is_file():
            raise FailedError(f"{self.path} is not a file.", "remove it; it is made anew.")

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """Keep other processes out, where the system can: without, a line may be lost and its figure drawn again."""
        try:
            import fcntl

            descriptor = os.open(self.folder, os.O_RDONLY)
        except (ImportError, OSError):
            yield
            return
        try:
            with contextlib.suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _line(output: str, made: Made) -> str:
    entry = {"output": output, **made._asdict()}
    line = json.dumps(entry, ensure_ascii=False)
    # A name that is no text, as a file's can be, is spelled out.
    return line if line.isascii() or _is_text(line) else json.dumps(entry)


def _is_text(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read(line: bytes) -> tuple[str, Made] | None:
    """The entry of a line; None for one that is none, or that names a file outside of the folder."""
    if len(line) > LONGEST_LINE:
        return None
    try:
        told = json.loads(line.decode("utf-8", "replace"))
        output, fingerprint, files, source = (told[key] for key in ("output", *Made._fields))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    right = isinstance(output, str) and isinstance(fingerprint, str | None) and isinstance(source, str)
    if not right or not isinstance(files, dict):
        return None
    if not all(isinstance(digest, str) and is_inside(name) for name, digest in files.items()):
        return None
    return output, Made(fingerprint, files, source)


def is_inside(name: str) -> bool:
    """Whether a relative name stays in its folder, links apart."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and not set(name) & set("\\:\0")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path in a folder is in truth elsewhere."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
