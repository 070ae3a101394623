"""The runs of a drawing in strips, each of which one animation moves: so a browser has few of them to think of.

A strip holds pictures side by side, of which one is before the page at a time; or it is one drawing that glides.
"""

import itertools
from collections import Counter
from collections.abc import Iterable
from enum import Enum, auto

from convanim.exporters._svg_pieces import Run

FAR = 100
"""How many strips back a run may look for one to join."""
LONGEST = 20
"""Pictures in which things add up: each shows all before it, and browsers copy what is shown again."""


class Kind(Enum):
    """How the runs of a strip follow each other."""

    ALWAYS = auto()
    """One run, in all frames."""
    TURNS = auto()
    """One after another."""
    GROWS = auto()
    """All to the end, one more at a time."""
    SHRINKS = auto()
    """All from the same frame on, one less at a time."""
    GLIDES = auto()
    """One after another, all the same drawing at different places."""


class Strip:
    """Runs that one animation shows."""

    def __init__(self, run: Run, kind: Kind) -> None:
        self.kind, self.box, self.stop = kind, run.box, run.stop
        self.pictures = [[run]]
        """The runs of each picture: they come and go together."""

    @property
    def last(self) -> Run:
        """The run that was added last."""
        return self.pictures[-1][-1]

    def add(self, run: Run) -> None:
        """Let a run come with the last one, or after it."""
        if self._together(run):
            self.pictures[-1].append(run)
        else:
            self.pictures.append([run])
        self.box, self.stop = self.box.around(run.box), max(self.stop, run.stop)

    def takes(self, run: Run, kind: Kind) -> bool:
        """Whether a run can come with the last one, or after it."""
        last, room = self.last, len(self.pictures) < LONGEST
        if kind is not self.kind or kind is Kind.ALWAYS:
            return False
        if self._together(run):
            return kind is not Kind.GLIDES
        if kind is Kind.GROWS:
            return last.start < run.start and room
        if kind is Kind.SHRINKS:
            return last.start == run.start and last.stop < run.stop and room
        return last.stop <= run.start and (kind is Kind.TURNS or last.symbol == run.symbol)

    def _together(self, run: Run) -> bool:
        last = self.last
        return (last.start, last.stop, last.then) == (run.start, run.stop, run.then)

    def hides(self, run: Run) -> bool:
        """Whether the run may lie over this strip, and so cannot be painted before it."""
        return self.stop > run.start and self.box.meets(run.box)


def strips(runs: Iterable[Run], frames: int) -> list[Strip]:
    """All runs, in the order of painting or in one that looks the same."""
    runs = list(runs)
    gliding = glides(runs)
    found: list[Strip] = []
    for run in runs:
        kind = Kind.GLIDES if run.then != "goes" and run.symbol in gliding else _kind(run, frames)
        strip = _joinable(found, run, kind)
        if strip is None:
            found.append(Strip(run, kind))
        else:
            strip.add(run)
    return found


def glides(runs: Iterable[Run]) -> set[str]:
    """The drawings that glide: those of runs that are followed by the same drawing elsewhere."""
    moving = [run for run in runs if run.then != "goes"]
    begun = Counter((run.symbol, run.start) for run in moving)
    return {run.symbol for run in moving if run.then == "glides" and begun[run.symbol, run.stop] == 1}


def _kind(run: Run, frames: int) -> Kind:
    if (run.start, run.stop) == (0, frames):
        return Kind.ALWAYS
    if run.then == "goes" and run.stop - run.start > 1:
        if run.stop == frames:
            return Kind.GROWS
        if run.start <= 1:
            return Kind.SHRINKS
    return Kind.TURNS


def _joinable(found: list[Strip], run: Run, kind: Kind) -> Strip | None:
    """Of the strips that take the run and have nothing after them in its way, the one that was over last."""
    best: Strip | None = None
    for strip in itertools.islice(reversed(found), FAR):
        if strip.takes(run, kind) and (best is None or strip.last.stop > best.last.stop):
            best = strip
        if strip.hides(run):
            break
    return best
