"""Many figures: which of them are stale, and drawing those, in any number of processes.

    import convanim.batch
    convanim.batch.draw({"up": convanim.transpose(kernel_size=3, stride=2)}, "figures")

A journal in the output folder tells what made each file; a file is drawn again when that has changed.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convanim import files
from convanim.batch import fingerprint
from convanim.batch.figures_file import read_figures as read_figures
from convanim.batch.job import Drawn, Job, as_failure, draw_job, numbered, publish
from convanim.batch.journal import Journal, Made
from convanim.batch.outputs import BUNDLE, read_outputs
from convanim.batch.tables import Entry, FiguresFileError
from convanim.errors import ConvanimError, FailedError
from convanim.figure import Figure

if TYPE_CHECKING:
    from concurrent.futures import Executor


class Target(NamedTuple):
    """One output of a figure: a file, the files of its steps, or its bundle."""

    entry: Entry
    suffix: str

    @property
    def output(self) -> str:
        """Its name in the folder: "up.gif", "up-%03d.png", or "up" of a bundle."""
        name = self.entry.name
        if self.suffix == BUNDLE:
            return name
        return f"{name}-{self.suffix}" if "%" in self.suffix else f"{name}.{self.suffix}"

    @property
    def first_file(self) -> str:
        """The file that is there when all of them are, for make."""
        if self.suffix == BUNDLE:
            return str(next(iter(publish().bundle_names(self.entry.name))))
        return numbered(self.output, 0)


def draw(
    figures: Mapping[str, Figure] | Iterable[Entry],
    folder: str | Path,
    *,
    outputs: Sequence[str] = ("gif",),
    executor: "Executor | None" = None,
    force: bool = False,
) -> list[Drawn]:
    """Draw what is stale of ``figures`` into ``folder``, and return what was drawn and what could not be.

    ``figures`` are by their names, which become files with the suffixes ``outputs``, or the entries of a figures
    file. ``executor`` is where the work is done, in this process without one; its workers have to see the folder.
    Raises ConvanimError for figures that cannot be; those that merely fail have an ``error`` in the list.
    """
    entries = _as_entries(figures, read_outputs(outputs)) if isinstance(figures, Mapping) else list(figures)
    plan = Plan(entries, Path(folder), force=force)
    plan.refuse_impossible()
    return list(plan.draw(_through(executor) if executor else map_here))


def _as_entries(figures: Mapping[str, Figure], outputs: tuple[str, ...]) -> list[Entry]:
    for name in figures:
        if re.fullmatch(r"[\w-][\w.-]*", name) is None:
            raise ConvanimError(f"the name {name!r} would not do for a file.", "use letters, digits, - and _.")
    return [Entry(name, figure, outputs, name, name) for name, figure in figures.items()]


Outcomes = Iterator[tuple[Job, Drawn | Exception]]
Mapper = Callable[[Callable[[Job], Drawn], Sequence[Job]], Outcomes]
"""Does jobs somewhere, and yields what came of each as they end."""


def map_here(work: Callable[[Job], Drawn], jobs: Sequence[Job]) -> Outcomes:
    """Do the jobs in this process, one after the other."""
    return ((job, work(job)) for job in jobs)


def _through(executor: "Executor") -> Mapper:
    from concurrent.futures import as_completed

    def run(work: Callable[[Job], Drawn], jobs: Sequence[Job]) -> Outcomes:
        futures = {executor.submit(work, job): job for job in jobs}
        try:
            for future in as_completed(futures):
                error = None if future.cancelled() else future.exception()
                if future.cancelled() or error is not None:
                    yield (
                        futures[future],
                        error if isinstance(error, Exception) else FailedError("it was cancelled.", ""),
                    )
                else:
                    yield futures[future], future.result()
        finally:
            for future in futures:
                future.cancel()

    return run


class Plan:
    """The targets of figures in a folder, and which of them are stale."""

    def __init__(
        self,
        entries: Iterable[Entry],
        folder: Path,
        source: Path | None = None,
        *,
        wanted: Callable[[Target], bool] = lambda _: True,
        force: bool = False,
    ) -> None:
        """``source`` is the figures file; only ``wanted`` targets are drawn."""
        self.folder = folder
        self.journal = Journal(folder)
        self.source = _from_folder(source, folder) if source else ""
        self.known = self.journal.read()
        self.all_targets = [Target(entry, suffix) for entry in entries for suffix in entry.outputs]
        self.targets = [target for target in self.all_targets if wanted(target)]
        self.force = force

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """Of every wanted output what it would be made of."""
        problems, found = [], {}
        for target in self.targets:
            try:
                found[target.output] = fingerprint.of(target.entry.figure, target.suffix)
            except ConvanimError as error:
                problems.append((f"{target.entry.where}: {error.message}", error.hint))
        if problems:
            raise FiguresFileError(list(dict.fromkeys(problems)))
        return found

    @cached_property
    def stale(self) -> list[tuple[Target, str]]:
        """What has to be drawn, and why, in words that follow its name."""
        whys = ((target, self._why_stale(target)) for target in self.targets)
        return [(target, why) for target, why in whys if why]

    def _why_stale(self, target: Target) -> str:
        made = self.known.get(target.output)
        if made is None:
            return "is new"
        if made.fingerprint != self.fingerprints[target.output]:
            return "has changed"
        if not all((self.folder / name).is_file() for name in made.files):
            return "is missing"
        return "is drawn again" if self.force else ""

    def refuse_impossible(self) -> None:
        """Raise FiguresFileError for stale figures that are too large, and for formats that don't suit them."""
        from convanim import exporters

        problems: list[tuple[str, str]] = []
        checked: set[str] = set()
        for target, _ in self.stale:
            figure, where = target.entry.figure, target.entry.where
            try:
                if target.entry.name not in checked:
                    checked.add(target.entry.name)
                    _refuse_too_large(figure)
                    if BUNDLE not in target.entry.outputs:
                        exporters.refuse_idle(figure, [each.rpartition(".")[2] for each in target.entry.outputs])
                if target.suffix != BUNDLE:
                    # What is missing here spoils this figure alone, which says so when it is drawn.
                    with contextlib.suppress(FailedError):
                        exporters.check(Path(target.output), figure, follows_reader=figure.follows_reader)
            except ConvanimError as error:
                problems.append((f"{where}: {error.message}", error.hint))
        if problems:
            raise FiguresFileError(problems)

    def draw(self, run: Mapper) -> Iterator[Drawn]:
        """Draw what is stale; what is finished stays finished, however this ends."""
        files.sweep(Path(os.path.realpath(self.folder)))
        targets = [target for target, _ in self.stale]
        if not targets:
            self._adopt()
            return
        # Until an output is complete, what made the file that is there now is unknown.
        self._note(
            [
                (target.output, self.known[target.output]._replace(fingerprint=None))
                for target in targets
                if target.output in self.known
            ]
        )
        jobs = [
            Job(target.entry.figure, target.entry.name, target.suffix, target.output, self.folder) for target in targets
        ]
        failure: ConvanimError | None = None
        for job, outcome in run(draw_job, jobs):
            drawn = outcome if isinstance(outcome, Drawn) else Drawn(job.output, None, {}, as_failure(outcome))
            drawn = drawn._replace(error=drawn.error and _with_place(drawn.error, job))
            if drawn.error is None:
                failure = self._note(self._made(drawn)) or failure
            yield drawn
        self._adopt()
        if failure:
            yield Drawn(self.journal.path.name, None, {}, failure)

    def _made(self, drawn: Drawn) -> list[tuple[str, Made]]:
        """The entries of a drawn output; steps of an earlier drawing that it has no more are outputs of nobody."""
        before = self.known.get(drawn.output)
        left = {name: digest for name, digest in before.files.items() if name not in drawn.files} if before else {}
        return [
            *((name, Made(None, {name: digest}, self.source)) for name, digest in left.items()),
            (drawn.output, Made(self.fingerprints[drawn.output], drawn.files, self.source)),
        ]

    def _note(self, entries: list[tuple[str, Made]]) -> ConvanimError | None:
        try:
            self.journal.add(entries)
            self.known |= entries
        except ConvanimError as error:
            return error
        return None

    def _adopt(self) -> None:
        """Take over the outputs of a file that was renamed, and leave a tidy journal."""
        adopted = [
            (target.output, made._replace(source=self.source))
            for target in self.targets
            if (made := self.known.get(target.output)) and made.source != self.source
        ]
        journal_is_new = self._note(adopted) is None and (adopted or self.stale)
        if journal_is_new and self.known:
            try:
                self.journal.tidy()
            except ConvanimError:
                return  # It is as good as it was.


def _with_place(error: ConvanimError, job: Job) -> ConvanimError:
    """The error with the name of what it is about."""
    if job.output in error.message:
        return error
    return FailedError(f"{job.output}: {error.message}", error.hint)


def _refuse_too_large(figure: Figure) -> None:
    """Raise ConvanimError for a figure of which nothing would be drawn."""
    from dataclasses import replace

    tried = replace(figure)  # What it finds out stays behind, and need not be sent to another process.
    _ = tried.cell_px, tried.subject


def _from_folder(source: Path, folder: Path) -> str:
    """The way from the output folder to the figures file, the same wherever both are."""
    try:
        return Path(os.path.relpath(source, folder)).as_posix()
    except ValueError:  # On another drive there is none.
        return source.absolute().as_posix()
