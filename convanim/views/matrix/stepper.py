"""The acts of the film in a line over the picture, the one that plays marked; and what each means."""

from collections.abc import Iterator, Sequence

from convanim.drawing import lettering
from convanim.drawing.lettering import Part, Span
from convanim.drawing.subject import Subject
from convanim.scene.items import Item, Path, Style
from convanim.style.text_metrics import text_width
from convanim.views.matrix.acts import Acts

ROOM = 36
"""Pixels that the line takes."""
GAP, LEAST_GAP, UNDER = 26, 12, 7
"""Pixels between two acts, at the most and at the least, and from the baseline to the line under the one that plays."""


def keys(acts: Acts, *, column: bool) -> list[str]:
    """Of the words of each act."""
    turn = ["turn"] if acts.turn is not None else []
    return ["unroll", *turn, "flatten_column" if column else "flatten_row", "multiply", "fold"]


def spans(subject: Subject, acts: Acts, act: int) -> Span:
    """The frames of an act; the first one starts with the film."""
    steps = [step for step in range(acts.steps) if acts.act(step) == act]
    start, stop = subject.timeline.span(steps[0])[0], subject.timeline.span(steps[-1])[1]
    return (0 if act == 0 else start), stop


def items(
    subject: Subject, acts: Acts, words: Sequence[str], at: tuple[float, float, float], scale: float
) -> Iterator[Item]:
    """All acts side by side, or, where they have no room, the one that plays; ``at`` is left, top and room."""
    left, top, room = at
    size, baseline = lettering.SUBLINE * scale, top + 16 * scale
    numbered = [f"{nth}  {text}" for nth, text in enumerate(words, 1)]
    widths = [text_width(text, size) for text in numbered]
    gap = min((room - sum(widths)) / (len(widths) - 1), GAP * scale)
    abreast = gap >= LEAST_GAP * scale
    x = left
    for act, (text, width) in enumerate(zip(numbered, widths, strict=True)):
        start, stop = spans(subject, acts, act)
        if abreast:
            for span in ((0, start), (stop, subject.timeline.frames)):
                if span[0] < span[1]:
                    yield from lettering.line([Part(text, size, "grey")], x, baseline, span=span)
        yield from lettering.line([Part(text, size, "accent_text")], x, baseline, span=(start, stop))
        under = Path((((0, 0), (width, 0)),), closed=False)
        yield Item(under, x, baseline + UNDER * scale, Style(stroke="accent", width=2 * scale), start, stop)
        x += width + gap if abreast else 0
