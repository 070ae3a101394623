"""The journal of an output folder: what made each file in it.

One line of JSON an output, written when the output is complete. Lines are added at the end, so a process that is
killed loses none; what cannot be read counts as not written, and its figure is drawn again.
"""

import contextlib
import errno
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from convanim.errors import FailedError
from convanim.files import whole_file

NAME = ".convanim.jsonl"


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
        """What is known, by the outputs' names."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return {}
        found: dict[str, Made] = {}
        for output, made in filter(None, map(_read, lines)):
            found.pop(output, None)
            if made.files:
                found[output] = made
        return found

    def add(self, entries: Iterable[tuple[str, Made]]) -> None:
        """Add to the end; an output without files is forgotten. Raises FailedError."""
        # A line that was cut short spoils no more than itself, for the next begins on a line of its own.
        text = "".join(f"\n{_line(output, made)}\n" for output, made in entries)
        if not text:
            return
        with self._held():
            try:
                self._refuse_link()
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
            with contextlib.suppress(OSError):
                if self.path.read_bytes() == text:
                    return
            self._refuse_link()
            with whole_file(self.path) as file:
                file.write(text)

    def _refuse_link(self) -> None:
        # Who lends a folder may not choose what is written to elsewhere.
        if self.path.is_symlink():
            raise FailedError(f"{self.path} is a link.", "put a file in its place, or remove it.")

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
    return json.dumps({"output": output, **made._asdict()}, ensure_ascii=False)


def _read(line: str) -> tuple[str, Made] | None:
    """The entry of a line; None for one that is none, or that names a file outside of the folder."""
    try:
        told = json.loads(line)
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
