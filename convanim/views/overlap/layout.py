"""Left the input, the key and what it comes to in words; right of it a map, or two of the same scale."""

from collections.abc import Iterator

from convanim.drawing import cell_text, cells, hotspots, lettering
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.panel import Corner, Panel, beside, interleaved
from convanim.drawing.plane import Plane, flat
from convanim.drawing.subject import Subject
from convanim.layers import labels, operations, scatter
from convanim.scene.items import Item, Spot
from convanim.style.number_text import Notation
from convanim.style.tints import WASH
from convanim.views._stamping import moments
from convanim.views.overlap import verdict
from convanim.views.overlap.counts import compared
from convanim.views.overlap.map import Map
from convanim.views.overlap.ramp import Ramp, Swatches

COLUMN, NARROW, INPUT = 130, 80, 24
"""Pixels of the left column, of one without sentences, and of a cell of the input, at the most."""
GAP, NARROW_GAP, CARD_GAP = 44, 24, 26
"""Pixels between the columns, where there are no sentences, and between maps on a card."""
BELOW_INPUT, BELOW_HEADING, BELOW_KEY = 44, 12, 30
"""Pixels down to the baseline of the key's heading, to the key, and from it to the baseline of the first words."""
WORDS, LINE, PARAGRAPH = 13, 18, 8
"""Pixels of an em of the words, from line to line, and more from one sentence to the next."""


class Aside:
    """The left column."""

    def __init__(self, subject: Subject, ramp: Ramp, words: list[str], unit: int, scale: float) -> None:
        self.subject, self.scale, self.layer = subject, scale, subject.layer
        rows, columns = subject.layer.input_size
        room = (COLUMN if subject.words == "all" else NARROW) * scale
        self.unit = max(1, int(min(INPUT * scale, unit, room / columns, 1.4 * room / rows)))
        self.size = rows * self.unit, columns * self.unit
        self.key = Swatches(ramp, Notation(cell_text.room(3 * unit)), room, scale, small=subject.words != "all")
        heading = "stamps_counted" if ramp.whole else "weights_counted"
        self.heading = lettering.wrapped(subject.say(heading), WORDS * scale, room) if subject.words == "all" else []
        self.words = [lettering.wrapped(text, WORDS * scale, room) for text in words if subject.words == "all"]
        name = labels.size(subject.layer.own.input_size) if subject.words == "all" else ""
        self.name = Name(subject.say("input"), "input_text", name) if subject.named else Name("", "ink")
        texts = [
            lettering.width([Part(text, WORDS * scale)]) for lines in [*self.words, self.heading] for text in lines
        ]
        self.width = round(max(self.size[1], self.key.width, self.name.width(scale), *texts, 0))

    @property
    def height(self) -> int:
        """Pixels from the top of the input."""
        count = sum(map(len, self.words))
        words = BELOW_KEY + LINE * (count - 1) + PARAGRAPH * (len(self.words) - 1) if self.words else 0
        return round(self._key_top + self.key.height + (words + 4) * self.scale)

    @property
    def _key_top(self) -> float:
        heading = BELOW_INPUT + LINE * (len(self.heading) - 1) + BELOW_HEADING if self.heading else 24
        return self.size[0] + heading * self.scale

    def plane(self, corner: Corner) -> Plane:
        """The input's plane; ``corner`` is its top left corner."""
        return flat(self.unit).moved(corner[0] + 0.5, corner[1] + 0.5)

    def items(self, corner: Corner) -> Iterator[Item]:
        """Input, key and words."""
        left, top = corner
        plane, scale = self.plane(corner), self.scale
        rows, columns = self.layer.input_size
        yield from cells.sheet(plane, range(rows), range(columns), "input")
        yield from self.name.items(left, top - 10 * scale, scale)
        baseline = top + self.size[0] + BELOW_INPUT * scale
        for text in self.heading:
            yield from lettering.line([Part(text, WORDS * scale)], left, baseline)
            baseline += LINE * scale
        yield from self.key.items(left, top + self._key_top)
        baseline = top + self._key_top + self.key.height + BELOW_KEY * scale
        for lines in self.words:
            for text in lines:
                yield from lettering.line([Part(text, WORDS * scale, "grey")], left, baseline)
                baseline += LINE * scale
            baseline += PARAGRAPH * scale
        one, now = cells.shape(plane, [0], [0]), cells.now_line(self.unit)._replace(fill=WASH)
        for moment, cell, _ in moments(self.layer, self.subject.timeline):
            yield Item(one, *plane(*cell), now, *moment.span, moment.then)


def arranged(subject: Subject, cell_px: int) -> Panel:
    """The panel of a figure."""
    counts, scale = compared(subject), lettering.scale(cell_px)
    ramp = Ramp([change.sum for each in counts for change in each.changes], whole=subject.source.weights is None)
    maps = [Map(subject, each, ramp, cell_px, scale) for each in counts]
    aside = Aside(subject, ramp, verdict.sentences(subject, counts), cell_px, scale)
    if subject.card:
        return _on_card(maps, scale)
    head, gap = max(each.head for each in maps), round((GAP if subject.words == "all" else NARROW_GAP) * scale)
    if subject.named:
        head = max(head, round(26 * scale))
    lefts, x = [], aside.width + gap
    for each in maps:
        lefts.append(x)
        x += each.width + gap
    height = max(head + aside.height, *(head + each.size[0] + each.foot for each in maps))

    def items(corner: Corner) -> Iterator[Item]:
        parts = [aside.items((corner[0], corner[1] + head))]
        parts += [each.items((corner[0] + left, corner[1]), head) for each, left in zip(maps, lefts, strict=True)]
        return interleaved(parts)

    def spots(corner: Corner) -> list[Spot]:
        output = maps[0].plane((corner[0] + lefts[0], corner[1]), head)
        return hotspots.stamp_spots(subject.layer, aside.plane((corner[0], corner[1] + head)), output)

    title = "overlap.title_uneven" if any(each.verdict == "uneven" for each in counts) else "overlap.title"
    return Panel(
        x - gap,
        height,
        items,
        spots,
        title=subject.say(title),
        subline=_sizes(subject),
        formulas=verdict.formulas(subject, counts),
        parts=[
            *((left, 0, each.width, head + each.size[0] + each.foot) for each, left in zip(maps, lefts, strict=True)),
            (0, head - 26 * scale, aside.width, aside.height + 26 * scale),
        ],
    )


def _on_card(maps: list[Map], scale: float) -> Panel:
    """The maps alone: in a small picture their headings tell what they come to."""

    def panel(drawn: Map) -> Panel:
        height = drawn.head + drawn.size[0] + drawn.foot
        return Panel(drawn.width, height, lambda corner: drawn.items(corner, drawn.head))

    return beside([panel(each) for each in maps], round(CARD_GAP * scale), 0)


def _sizes(subject: Subject) -> str:
    """The line below the title: the headings of the maps tell of their kernels."""
    layer, language = subject.layer, subject.language
    padding = labels.padding(layer.own, language)
    told = labels.parameters(layer.own, language)[1:]
    if scatter.crops(layer):
        told = [subject.say("stamps.crops", padding=padding) if each == padding else each for each in told]
    return subject.say(
        "overlap.sizes" if subject.source.weights is None else "overlap.sizes_weighted",
        operation=operations.words(layer.operation, language)["name"],
        size=labels.size(layer.own.input_size),
        parameters=" · ".join(told),
    )
