"""The output in which stamps add up: what each place has so far, and the sum where a stamp has just come down."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from convanim.drawing import cell_text, cells, key, lettering
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.panel import Corner
from convanim.drawing.plane import Plane, flat
from convanim.layers import labels, scatter
from convanim.layers.scatter import Place
from convanim.scene.items import Item, Path, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.text_metrics import text_width
from convanim.style.tints import letters_on, near_on, shade
from convanim.views.scatter.equation import ABOVE, NAME_ROOM
from convanim.views.scatter.story import ADDED_EM, Received, Story

BELOW = 14
"""Pixels from the output to its key."""
WIDER = 1.25
"""How much wider than the output its key may be, so that it takes one line."""
FRAME = 3
"""Pixels of the line around what is kept, where a rim is cropped."""


class Sums:
    """The output with its rim, its name and its key."""

    def __init__(self, story: Story, unit: int, scale: float) -> None:
        self.story, self.unit, self.scale, self.layer = story, unit, scale, story.layer
        subject = story.subject
        self.rows, self.columns = scatter.ranges(story.layer)
        self.head = round(NAME_ROOM * scale) if subject.named else 0
        self.name = self._name()
        self.plane_size = len(self.rows) * unit, len(self.columns) * unit
        keyed = subject.words == "all" or subject.legend
        entries = self._key() if keyed else []
        room = max(self.plane_size[1], self.name.width(scale))
        self.key = key.lines(entries, WIDER * room, scale)
        ends = [line[-1].x + line[-1].width for line in self.key]
        self.width = round(max(room, *ends, 0))
        foot = round((BELOW + key.LINE * len(self.key)) * scale) if self.key else 0
        self.height = self.head + self.plane_size[0] + foot

    def _name(self) -> Name:
        subject, size = self.story.subject, labels.size(self.layer.own.output_size)
        if not subject.named:
            return Name("", "output_text")
        if scatter.crops(self.layer):
            size = subject.say("stamps.rim", size=size, padding=labels.padding(self.layer.own, subject.language))
        return Name(subject.say("output"), "output_text", size if subject.words == "all" else "")

    def _key(self) -> list[tuple[str, str]]:
        """The states of a place that occur."""
        say, counts = self.story.subject.say, [len(own) for place, own in self.story.hits.items() if self._kept(place)]
        found = [("output", say("stamps.all_in"))] if counts else []
        found += [("contribution", say("stamps.more"))] if any(count > 1 for count in counts) else []
        if scatter.crops(self.layer):
            found.append(("padding", say("stamps.cropped")))
        if self._bare:
            found.append((shade("padding", 1), say("stamps.no_stamp")))
        return found

    def _kept(self, place: Place) -> bool:
        return scatter.kept(self.layer, place)

    @cached_property
    def _bare(self) -> list[Place]:
        """The places of the output where no stamp comes."""
        rows, columns = (range(size) for size in self.layer.output_size)
        return [(row, column) for row in rows for column in columns if (row, column) not in self.story.hits]

    def plane(self, corner: Corner) -> Plane:
        """The output's plane; (0, 0) is the first place that is kept."""
        start = -self.columns.start * self.unit, -self.rows.start * self.unit
        return flat(self.unit).moved(corner[0] + start[0] + 0.5, corner[1] + self.head + start[1] + 0.5)

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever on the output."""
        plane = self.plane(corner)
        if self.story.subject.named:
            yield from self.name.items(corner[0], corner[1] + self.head - ABOVE * self.scale, self.scale)
        if self.key:
            foot = corner[1] + self.head + self.plane_size[0] + round(BELOW * self.scale)
            yield from key.items(self.key, corner[0], foot, self.story.subject.theme, self.scale)
        yield from self._fills(plane)
        yield from self._lines(plane)
        shape, now = cells.window(plane, *self.layer.axes), cells.now_line(self.unit)
        for moment, _, place in self.story.moments():
            yield Item(shape, *plane(*place), now, *moment.span, moment.then)
        if self.story.writes(self.unit):
            yield from self._digits(plane)

    def _fills(self, plane: Plane) -> Iterator[Item]:
        """Pale from the first stamp on, full from the last one on; what is cropped is grey."""
        rest, alike = self.story.timeline.rest, defaultdict(list)
        for place, own in self.story.hits.items():
            kept = self._kept(place)
            if len(own) > 1 or not kept:
                alike[rest(own[0]), "contribution" if kept else "padding"].append(place)
            if kept:
                alike[rest(own[-1]), "output"].append(place)
        alike[0, "padding"] += self._bare
        for (start, fill), places in sorted(alike.items()):
            if places:
                path = Path(tuple(plane.block(*place) for place in places))
                yield Item(path, 0, 0, Style(fill=fill), start, ALWAYS)
                if fill == "output":
                    # Where colours are no help, as in print, a mark tells what is finished.
                    yield from cells.mark(plane, places, self.story.subject.theme.looks["output"], (start, ALWAYS))

    def _lines(self, plane: Plane) -> Iterator[Item]:
        """Thin lines between what is kept, dashed ones in the rim, and a strong one around what is kept."""
        rows, columns = self.layer.output_size
        if not scatter.crops(self.layer):
            yield from cells.lattice(plane, range(rows), range(columns))
            return
        style = cells.grid_line(self.unit)
        for lines, step in ((self._across(plane), plane.right), (self._down(plane), plane.down)):
            yield Item(Path(tuple(lines), closed=False), 0, 0, style._replace(dash=cells.dash(step)), 0, ALWAYS)
        yield from cells.grid(plane, range(rows), range(columns), style, inner=True)
        frame = Style(stroke="ink", width=max(cells.edge_line(self.unit).width, min(FRAME, 0.1 * self.unit)))
        yield Item(cells.block(plane, rows, columns), *plane(0, 0), frame, 0, ALWAYS)

    def _across(self, plane: Plane) -> Iterator[tuple[tuple[float, float], ...]]:
        kept_rows, kept_columns = self.layer.output_size
        for row in range(self.rows.start, self.rows.stop + 1):
            for start, stop in _outside(self.columns, kept_columns, whole=not 0 <= row <= kept_rows):
                yield plane(row, start), plane(row, stop)

    def _down(self, plane: Plane) -> Iterator[tuple[tuple[float, float], ...]]:
        kept_rows, kept_columns = self.layer.output_size
        for column in range(self.columns.start, self.columns.stop + 1):
            for start, stop in _outside(self.rows, kept_rows, whole=not 0 <= column <= kept_columns):
                yield plane(start, column), plane(stop, column)

    def _digits(self, plane: Plane) -> Iterator[Item]:
        for place in self._bare:
            yield from cell_text.middle(plane, place, "0", 0, ALWAYS, "zero")
        for each in self.story.received:
            start, after, stop = self.story.spans(each.step, each.place, each.nth)
            text, role = self.story.notation.write(each.so_far), self._role(each)
            if each.nth == 1 or not self._size_of_sums:
                yield from cell_text.middle(plane, each.place, text, start, stop, role)
                continue
            yield from self._sum(plane, each, (start, after), role)
            if after < stop:
                yield from cell_text.middle(plane, each.place, text, after, stop, role)

    def _ground(self, each: Received) -> str:
        if not self._kept(each.place):
            return "padding"
        return "output" if each.nth == len(self.story.hits[each.place]) else "contribution"

    def _role(self, each: Received) -> str:
        return letters_on(self._ground(each)) if self._kept(each.place) else near_on("grey", "padding")

    def _sum(self, plane: Plane, each: Received, span: tuple[int, int], role: str) -> Iterator[Item]:
        """The total, and below it what it is the sum of."""
        yield from cell_text.upper(plane, each.place, self.story.notation.write(each.so_far), *span, role)
        x, y = plane(each.place[0] + 0.76, each.place[1] + 0.5)
        size = self._size_of_sums
        before, sign, added = self._terms(each)
        added_role = near_on("accent_text", self._ground(each))
        parts = [Part(f"{before} {sign} ", size, role), Part(added, size, added_role)]
        yield from lettering.line(parts, x, y + cell_text.RISE * size, "middle", span)

    def _terms(self, each: Received) -> tuple[str, str, str]:
        write = self.story.notation.write
        return write(each.before), "−" if each.added < 0 else "+", write(abs(each.added))

    @cached_property
    def _size_of_sums(self) -> float:
        """Pixels of an em of the small sums; 0 where no size that can be read has room for all of them."""
        size, room = ADDED_EM * self.unit, 0.92 * self.unit
        sums = {" ".join(self._terms(each)) for each in self.story.received if each.nth > 1}
        widest = max((text_width(text, size) for text in sums), default=0.0)
        fitting = size * min(1.0, room / widest) if widest else size
        return fitting if fitting >= lettering.SMALLEST - 0.5 else 0.0


def _outside(all_: range, kept: int, *, whole: bool) -> list[tuple[int, int]]:
    """The parts of an edge that lie outside of what is kept."""
    if whole:
        return [(all_.start, all_.stop)]
    return [(start, stop) for start, stop in ((all_.start, 0), (kept, all_.stop)) if start < stop]
