"""The rows themselves: cells, and the digits in them."""

from collections.abc import Iterator
from itertools import groupby

from convanim.drawing import cell_text, cells
from convanim.drawing.numbered import Numbered
from convanim.scene.items import Item, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.tints import letters_on
from convanim.views.rows.content import Content
from convanim.views.rows.placing import Plan


def areas(plan: Plan, content: Content) -> Iterator[Item]:
    """The input with its border; the output, which fills as it is computed, or is full from the start."""
    theme, output = content.theme, range(content.axis.output_size)
    marks = content.numbers is None
    yield from cells.input_cells(plan.input, content.rows, content.axis, theme, marks=marks)
    fill = theme.looks["output"].fill
    if content.published:
        yield from cells.sheet(plan.output, range(1), output, fill, published=True)
    else:
        whole = cells.block(plan.output, 1, len(output))
        yield Item(whole, *plan.output(0, 0), Style(fill="paper"), 0, ALWAYS)
        cell = cells.shape(plan.output, [0], [0])
        for step in output:
            yield Item(cell, *plan.output(0, step), Style(fill=fill), *content.subject.timeline.since(step))
        yield from cells.lattice(plan.output, range(1), output)
    if plan.stored is not None:
        yield from cells.sheet(plan.stored, range(1), range(content.axis.kernel_size), "kernel")


def digits(plan: Plan, content: Content) -> Iterator[Item]:
    """Values, zeros, results and the weights as they are stored."""
    if content.numbers is None:
        return
    if content.published:
        yield from _on_shade(plan, content)
    else:
        numbered = Numbered(plan.input, plan.output, content.subject, content.numbers, content.notation)
        yield from numbered.digits()
    if plan.stored is not None:
        for nth, text in enumerate(content.stored_weights):
            yield from cell_text.middle(plan.stored, (0, nth), text, 0, ALWAYS, "weight")


def _on_shade(plan: Plan, content: Content) -> Iterator[Item]:
    """Digits that change their colour where the published shade lies on them, which no one colour would bear."""
    assert content.numbers is not None
    axis, timeline, steps = content.axis, content.subject.timeline, range(len(content.steps))
    looks, output_fill = content.theme.looks, content.theme.looks["output"].fill or "paper"
    for position in axis.positions:
        place = axis.place(position)
        ground = looks[place.kind].fill or "paper"
        holds = place.source is not None
        text = content.layer.border_sign if place.kind != "extra" or not content.layer.ceil_mode else ""
        if place.source is not None:
            text = content.notation.write(content.numbers.input[0, place.source])
        for read, run in groupby(steps, lambda step, position=position: position in content.read(step)):  # type: ignore[misc]
            listed = list(run)
            start = timeline.rest(listed[0]) if listed[0] else 0
            stop = timeline.rest(listed[-1] + 1) if listed[-1] < steps[-1] else ALWAYS
            role = _letters(content, ground, shaded=read) if holds or read else "zero"
            yield from cell_text.middle(plan.input, (0, position), text, start, stop, role)
    for step in steps:
        text = content.notation.write(content.numbers.output[(0, step)])
        start, stop = timeline.span(step)
        now, later = (_letters(content, output_fill, shaded=shaded) for shaded in (True, False))
        last = step == steps[-1]
        yield from cell_text.middle(plan.output, (0, step), text, start, ALWAYS if last else stop, now)
        if not last:
            yield from cell_text.middle(plan.output, (0, step), text, stop, ALWAYS, later)


def _letters(content: Content, ground: str, *, shaded: bool) -> str:
    """The role of letters on an area, or on the shade over it."""
    if not shaded:
        return letters_on(ground)
    theme = content.theme
    seen = theme.colour("shade").over(theme.colour(ground).over(theme.colour("paper")))
    return max(("ink", "paper", "black", "white"), key=lambda role: theme.colour(role).contrast(seen))
