"""Drawing one output, in whichever process."""

import importlib
import re
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from convanim import exporters, files, parts
from convanim.batch import fingerprint
from convanim.batch.journal import leads_out
from convanim.batch.outputs import BUNDLE
from convanim.errors import ConvanimError, FailedError
from convanim.exporters import Saved
from convanim.figure import Figure
from convanim.style import theme

_DIGITS = re.compile(r"%0?(\d?)d")

_NAME = r"[\w-][\w.-]*"


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


def can_have(output: str, name: str) -> bool:
    """Whether an output can have a file of this name: itself, a file of its steps, or one of its bundle."""
    if re.fullmatch(_NAME, name) is None:
        return False  # It is not of this folder, or hidden.
    if "%" in output:
        before, *_, after = _DIGITS.split(output)
        return re.fullmatch(rf"{re.escape(before)}\d+{re.escape(after)}", name) is not None
    if name == output:
        return Path(output).suffix.removeprefix(".") in parts.names("exporters")
    return name in publish().bundle_names(output)


def publish() -> ModuleType:
    """What makes bundles; few batches need it."""
    return importlib.import_module("convanim.bundle")


def draw_job(job: Job) -> Drawn:
    """Draw one output; what cannot be drawn is told in the result."""
    try:
        if "theme" in fingerprint.files_read(job.figure):
            theme.load.cache_clear()  # It may have changed since this process read it.
        _refuse_what_is_no_file(job)
        left_out = ""
        if job.suffix == BUNDLE:
            paths, left_out = publish().bundle(job.figure, job.folder, job.name)
            saved, names = None, [path.name for path in paths]
        else:
            path = job.folder / job.output
            exporters.check(path, job.figure, follows_reader=job.figure.follows_reader)
            saved = exporters.save(job.figure.picture(), path)
            count = saved.frames if "%" in job.suffix else 1
            names = [numbered(job.output, number) for number in range(count)]
        digests = {name: files.digest(job.folder / name) for name in names}
    except Exception as error:
        return Drawn(job.output, None, {}, as_failure(error))
    return Drawn(job.output, saved, digests, left_out=left_out)


def as_failure(error: Exception) -> ConvanimError:
    """Any exception as one that can be told, and sent from one process to another."""
    if isinstance(error, ConvanimError):
        return error
    if isinstance(error, MemoryError):
        return FailedError("there is not enough memory for a figure of this size.", "use a smaller cell or input.")
    return FailedError(
        f"it could not be drawn: {type(error).__name__}: {error}.", "draw it alone; this may be a fault of convanim."
    )


def _refuse_what_is_no_file(job: Job) -> None:
    first = numbered(job.output, 0)
    linked = job.folder.glob(f"{job.name}*") if job.suffix == BUNDLE or "%" in job.suffix else [job.folder / first]
    for path in linked:
        if leads_out(path, job.folder):
            raise FailedError(f"{path} is a link that leads out of the folder.", "remove the link.")
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise FailedError(f"{path} is a pipe or a device.", "remove it, or draw the figure alone.")
