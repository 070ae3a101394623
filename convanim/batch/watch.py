"""Waits for changes of files."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from convanim.errors import FailedError

_LOOK_AGAIN_MS = 1000


def rounds(files: Callable[[], Iterable[Path]]) -> Iterator[None]:
    """Yields whenever one of the ``files``, which are asked for anew each time, has changed; never ends by itself.

    The first time is at once.
    """
    try:
        import watchfiles
    except ImportError:
        raise FailedError(
            "watching files needs watchfiles, which is not installed.", "install it: pip install 'convanim[watch]'."
        ) from None
    while True:
        seen = _state(files())
        yield
        # Folders are watched, not files: editors put a new file in the place of the old one.
        folders = {path.parent for path in files() if path.parent.is_dir()}
        # A change between the look and the watch wakes nobody, so it looks again now and then.
        for _ in watchfiles.watch(
            *folders, recursive=False, debounce=100, step=20, rust_timeout=_LOOK_AGAIN_MS, yield_on_timeout=True
        ):
            if _state(files()) != seen:
                break


def _state(files: Iterable[Path]) -> dict[Path, tuple[int, int] | None]:
    return {path: _stamp(path) for path in files}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
