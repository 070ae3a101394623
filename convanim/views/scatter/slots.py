"""Which stamps are shown side by side: all of a few, of many the first two, the current and the last."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from convanim.scene.timeline import ALWAYS, Timeline

Told = TypeVar("Told", int, bool)

MOST = 6
"""Stamps that all have a place."""


class Slot(NamedTuple):
    """A place for a stamp."""

    stamps: tuple[int, ...]
    """The stamp in it, or, where it changes, that of each step."""
    skips_before: bool = False
    """Whether stamps between the last slot and this one are left out at some step."""


def slots(count: int) -> list[Slot]:
    """The places for so many stamps, in their order."""
    if count <= MOST:
        return [Slot((stamp,)) for stamp in range(count)]
    current = tuple(min(max(step, 2), count - 2) for step in range(count))
    return [Slot((0,)), Slot((1,)), Slot(current, skips_before=True), Slot((count - 1,), skips_before=True)]


def skipped(slot: Slot, before: Slot, step: int) -> bool:
    """Whether at this step there are stamps between two slots."""
    return shown(slot, step) > shown(before, step) + 1


def shown(slot: Slot, step: int) -> int:
    """The stamp in a slot at a step."""
    return slot.stamps[step] if len(slot.stamps) > 1 else slot.stamps[0]


def runs(told: Sequence[Told], timeline: Timeline) -> Iterator[tuple[Told, tuple[int, int]]]:
    """What stays the same from step to step, and the frames in which it does; the first step's is there before it."""
    start = 0
    for step in range(1, len(told) + 1):
        if step == len(told) or told[step] != told[start]:
            yield (
                told[start],
                (timeline.rest(start) if start else 0, timeline.rest(step) if step < len(told) else ALWAYS),
            )
            start = step
