"""When each step is to be seen: a hold before the first, a hold after the last, and frames that glide between."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convanim.scene.items import Then


class Moment(NamedTuple):
    """Frames ``start`` to ``stop - 1``, in which what slides is a ``share`` of the way to the next step."""

    start: int
    stop: int
    share: float
    then: Then = "jumps"
    """How what slides comes to its place in the next moment, where a film has no frames for it."""

    @property
    def span(self) -> tuple[int, int]:
        """Its frames, as the lifetime of an item."""
        return self.start, self.stop


class Walk(NamedTuple):
    """The steps of a film."""

    steps: int
    row: int
    """How many follow each other without a jump."""
    telling: int
    """The number, from 0, of the step that tells the most."""


def over(size: Sequence[int]) -> Walk:
    """A step for each place of a plane of this size, row by row; the central one tells the most."""
    rows, columns = (1, *size)[-2:]
    return Walk(rows * columns, columns, rows // 2 * columns + columns // 2)


class Pace(NamedTuple):
    """How long each step lasts, in milliseconds."""

    first_row_ms: int
    """A step of the first row, in which a reader finds out what happens."""
    later_ms: int
    """A step of the others."""
    last_ms: int
    """The last step, whose picture is the result."""


LESSON_MS = 15_000
"""A lesson is no longer than this, where its steps allow it."""
GLIDE_MS = 250
"""What slides takes this long, or half of a step's time, whichever is shorter."""


def even(step_ms: int, hold_ms: int) -> Pace:
    """As the published figures: all steps alike, the last one held for longer."""
    return Pace(step_ms, step_ms, step_ms + hold_ms)


def lesson(step_ms: int, hold_ms: int, walk: Walk) -> Pace:
    """The first row slow, the others quicker, all within ``LESSON_MS`` where they can be, then the end held."""
    first = min(walk.row, walk.steps)
    left = LESSON_MS - step_ms - hold_ms
    slow = max(20, min(round(0.9 * step_ms), left // (2 * first)))
    quick = (left - slow * first) // max(walk.steps - first, 1)
    return Pace(slow, max(20, min(slow, round(0.35 * step_ms), quick)), step_ms + hold_ms)


class Timeline:
    """The frames of ``steps`` steps; frame numbers count from 0."""

    def __init__(self, walk: Walk, pace: Pace, setup_ms: int, glide: int) -> None:
        """``setup_ms``: how long a first frame shows what is there before any step; 0 leaves it out.

        ``glide`` is the number of frames between two steps.
        """
        self.steps, self.row, self.telling = walk
        self.glide = glide
        self.setup_frames = 1 if setup_ms else 0
        self.durations_ms = [setup_ms] * self.setup_frames
        for step in range(self.steps - 1):
            step_ms = pace.first_row_ms if step < self.row else pace.later_ms
            gliding_ms = max(min(step_ms // 2, GLIDE_MS) // glide, 20) if glide else 0
            self.durations_ms += [max(step_ms - gliding_ms * glide, 20), *[gliding_ms] * glide]
        self.durations_ms.append(max(pace.last_ms, 20))

    @property
    def frames(self) -> int:
        """The number of frames."""
        return len(self.durations_ms)

    def rest(self, step: int) -> int:
        """The frame in which ``step`` stands still."""
        return self.setup_frames + step * (self.glide + 1)

    @property
    def stills(self) -> list[int]:
        """The frame of each step."""
        return [self.rest(step) for step in range(self.steps)]

    def span(self, step: int) -> tuple[int, int]:
        """From the first frame of ``step`` to the first of the next one: what it shows and does not slide."""
        return self.rest(step), min(self.rest(step + 1), self.frames)

    def since(self, step: int) -> tuple[int, int]:
        """From the first frame of ``step`` to the end."""
        return self.rest(step), self.frames

    def moments(self, step: int) -> Iterator[Moment]:
        """The frames from ``step`` to the next one, at rest and gliding; at the end of a row nothing glides."""
        start, stop = self.span(step)
        if (step + 1) % self.row == 0:
            yield Moment(start, start + 1, 0.0)
            return
        if not self.glide:
            yield Moment(start, stop, 0.0, "glides")
            return
        for frame in range(start, stop):
            share = (frame - start) / (self.glide + 1)
            # Slow at both ends: what glides seems to be moved by a hand.
            yield Moment(frame, frame + 1, share * share * (3 - 2 * share))


def between(here: Sequence[float], there: Sequence[float], share: float) -> tuple[float, float]:
    """The place of a plane that is a ``share`` of the way from one to another."""
    (row, column), (next_row, next_column) = here, there
    return row + (next_row - row) * share, column + (next_column - column) * share


ALWAYS = 1 << 30
"""A frame after the last one, for what stays."""
