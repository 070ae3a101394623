"""Files that are written whole or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from convanim.errors import FailedError


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of ``path`` when the block ends well, and vanishes when it doesn't.

    Missing folders are made. What could not be written is a FailedError.
    """
    with _as_failure(path):
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        with _hidden_file(target.parent) as (file, hidden):
            yield file
            file.flush()
            if hidden is None:
                _link(file, target)
            else:
                hidden.replace(target)


@contextlib.contextmanager
def _as_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FailedError(
            f"{path} could not be written: {reason}.", "choose another file with -o, or free the way to this one."
        ) from error


@contextlib.contextmanager
def _hidden_file(folder: Path) -> Iterator[tuple[BinaryIO, Path | None]]:
    """A file without a name, gone when its process is, however that ends; elsewhere a file with a hidden name."""
    if hasattr(os, "O_TMPFILE"):
        try:
            descriptor = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666)
        except OSError:
            pass  # Some file systems have none.
        else:
            with os.fdopen(descriptor, "w+b") as file:
                yield file, None
            return
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=".convanim-", dir=folder)
    hidden = Path(name)
    try:
        # mkstemp is for the owner's eyes only; a figure is as readable as any new file.
        umask = os.umask(0)
        os.umask(umask)
        hidden.chmod(0o666 & ~umask)
        with os.fdopen(descriptor, "w+b") as file:
            yield file, hidden
    finally:
        hidden.unlink(missing_ok=True)


def _link(file: BinaryIO, target: Path) -> None:
    """Put the finished file without a name in the place of ``target``."""
    hidden = f".convanim-{os.getpid()}-{file.fileno()}"
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(hidden, dir_fd=folder)
        # Naming the folder makes this linkat, which alone can follow the way to a file without a name.
        os.link(f"/proc/self/fd/{file.fileno()}", hidden, src_dir_fd=folder, dst_dir_fd=folder)
        os.replace(hidden, target.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)
