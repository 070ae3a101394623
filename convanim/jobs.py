"""Drawing one output, in whichever process."""

import importlib
import os
import re
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from convanim import fingerprint, theme
from convanim.errors import ConvanimError, FailedError
from convanim.figure import Figure
from convanim.output import Saved
from convanim.tables import BUNDLE

_DIGITS = re.compile(r"%0?(\d?)d")


class Job(NamedTuple):
    """All that is needed to draw a target anywhere."""

    figure: Figure
    name: str
    suffix: str
    output: str
    folder: Path


class Drawn(NamedTuple):
    """What came of a target."""

    output: str
    saved: Saved | None
    """None for a bundle, and for what was not drawn."""
    files: dict[str, str]
    """The digests of the files that were written, by their names in the folder."""
    error: ConvanimError | None = None
    """Why it was not drawn."""
    left_out: str = ""
    """Why a bundle has no video."""


def numbered(output: str, number: int) -> str:
    """The file of a step, in the place of its digits."""
    return _DIGITS.sub(lambda digits: str(number).zfill(int(digits[1] or 0)), output)


def publish() -> ModuleType:
    """What makes bundles; few batches need it."""
    return importlib.import_module("convanim.publish")


def draw_job(job: Job) -> Drawn:
    """Draw one output; what cannot be drawn is told in the result."""
    try:
        if "theme" in fingerprint.files_read(job.figure):
            theme.load.cache_clear()  # It may have changed since this process read it.
        _refuse_links(job)
        left_out = ""
        if job.suffix == BUNDLE:
            paths, left_out = publish().bundle(job.figure, job.folder, job.name)
            saved, names = None, [path.name for path in paths]
        else:
            saved = job.figure.save(job.folder / job.output)
            count = saved.frames if "%" in job.suffix else 1
            names = [numbered(job.output, number) for number in range(count)]
        files = {name: fingerprint.digest((job.folder / name).read_bytes()) for name in names}
    except Exception as error:
        return Drawn(job.output, None, {}, as_failure(error))
    return Drawn(job.output, saved, files, left_out=left_out)


def as_failure(error: Exception) -> ConvanimError:
    """Any exception as one that can be told, and sent from one process to another."""
    if isinstance(error, ConvanimError):
        return error
    if isinstance(error, MemoryError):
        return FailedError("there is not enough memory for a figure of this size.", "use a smaller cell or input.")
    return FailedError(
        f"it could not be drawn: {type(error).__name__}: {error}.", "draw it alone; this may be a fault of convanim."
    )


def _refuse_links(job: Job) -> None:
    first = numbered(job.output, 0)
    linked = job.folder.glob(f"{job.name}*") if job.suffix == BUNDLE or "%" in job.suffix else [job.folder / first]
    for path in linked:
        if leads_out(path, job.folder):
            raise FailedError(f"{path} is a link that leads out of the folder.", "remove the link.")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path in a folder is in truth elsewhere."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
