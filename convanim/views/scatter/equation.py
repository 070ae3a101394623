"""The product of a step: a value of the input times the whole kernel is a stamp."""

from collections.abc import Iterator

from convanim.drawing import cell_text, cells, lettering, progress
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.panel import Corner
from convanim.drawing.plane import Plane, flat
from convanim.layers.labels import size as size_in_words
from convanim.scene.items import Item, Point, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.tints import WASH, letters_on
from convanim.views.scatter.story import Story

GAP = 1.15
"""Units between two planes, at the least."""
NAME_ROOM, ABOVE = 30, 10
"""Pixels above a plane for its name, and from the name's baseline to the plane."""
DOT = 3
"""Pixels of the radius of the sign of multiplication."""


class Equation:
    """Input, kernel and stamp in a row, all in the middle of the same line; a card has no stamp apart."""

    def __init__(self, story: Story, input_px: int, kernel_px: int) -> None:
        """``input_px`` and ``kernel_px`` are the units of the input and of kernel and stamp."""
        self.story, self.input_px, self.kernel_px = story, input_px, kernel_px
        subject = story.subject
        self.scale = lettering.scale(max(input_px, kernel_px))
        self.head = round(NAME_ROOM * self.scale) if subject.named else 0
        layer = story.layer
        self.sizes = [
            tuple(each * input_px for each in layer.input_size),
            *[tuple(each * kernel_px for each in layer.kernel_size)] * 2,
        ]
        self.names = self._names()
        self.gaps = self._gaps()
        self.stamped = not subject.card
        self.width = round(sum(wide for _, wide in self.sizes) + sum(self.gaps) + self._overhang())
        if not self.stamped:
            self.width = round(sum(wide for _, wide in self.sizes[:2]) + self.gaps[0])
        self.height = self.head + max(high for high, _ in self.sizes)

    def _names(self) -> list[Name]:
        """Of input, kernel and stamp; the stamp's name is the widest that it will have."""
        subject, layer = self.story.subject, self.story.layer
        if not subject.named:
            return [Name("", "ink")] * 3
        say, full = subject.say, subject.words == "all"
        kernel = size_in_words(layer.own.kernel_size)
        turned = f"{kernel}, ↻ {say('turned')}" if subject.source.flip and max(layer.kernel_size) > 1 else kernel
        stamps = [self._stamp_name(step) for step in range(len(self.story.order))]
        stamps.append(Name(say("stamps.name"), "output_text", say("stamps.input_times_kernel") if full else ""))
        return [
            Name(say("input"), "input_text", size_in_words(layer.own.input_size) if full else ""),
            Name(say("kernel_name"), "accent_text", turned if full else ""),
            max(stamps, key=lambda name: name.width(self.scale)),
        ]

    def _stamp_name(self, step: int) -> Name:
        say = self.story.subject.say
        if self.story.subject.words != "all":
            return Name(say("stamps.stamp", number=step + 1), "output_text")
        written = self.story.writes(self.kernel_px)
        told = (
            say("stamps.times_kernel", value=self.story.values[step]) if written else say("stamps.input_times_kernel")
        )
        return Name(say("stamps.stamp", number=step + 1), "output_text", told)

    def _gaps(self) -> list[float]:
        """Between the planes: as wide as the names above them want."""
        usual = GAP * self.kernel_px
        between = 14 * self.scale
        return [
            max(usual, name.width(self.scale) + between - wide)
            for name, (_, wide) in zip(self.names[:2], self.sizes, strict=False)
        ]

    def _overhang(self) -> float:
        """Pixels that the last name is wider than its plane."""
        return max(0.0, self.names[2].width(self.scale) - self.sizes[2][1])

    def widened(self, width: float) -> "Equation":
        """The same with wider gaps, so that it takes so many pixels, as far as that looks well."""
        spare = min((width - self.width) / 2, 1.3 * self.kernel_px)
        if spare > 0:
            self.gaps = [gap + spare for gap in self.gaps]
            self.width = round(self.width + 2 * spare)
        return self

    def planes(self, corner: Corner) -> tuple[Plane, Plane, Plane]:
        """Input, kernel and stamp."""
        x, middle = float(corner[0]), corner[1] + self.head + (self.height - self.head) / 2
        found = []
        for (high, wide), unit, gap in zip(
            self.sizes, (self.input_px, self.kernel_px, self.kernel_px), (*self.gaps, 0.0), strict=True
        ):
            found.append(flat(unit).moved(round(x) + 0.5, round(middle - high / 2) + 0.5))
            x += wide + gap
        return found[0], found[1], found[2]

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever in the equation."""
        input_, kernel, stamp = self.planes(corner)
        layer, timeline = self.story.layer, self.story.timeline
        rows, columns = (range(each) for each in layer.kernel_size)
        yield from cells.sheet(input_, range(layer.input_size[0]), range(layer.input_size[1]), "input")
        yield from cells.sheet(kernel, rows, columns, "kernel")
        yield from self._operators(input_, stamp)
        yield from self._words(input_, kernel)
        yield from self._weights(kernel)
        if self.stamped:
            block = cells.block(stamp, *layer.kernel_size)
            yield Item(block, *stamp(0, 0), Style(fill="contribution"), *timeline.since(0))
            yield from cells.lattice(stamp, rows, columns)
            yield Item(block, *stamp(0, 0), cells.now_line(stamp.cell_px), *timeline.since(0))
        one, now = cells.shape(input_, [0], [0]), cells.now_line(input_.cell_px)._replace(fill=WASH)
        for moment, cell, _ in self.story.moments():
            yield Item(one, *input_(*cell), now, *moment.span, moment.then)
        yield from self._digits(input_, stamp)

    def _operators(self, input_: Plane, stamp: Plane) -> Iterator[Item]:
        y = stamp.y + self.sizes[2][0] / 2
        x = input_.x + self.sizes[0][1] + self.gaps[0] / 2
        yield Item(progress.disc(DOT * self.scale), x, y, Style(fill="grey"), 0, ALWAYS)
        if not self.stamped:
            return
        size = 24 * self.scale
        equals = [Part("=", size, "grey")]
        yield from lettering.line(equals, stamp.x - self.gaps[1] / 2, y + 0.3 * size, "middle")

    def _words(self, *planes: Plane) -> Iterator[Item]:
        if not self.story.subject.named:
            return
        for name, plane in zip(self.names, planes, strict=False):
            yield from name.items(*self._above(plane), self.scale)

    def _above(self, plane: Plane) -> Point:
        """Where the name of a plane starts."""
        return plane.x - 0.5, plane.y - ABOVE * self.scale

    def _stamp_names(self, stamp: Plane) -> Iterator[Item]:
        """The name of each step's stamp, and of what is to become one before the first step."""
        say, timeline = self.story.subject.say, self.story.timeline
        full, first = self.story.subject.words == "all", timeline.rest(0)
        name = Name(say("stamps.name"), "output_text", say("stamps.input_times_kernel") if full else "")
        named = [(name, (0, first))] if first else []
        named += [(self._stamp_name(step), timeline.span(step)) for step in range(len(self.story.order))]
        for name, span in named:
            yield from name.items(*self._above(stamp), self.scale, span=span)

    def _weights(self, kernel: Plane) -> Iterator[Item]:
        if not self.story.writes(kernel.cell_px):
            return
        for nth, text in enumerate(self.story.weights):
            place = divmod(nth, self.story.layer.kernel_size[1])
            yield from cell_text.middle(kernel, place, text, 0, ALWAYS, "weight")

    def _digits(self, input_: Plane, stamp: Plane) -> Iterator[Item]:
        story, columns = self.story, self.story.layer.kernel_size[1]
        if story.writes(input_.cell_px):
            for cell, text in zip(story.order, story.values, strict=True):
                yield from cell_text.middle(input_, cell, text, 0, ALWAYS, letters_on("input", WASH))
        if not self.stamped:
            return
        if story.subject.named:
            yield from self._stamp_names(stamp)
        if not story.writes(stamp.cell_px):
            return
        for step, products in enumerate(story.stamps):
            span = story.timeline.span(step)
            for nth, text in enumerate(products):
                yield from cell_text.middle(stamp, divmod(nth, columns), text, *span, letters_on("contribution"))
