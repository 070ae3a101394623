"""When each step is to be seen: a hold before the first, a hold after the last, and frames that glide between."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Moment(NamedTuple):
    """Frames ``start`` to ``stop - 1``, in which what slides is a ``share`` of the way to the next step."""

    start: int
    stop: int
    share: float


class Timeline:
    """The frames of ``steps`` steps; frame numbers count from 0."""

    def __init__(self, steps: int, step_ms: int, hold_ms: tuple[int, int], glide: int) -> None:
        """``hold_ms``: how long a first frame shows what is there before any step, and how much longer the last lasts.

        ``glide`` is the number of frames between two steps, which take half of the time of a step.
        """
        first_ms, last_ms = hold_ms
        self.steps, self.glide = steps, glide
        self.setup_frames = 1 if first_ms else 0
        gliding_ms = max(step_ms // 2 // glide, 20) if glide else 0
        resting_ms = max(step_ms - gliding_ms * glide, 20)
        self.durations_ms = [first_ms] * self.setup_frames
        for step in range(steps):
            last = step == steps - 1
            self.durations_ms.append(step_ms + last_ms if last else resting_ms)
            self.durations_ms += [] if last else [gliding_ms] * glide

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
        """The frames from ``step`` to the next one, at rest and gliding."""
        start, stop = self.span(step)
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
