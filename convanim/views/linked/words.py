"""The words around the three readings."""

from collections.abc import Iterator

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.layers import labels
from convanim.scene.items import Item
from convanim.scene.timeline import ALWAYS
from convanim.views.linked import matrix_row, stamps
from convanim.views.linked.content import Content


def title(content: Content) -> str:
    """What the figure shows."""
    return content.subject.say("linked.title")


def subline(content: Content) -> str:
    """Of which operation, and its sizes."""
    return f"{content.subject.heading.title} · {content.subject.heading.sizes}"


def output_name(content: Content) -> Name:
    """The name above the output."""
    return Name(content.subject.say("output"), "output_text", labels.size(content.layer.own.output_size))


def _headings(content: Content) -> list[str]:
    return [content.subject.say(key) for key in ("gather", "scatter", "matrix_row_name")]


def _gather(content: Content) -> str:
    """What the window of the first reading is."""
    zeros = len(content.rows.positions) * len(content.columns.positions) > content.inputs
    key = ("turned" if content.turned else "plain") + ("_zeros" if zeros else "")
    return content.subject.say(f"linked.{key}")


def _sublines(content: Content, number: int) -> list[str]:
    """What each reading is in a step."""
    return [_gather(content), stamps.said(content, number), matrix_row.said(content, number)]


def head_widths(content: Content) -> list[float]:
    """Pixels that the words over each reading take, in the widest of all steps."""
    if not content.subject.named:
        return [0.0, 0.0, 0.0]
    scale = content.scale
    widths = [lettering.width([Part(text, lettering.FORMULA * scale)]) for text in _headings(content)]
    for number in range(len(content.steps) if content.full else 0):
        own = [lettering.width([Part(text, lettering.NOTE * scale)]) for text in _sublines(content, number)]
        widths = [max(pair) for pair in zip(widths, own, strict=True)]
    return widths


def headings(places: list[tuple[float, float]], content: Content) -> Iterator[Item]:
    """Over each reading its name, and below that what it is in each step."""
    if not content.subject.named:
        return
    scale = content.scale
    for (x, baseline), text in zip(places, _headings(content), strict=True):
        yield from lettering.line([Part(text, lettering.FORMULA * scale)], x, baseline)
    if not content.full:
        return
    for which, (x, baseline) in enumerate(places):
        first = 0
        said = [_sublines(content, number)[which] for number in range(len(content.steps))]
        for number, text in enumerate(said):
            last = number == len(said) - 1
            if not last and said[number + 1] == text:
                continue
            # What is true of several steps after each other stays.
            start = content.subject.timeline.span(first)[0] if first else 0
            span = start, ALWAYS if last else content.subject.timeline.span(number)[1]
            yield from lettering.line([Part(text, lettering.NOTE * scale, "grey")], x, baseline + 18 * scale, span=span)
            first = number + 1
