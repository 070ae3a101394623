"""The names of output, window and input in the views where a window slides, and what they say of themselves."""

from collections.abc import Iterator

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.names import FIRST_NOTE, Name
from convanim.drawing.subject import Subject
from convanim.layers import labels, zeros
from convanim.scene.items import Item


def names(subject: Subject, *, notes: bool) -> tuple[Name, Name, Name]:
    """Of output, window and input; with ``notes``, what each means."""
    layer, say = subject.layer, subject.say
    published = subject.theme.published
    around = zeros.notes(layer.own, subject.language) if notes else []
    if published:
        around = [say("zeros.dashed", note=note) for note in around]
    around += zeros.never_read(layer.own, subject.language) if notes else []
    return (
        Name(say("output"), "output_text", labels.size(layer.own.output_size)),
        Name(
            say("window_name"),
            "ink" if published else "accent_text",
            labels.size(layer.own.kernel_size),
            [_window(subject)] if notes else [],
        ),
        Name(say("input"), "input_text", _input_size(subject, full=notes), around),
    )


def _input_size(subject: Subject, *, full: bool) -> str:
    layer = subject.layer.own
    return zeros.spread_size(layer, subject.language) if full else labels.size(layer.input_size)


def _window(subject: Subject) -> str:
    """What the window is: the kernel, turned or not, or what a pooling reads."""
    layer, published = subject.layer, subject.theme.published
    if not layer.definition.HAS_WEIGHTS:
        key = "shade_window" if published else "window_here"
    elif any(axis.flipped for axis in layer.axes) and max(layer.kernel_size) > 1:
        key = "shade_turned" if published else "kernel_turned"
    else:
        key = "shade_here" if published else "kernel_here"
    return subject.say(key, stride=labels.number(layer.own.stride))


def is_turned(subject: Subject) -> bool:
    """Whether the window meets the kernel turned around."""
    axes = subject.layer.axes
    return subject.source.flip != any(axis.flipped for axis in axes) and max(subject.layer.kernel_size) > 1


def filled(subject: Subject, x: float, baseline: float, scale: float) -> Iterator[Item]:
    """The note of the output: how much of it there is, or which cell it is about."""
    timeline = subject.timeline
    y, size = baseline + FIRST_NOTE * scale, lettering.NOTE * scale
    if subject.theme.published:
        yield from lettering.line([Part(subject.say("shaded_cell"), size, "grey")], x, y)
        return
    for step in range(timeline.steps):
        note = Part(subject.say("filled", number=step + 1, count=timeline.steps), size, "grey")
        yield from lettering.line([note], x, y, span=timeline.span(step))
