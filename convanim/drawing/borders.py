"""Borders that hold copies: at the edges of a plane the index of the input that is found there, links, and rings.

A border is separable, so two lines of indices say where all of its cells come from. For the window of a step, links
tie the rows and columns that are copies to their sources, and the cells that it copies have rings.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convanim.drawing import lettering, marks
from convanim.drawing.lettering import Part, Span
from convanim.drawing.plane import Plane
from convanim.drawing.subject import Subject
from convanim.geometry.axis import Axis
from convanim.scene.items import Item, Path, Point, Style, Text
from convanim.scene.timeline import ALWAYS
from convanim.style.tints import WASH, letters_on

LEFT, ABOVE, BELOW = 50, 46, 12
"""Pixels that indices and links need left of a plane, above it, and that the word at the foot of the rows needs."""
OFF, LINKED = 11, 19
"""Pixels from an edge to the middle of an index, and to where its link starts."""
HEIGHT, LEVEL, FEET = 8, 7, 5
"""Pixels of the lowest link, of each further one, and of the bracket over a run that has one link for all."""
MOST_LINKS = 3
"""Links on an edge; of more only the first and the last are drawn."""
RING = 0.12
"""Units from the edge of a cell to its ring."""


def copies(axis: Axis) -> bool:
    """Whether cells of the border along an axis are copies."""
    return axis.padding_mode != "zeros" and len(axis.positions) > axis.input_size


def told(subject: Subject) -> bool:
    """Whether a figure has indices at its edges."""
    return subject.words == "all" and any(copies(axis) for axis in subject.layer.axes)


def notes(subject: Subject) -> list[str]:
    """What the indices and the rings mean, a line each."""
    if not told(subject):
        return []
    rows, columns = (copies(axis) for axis in subject.layer.axes)
    which = "both" if rows and columns else "rows" if rows else "columns"
    return [subject.say(f"borders.{which}"), subject.say("borders.ringed")]


class Edge(NamedTuple):
    """An edge of a plane, along which the cells of an axis stand."""

    axis: Axis
    start: Point
    """Where the middle of the first value's cell meets the edge."""
    along: Point
    """From a cell to the next."""
    out: Point
    """Away from the plane, of length 1."""

    def at(self, position: float, off: float) -> Point:
        """The place that is ``off`` pixels outside of a position's cell."""
        (x, y), (along_x, along_y), (out_x, out_y) = self.start, self.along, self.out
        return x + position * along_x + off * out_x, y + position * along_y + off * out_y


def above(plane: Plane, rows: Axis, columns: Axis) -> Edge:
    """The upper edge."""
    return Edge(columns, plane(rows.positions.start, 0.5), plane.right, (0, -1))


def below(plane: Plane, rows: Axis, columns: Axis) -> Edge:
    """The lower edge."""
    return Edge(columns, plane(rows.positions.stop, 0.5), plane.right, (0, 1))


def left(plane: Plane, rows: Axis, columns: Axis) -> Edge:
    """The left edge."""
    return Edge(rows, plane(0.5, columns.positions.start), plane.down, (-1, 0))


def headers(edge: Edge, cell_px: float, scale: float) -> Iterator[Item]:
    """The index of the input at each position, that of a copy in the input's colour; where cells have room for it."""
    size = lettering.SMALLEST * scale
    indices = [(position, edge.axis.place(position)) for position in edge.axis.positions]
    widest = max(lettering.width([Part(str(place.source), size)]) for _, place in indices)
    if max(widest + 2, size) > cell_px:
        return
    for position, place in indices:
        x, y = edge.at(position, OFF * scale)
        style = Style(fill="input_text" if place.kind == "padding" else "zero")
        yield Item(Text(str(place.source), size, "middle"), x, y + 0.352 * size, style, 0, ALWAYS)


class Link(NamedTuple):
    """A run of copies and the run of its sources: (first, last) position of each."""

    source: tuple[int, int]
    copy: tuple[int, int]


def links(edge: Edge, read: Sequence[int], scale: float, span: Span) -> Iterator[Item]:
    """From sources to the copies among the positions that a window reads."""
    lines: list[tuple[Point, ...]] = []
    placed: list[tuple[float, float, int]] = []
    for link in sorted(_links(edge.axis, read), key=lambda link: abs(sum(link.source) - sum(link.copy))):
        here, there = sum(link.source) / 2, sum(link.copy) / 2
        low, high = min(here, there), max(here, there)
        level = max((other[2] + 1 for other in placed if other[0] <= high and low <= other[1]), default=0)
        placed.append((low, high, level))
        lines += _drawn(edge, link, level, scale)
    if lines:
        yield Item(Path(tuple(lines), closed=False), 0, 0, Style(stroke="input_text", width=1.25), *span)


def _links(axis: Axis, read: Sequence[int]) -> list[Link]:
    """A link for each run of copies in equal order, or of one and the same cell; a mirrored run is single cells."""
    sides = ([p for p in read if p < 0], [p for p in read if p >= axis.spread_size])
    found = []
    for side in sides:
        runs: list[Link] = []
        for position in side:
            source = axis.place(position).source
            assert source is not None
            before = runs[-1] if runs else None
            if before and source - before.source[1] == position - before.copy[1]:
                runs[-1] = Link((before.source[0], source), (before.copy[0], position))
            elif before and before.source == (source, source):
                runs[-1] = Link(before.source, (before.copy[0], position))
            else:
                runs.append(Link((source, source), (position, position)))
        found += runs if len(runs) <= MOST_LINKS else [runs[0], runs[-1]]
    return found


def _drawn(edge: Edge, link: Link, level: int, scale: float) -> Iterator[tuple[Point, ...]]:
    """Square lines with an open head at the copies; a run has a bracket over it."""
    off = LINKED * scale
    runs = [run for run in link if run[0] != run[1]]
    # What starts on a bracket starts higher, and so does its other end, for all to be level.
    foot = off + FEET * scale if runs else off
    top = foot + (HEIGHT + LEVEL * level) * scale
    for first, last in runs:
        ends = [(first - 0.35, off), (first - 0.35, foot), (last + 0.35, foot), (last + 0.35, off)]
        yield tuple(edge.at(*end) for end in ends)
    source, copy = sum(link.source) / 2, sum(link.copy) / 2
    start = foot if link.source[0] != link.source[1] else off
    end = foot if link.copy[0] != link.copy[1] else off
    tip = edge.at(copy, end)
    yield edge.at(source, start), edge.at(source, top), edge.at(copy, top), tip
    yield from marks.arrow_head(tip, (-edge.out[0], -edge.out[1]), 4 * scale).outlines


def rings(plane: Plane, read: tuple[Sequence[int], Sequence[int]], subject: Subject, span: Span) -> Iterator[Item]:
    """Around the cells of the input that a window reads as copies; ``read`` are its rows and its columns."""
    rows, columns = subject.layer.axes
    found = set()
    for row in read[0]:
        for column in read[1]:
            places = rows.place(row), columns.place(column)
            if "padding" in (places[0].kind, places[1].kind):
                found.add((places[0].source, places[1].source))
    size = 1 - 2 * RING
    # Copies always have a source.
    outlines = tuple(plane.block((row or 0) + RING, (column or 0) + RING, size, size) for row, column in sorted(found))
    if outlines:
        # The published blue and its letters are too near to each other for a line of the one on the other.
        role = letters_on("input", WASH) if subject.theme.published else "input_text"
        style = Style(stroke=role, width=1.5 * lettering.scale(plane.cell_px))
        yield Item(Path(outlines), 0, 0, style, *span)


def beside(plane: Plane, subject: Subject, scale: float) -> Iterator[Item]:
    """The indices above the columns and left of the rows of a plane, and the words at their ends."""
    rows, columns = subject.layer.axes
    size = lettering.SMALLEST * scale
    x, y = plane(rows.positions.start, columns.positions.start)
    if copies(columns):
        yield from headers(above(plane, rows, columns), plane.cell_px, scale)
        word = Text(subject.say("borders.column"), size, "end")
        yield Item(word, x - 6 * scale, y - OFF * scale + 0.352 * size, Style(fill="grey"), 0, ALWAYS)
    if copies(rows):
        yield from headers(left(plane, rows, columns), plane.cell_px, scale)
        foot = plane(rows.positions.stop, 0)[1]
        word = Text(subject.say("borders.row"), size, "end")
        yield Item(word, x - 4 * scale, foot + 12 * scale, Style(fill="grey"), 0, ALWAYS)


def step(plane: Plane, subject: Subject, output: tuple[int, int], span: Span, scale: float) -> Iterator[Item]:
    """Rings, and where a figure has indices the links, for the window that makes an ``output``."""
    rows, columns = subject.layer.axes
    read_rows, read_columns = (
        [axis.tap_position(place, k) for k in range(axis.kernel_size)]
        for axis, place in zip((rows, columns), output, strict=True)
    )
    yield from rings(plane, (read_rows, read_columns), subject, span)
    if told(subject):
        if copies(columns):
            yield from links(above(plane, rows, columns), sorted(read_columns), scale, span)
        if copies(rows):
            yield from links(left(plane, rows, columns), sorted(read_rows), scale, span)
