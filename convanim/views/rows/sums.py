"""The sum of a step below the rows, in the order of the window."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from convanim.drawing import lettering, products
from convanim.drawing.lettering import Part
from convanim.layers import values
from convanim.scene.items import Item
from convanim.views.rows.content import Content

if TYPE_CHECKING:
    from convanim.views.rows.placing import Plan

LINE = 28
"""Pixels from a line to the next, where a sum takes several."""
RESULT = 22
"""Pixels of an em of the result."""


def items(plan: "Plan", content: Content) -> Iterator[Item]:
    """The sum of each step."""
    if content.numbers is None:
        return
    for step in range(len(content.steps)):
        span = content.subject.timeline.span(step)
        baseline = plan.sum + 0.352 * lettering.FORMULA * content.scale
        for parts in lines(content, step, plan.room):
            yield from lettering.line(parts, plan.left, baseline, span=span)
            baseline += LINE * content.scale


def lines(content: Content, step: int, room: float) -> list[list[Part]]:
    """The sum in lines that fit the room: broken between its terms."""
    found: list[list[Part]] = []
    for piece in _pieces(content, step):
        if found and lettering.width([*found[-1], *piece]) <= room:
            found[-1] += piece
        else:
            found.append([piece[0]._replace(gap=0), *piece[1:]])
    return found


def _pieces(content: Content, step: int) -> Iterator[list[Part]]:
    """What stays together: a term with its sign, and the result."""
    assert content.numbers is not None
    size, numbers, notation = lettering.FORMULA * content.scale, content.numbers, content.notation
    made = content.steps[step]
    taps = content.in_order(made.taps)
    written = content.layer.definition.written_sum(values.terms(numbers, made), content.layer.divisor(made), notation)
    if content.weighted:
        for nth, tap in enumerate(taps):
            value, weight = values.value(numbers, tap), values.weight(numbers, tap)
            product = products.Product(notation.write(value), notation.write(weight), tap.input is not None)
            sign = [Part("+", size, "zero", 0.4 * size)] if nth < len(taps) - 1 else []
            first, *rest = products.written(product, size)
            yield [first._replace(gap=0.4 * size if nth else 0), *rest, *sign]
    else:
        yield from _chosen(written.opening, written.terms, written.between, written.closing, size)
    result = numbers.output[made.output]
    yield [
        Part(notation.relation(written.seen, result), size, "grey", 0.45 * size),
        Part(notation.write(result), RESULT * content.scale, "output_text", 0.45 * size),
    ]


def _chosen(opening: str, terms: list[str], between: str, closing: str, size: float) -> Iterator[list[Part]]:
    """The terms of a pooling, in the input's colour, with the signs around them."""
    if not terms:
        yield [Part(f"{opening}{closing}", size, "grey")]
    for nth, term in enumerate(terms):
        head = [Part(opening, size, "grey")] if nth == 0 else []
        sign = between.rstrip() if nth < len(terms) - 1 else closing
        spaced = 0.25 * size if between.startswith(" ") else 0
        gap = 0.25 * size if nth else 0
        tail = Part(sign.strip(), size, "grey", spaced if nth < len(terms) - 1 else 0)
        parts = [*head, Part(term, size, "input_text", gap), tail]
        yield parts
