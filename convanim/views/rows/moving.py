"""What moves in the rows view: kernel, window, guides and the outline of the cell that is made; one object."""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import borders, cell_text, cells, lettering
from convanim.drawing.lettering import Part
from convanim.drawing.plane import Plane
from convanim.layers import values
from convanim.scene.items import Item, Path, Point, Style
from convanim.scene.timeline import Moment
from convanim.style.tints import WASH
from convanim.views.rows import words
from convanim.views.rows.content import Content
from convanim.views.rows.placing import Plan


class _Now(NamedTuple):
    """Frames, and the planes as they stand in them: each with its place (0, 0) at what the step reads or makes."""

    moment: Moment
    input: Plane
    kernel: Plane
    output: Plane

    @property
    def span(self) -> tuple[int, int]:
        return self.moment.start, self.moment.stop


def items(plan: Plan, content: Content) -> Iterator[Item]:
    """All of it, in the order of painting."""
    for step in range(len(content.steps)):
        moments = list(_moments(plan, content, step))
        if content.published:
            yield from _published(content, moments)
        else:
            yield from _washed(plan, content, step, moments)
        if content.layer.border == "copy":
            yield from _sources(plan, content, step)
        for now in moments:
            yield from _guides(plan, content, now)
            if content.has_kernel:
                yield from _kernel(content, now)
            if content.subject.words == "all":
                yield from _tap_words(plan, content, now)


def _moments(plan: Plan, content: Content, step: int) -> Iterator[_Now]:
    axis, unit = content.axis, content.cell_px
    last = step == len(content.steps) - 1
    for moment in content.subject.timeline.moments(step):
        output = step + (0.0 if last else moment.share)
        # On whole pixels, so that gliding weights stay sharp.
        across = round((output * axis.stride - axis.before) * unit)
        yield _Now(
            moment,
            plan.input.moved(across, 0),
            plan.kernel.moved(across, 0),
            plan.output.moved(round(output * unit), 0),
        )


def _washed(plan: Plan, content: Content, step: int, moments: list[_Now]) -> Iterator[Item]:
    """The wash where the kernel is, the cell that a maximum takes, and the outlines."""
    window = cells.window(plan.input, content.rows, content.axis)
    cell = cells.shape(plan.output, [0], [0])
    outline = cells.now_line(content.cell_px)
    for now in moments:
        yield Item(window, *now.input(0, 0), Style(fill=WASH), *now.span)
    if content.numbers is not None:
        made = content.steps[step]
        winner = content.layer.definition.winner(values.terms(content.numbers, made))
        if winner is not None:
            place = plan.input(0, content.axis.tap_position(step, made.taps[winner].kernel[1]))
            fill = Style(fill=content.theme.looks["output"].fill)
            yield Item(cell, *place, fill, *content.subject.timeline.span(step))
            yield Item(cell, *place, cells.grid_line(content.cell_px), *content.subject.timeline.span(step))
    for now in moments:
        yield Item(window, *now.input(0, 0), outline, *now.span)
        yield Item(cell, *now.output(0, 0), outline, *now.span)


def _sources(plan: Plan, content: Content, step: int) -> Iterator[Item]:
    """Rings in the cells that the window reads as copies, and links to these."""
    span = content.subject.timeline.span(step)
    yield from borders.rings(plan.input, ([0], content.read(step)), content.subject, span)
    if borders.told(content.subject):
        edge = borders.below(plan.input, content.rows, content.axis)
        yield from borders.links(edge, content.read(step), content.scale, span)


def _published(content: Content, moments: list[_Now]) -> Iterator[Item]:
    """The shade of old, over the cells that are read and the one that is made."""
    axis, style = content.axis, cells.published_line(content.cell_px)._replace(fill="shade")
    for now in moments:
        window = cells.shape(now.input, [0], range(0, axis.effective_kernel_size, axis.dilation))
        yield Item(window, *now.input(0, 0), style, *now.span)
        yield Item(cells.shape(now.output, [0], [0]), *now.output(0, 0), style, *now.span)


def _guides(plan: Plan, content: Content, now: _Now) -> Iterator[Item]:
    """Lines from what is read up to the kernel, and on to the cell that is made."""
    axis = content.axis
    taps = range(0, axis.effective_kernel_size, axis.dilation)
    if content.published:
        unit = content.cell_px
        style = Style(stroke="line", width=max(unit / 40, min(0.8, 0.1 * unit)))
    else:
        style = Style(stroke="guide", width=1.25)
    lines: list[tuple[Point, ...]] = []
    if content.has_kernel:
        edges = [(tap, tap + 1) for tap in taps] if axis.dilation > 1 else [(0, axis.kernel_size)]
        lines += [(now.input(0, edge), now.kernel(1, edge)) for pair in edges for edge in pair]
    if axis.dilation > 1 or content.published:
        lines += [(now.kernel(0, tap + 0.5), now.output(1, 0.5)) for tap in taps]
    else:
        lines += [(now.kernel(0, edge * axis.kernel_size), now.output(1, edge)) for edge in (0, 1)]
    yield Item(Path(tuple(lines), closed=False), 0, 0, style, *now.span)


def _kernel(content: Content, now: _Now) -> Iterator[Item]:
    """A tile for each weight, apart where it is dilated, and the weights on them."""
    axis, x, y = content.axis, *now.kernel(0, 0)
    taps = range(0, axis.effective_kernel_size, axis.dilation)
    tiles = cells.shape(now.kernel, [0], taps)
    edge = cells.edge_line(content.cell_px)._replace(fill="kernel")
    if axis.dilation > 1:
        yield Item(tiles, x, y, edge, *now.span)
        yield from _apart(content, now)
    else:
        yield Item(cells.block(now.kernel, 1, axis.kernel_size), x, y, Style(fill="kernel"), *now.span)
        for item in cells.lattice(now.kernel._replace(x=0, y=0), range(1), range(axis.kernel_size), now.span):
            yield item._replace(x=x, y=y)
    for tap, text in zip(taps, content.weights, strict=False):
        yield from cell_text.middle(now.kernel, (0, tap), text, *now.span, "weight")


def _apart(content: Content, now: _Now) -> Iterator[Item]:
    """What lies between the tiles: a dashed line, and how far they are apart in words where these have room."""
    axis, unit, scale = content.axis, content.cell_px, content.scale
    dashed = Style(stroke="guide", width=1.25, dash=3)
    size = lettering.NOTE * scale
    word = [Part(content.subject.say("dilation", number=axis.dilation), size, "accent_text")]
    room = (axis.dilation - 1) * unit
    worded = content.subject.words == "all" and lettering.width(word) + 24 * scale <= room
    lines: list[tuple[Point, ...]] = []
    for nth in range(axis.kernel_size - 1):
        start, stop = now.kernel(0.5, nth * axis.dilation + 1), now.kernel(0.5, (nth + 1) * axis.dilation)
        if worded and nth == 0:
            half = lettering.width(word) / 2 + 6 * scale
            middle = (start[0] + stop[0]) / 2
            lines += [(start, (middle - half, start[1])), ((middle + half, start[1]), stop)]
            yield from lettering.line(word, middle, start[1] + 0.352 * size, "middle", now.span)
        else:
            lines.append((start, stop))
    if lines:
        yield Item(Path(tuple(lines), closed=False), 0, 0, dashed, *now.span)


def _tap_words(plan: Plan, content: Content, now: _Now) -> Iterator[Item]:
    """``4 before`` and ``now`` below the cells that a causal window reads, and what it does not read."""
    role, size = "ink" if content.published else "accent_text", lettering.NOTE * content.scale
    baseline = now.input.y + content.cell_px + words.TAPS * content.scale
    end = 0.0
    for tap, text in words.tap_words(content):
        middle, part = now.input(0, tap + 0.5)[0], Part(text, size, role)
        yield from lettering.line([part], middle, baseline, "middle", now.span)
        end = max(end, middle + lettering.width([part]) / 2, now.input(0, tap + 1)[0])
    right = plan.input(0, content.axis.input_size)[0]
    future = [Part(content.subject.say("future"), size, "grey")]
    if end and right - end >= lettering.width(future) + 12 * content.scale:
        yield from lettering.line(future, (end + right) / 2, baseline, "middle", now.span)
