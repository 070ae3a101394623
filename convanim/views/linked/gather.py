"""The first reading: the kernel, turned around, meets the input with its zeros."""

from collections.abc import Iterator
from itertools import groupby

from convanim.drawing import cell_text, cells, lettering
from convanim.drawing.lettering import Part
from convanim.drawing.plane import Plane
from convanim.geometry.steps import crossing
from convanim.layers import zeros
from convanim.scene.items import Item, Style, Text
from convanim.scene.timeline import ALWAYS, between
from convanim.style.tints import WASH, letters_on
from convanim.views.linked.content import Content

VALUE, WEIGHT = (0.4, -0.19), (0.32, 0.245)
"""Units of an em of a value and of the weight below it, and from the middle of a cell down to the middle of each."""
LEAST_PX = 24
"""Pixels of a cell below which a window shows its values alone."""
NOTE, NEXT_NOTE = 18, 17
"""Pixels from the plane to the first note, and from note to note."""


def size(content: Content) -> tuple[int, int]:
    """(width, height) in pixels, the notes not counted."""
    return len(content.columns.positions) * content.cell_px, len(content.rows.positions) * content.cell_px


def notes(content: Content) -> list[str]:
    """Where the zeros come from, a line each."""
    return zeros.all_notes(content.layer.own, content.subject.language) if content.full else []


def notes_size(content: Content) -> tuple[float, float]:
    """(width, height) of the notes, in pixels."""
    listed, scale = notes(content), content.scale
    wide = max((lettering.width([Part(note, lettering.NOTE * scale)]) for note in listed), default=0.0)
    return wide, (NOTE + NEXT_NOTE * (len(listed) - 1) + 4) * scale if listed else 0.0


def areas(plane: Plane, content: Content) -> Iterator[Item]:
    """The plane, whose place (0, 0) is the first value, and the notes below it."""
    theme = content.theme._replace(published=False)
    yield from cells.input_cells(plane, content.rows, content.columns, theme, marks=False)
    x, _ = plane(0, content.columns.positions.start)
    y = plane(content.rows.positions.stop, 0)[1] + NOTE * content.scale
    for note in notes(content):
        yield from lettering.line([Part(note, lettering.NOTE * content.scale, "grey")], x - 0.5, y)
        y += NEXT_NOTE * content.scale


def items(plane: Plane, content: Content) -> Iterator[Item]:
    """The window over the plane, and the digits."""
    yield from _windows(plane, content)
    yield from _digits(plane, content)


def _windows(plane: Plane, content: Content) -> Iterator[Item]:
    """The window, which glides to the next step."""
    rows, columns = content.rows, content.columns
    window = cells.window(plane, rows, columns)
    style = cells.now_line(plane.cell_px)._replace(fill=WASH)
    for number, step in enumerate(content.steps):
        following = content.steps[min(number + 1, len(content.steps) - 1)].output
        for moment in content.subject.timeline.moments(number):
            row, column = between(step.output, following, moment.share)
            at = plane(row - rows.before, column - columns.before)
            yield Item(window, *at, style, *moment.span, moment.then)


def _digits(plane: Plane, content: Content) -> Iterator[Item]:
    """A value or a zero in each cell, over its weight while it is in the window."""
    rows, columns = content.rows, content.columns
    timeline, steps = content.subject.timeline, range(len(content.steps))
    paired = content.cell_px >= LEAST_PX
    reading = [_weights(content, number) for number in steps]
    for row in rows.positions:
        for column in columns.positions:
            places = rows.place(row), columns.place(column)
            kind, text = crossing(places[0].kind, places[1].kind), "0"
            # Quiet zeros and plum weights, but where they could not be read with the wash and without.
            plain = letters_on(content.theme.looks[kind].fill or "paper", WASH)
            role, on_weight = (
                (plain, plain) if kind == "input" or content.theme.published else ("zero_washed", "weight")
            )
            if places[0].source is not None and places[1].source is not None:
                text = content.notation.write(content.numbers.input[places[0].source, places[1].source])
            place = row, column
            for read, run in groupby(steps, lambda step, place=place: place in reading[step]):  # type: ignore[misc]
                listed = list(run)
                start = timeline.rest(listed[0]) if listed[0] else 0
                stop = timeline.rest(listed[-1] + 1) if listed[-1] < steps[-1] else ALWAYS
                if read and paired:
                    yield _part(plane, place, text, role, VALUE, (start, stop))
                    for step in listed:
                        weight, span = reading[step][place], timeline.span(step)
                        yield _part(plane, place, weight, on_weight, WEIGHT, span)
                else:
                    yield from cell_text.middle(plane, place, text, start, stop, role)


def _weights(content: Content, number: int) -> dict[tuple[int, int], str]:
    """The weights in a step's window, by their positions."""
    step = content.steps[number]
    return {
        (
            content.rows.tap_position(step.output[0], tap.kernel[0]),
            content.columns.tap_position(step.output[1], tap.kernel[1]),
        ): content.product(tap).weight
        for tap in step.taps
    }


def _part(
    plane: Plane, place: tuple[int, int], text: str, role: str, how: tuple[float, float], span: tuple[int, int]
) -> Item:
    """The upper or the lower of two numbers in a cell."""
    (em, down), unit = how, plane.cell_px
    x, y = plane(place[0] + 0.5 + down, place[1] + 0.5)
    shape = Text(text, em * unit, "middle", cell_text.WIDEST * unit)
    return Item(shape, x, y + cell_text.RISE * em * unit, Style(fill=role), *span)
