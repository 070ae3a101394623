"""Where one is: a dot a step, or a bar where there are many, and the number of the step."""

import math
from collections.abc import Iterator, Sequence

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.subject import Subject
from convanim.scene.items import Item, Path, Style
from convanim.scene.timeline import ALWAYS

MOST_DOTS = 40
PITCH, RADIUS, CURRENT = 15, 4, 6
"""Pixels from a dot to the next, and of the radius of one, and of the current one."""
BAR = (300, 6)
"""Width and height of the bar, in pixels."""


def items(subject: Subject, left: float, middle: float, most: float, scale: float) -> Iterator[Item]:
    """The row whose middle is at ``middle``; it is ``most`` pixels wide at the most."""
    count = subject.timeline.steps
    if count < 2:
        return
    end = text_left = left + PITCH * scale * count + 7 * scale
    words = lettering.width([Part(_number(subject, count), lettering.NOTE * scale)])
    if count <= MOST_DOTS and end - left + words <= most:
        yield from _dots(subject, left, middle, scale)
    else:
        wide = max(40 * scale, min(BAR[0] * scale, most - words - 24 * scale))
        text_left = left + wide + 16 * scale
        yield from _bar(subject, left, middle, wide, scale)
    for step in range(count):
        parts = [Part(_number(subject, step + 1), lettering.NOTE * scale, "grey")]
        yield from lettering.line(parts, text_left, middle + 4 * scale, span=subject.timeline.span(step))


def still_items(subject: Subject, steps: Sequence[int], left: float, middle: float, scale: float) -> Iterator[Item]:
    """The dots of a picture that shows some steps at once."""
    count = subject.timeline.steps
    if count <= MOST_DOTS:
        for step in range(count):
            shown = step in steps
            radius, role = (CURRENT, _now(subject)) if shown else (RADIUS, "rest")
            x = left + (CURRENT + PITCH * step) * scale
            yield Item(disc(radius * scale), x, middle, Style(fill=role), 0, ALWAYS)
        left += (PITCH * count + 7) * scale
    numbers = ", ".join(str(step + 1) for step in steps)
    text = subject.say("steps_of", numbers=numbers, count=count)
    yield from lettering.line([Part(text, lettering.NOTE * scale, "grey")], left, middle + 4 * scale)


def _number(subject: Subject, step: int) -> str:
    return subject.language.say("step_of", number=step, count=subject.timeline.steps)


def _dots(subject: Subject, left: float, middle: float, scale: float) -> Iterator[Item]:
    timeline = subject.timeline
    dot, current = disc(RADIUS * scale), disc(CURRENT * scale)
    for step in range(timeline.steps):
        x = left + (CURRENT + PITCH * step) * scale
        (start, stop), here = timeline.span(step), Style(fill=_now(subject))
        last = step == timeline.steps - 1
        if start:
            yield Item(dot, x, middle, Style(fill="rest"), 0, start)
        yield Item(current, x, middle, here, start, ALWAYS if last else stop)
        if not last:
            yield Item(dot, x, middle, Style(fill="past"), stop, ALWAYS)


def _bar(subject: Subject, left: float, middle: float, wide: float, scale: float) -> Iterator[Item]:
    timeline, high = subject.timeline, BAR[1] * scale
    knob = disc(CURRENT * scale)

    def bar(width: float) -> Path:
        return Path((((0, -high / 2), (width, -high / 2), (width, high / 2), (0, high / 2)),))

    yield Item(bar(wide), left, middle, Style(fill="rest"), 0, ALWAYS)
    for step in range(timeline.steps):
        done = round(wide * step / (timeline.steps - 1))
        if done:
            yield Item(bar(done), left, middle, Style(fill="past"), *timeline.span(step))
        yield Item(knob, left + done, middle, Style(fill=_now(subject)), *timeline.span(step))


def _now(subject: Subject) -> str:
    """The role of the current step: the window's, which is dark where it is a shade."""
    return "ink" if subject.theme.published else "accent"


def disc(radius: float) -> Path:
    """A circle of so many pixels around its place."""
    corners = max(12, 4 * math.ceil(radius / 1.5))
    turns = [2 * math.pi * n / corners for n in range(corners)]
    return Path((tuple((radius * math.cos(turn), radius * math.sin(turn)) for turn in turns),))
