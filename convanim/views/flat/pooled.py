"""Input → the values of a window as bars → output: which one is the largest, or where their mean is."""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import bars, cell_text, cells, hotspots, key, lettering, marks
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.numbered import Numbered
from convanim.drawing.panel import Corner, Panel
from convanim.drawing.plane import Plane, flat
from convanim.drawing.subject import Subject
from convanim.geometry.steps import Step
from convanim.layers import operations, values, zeros
from convanim.layers.labels import size as size_in_words
from convanim.layers.operations import Term, WrittenSum
from convanim.scene.items import Item, Path, Spot, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.number_text import Notation
from convanim.style.tints import WASH

NAME_ROOM = 30
"""Pixels above a plane for its name."""
GAP, CARD_GAP = 66, 34
"""Pixels between two planes, in which an arrow stands."""
BELOW_BARS, SUM_LINE, NOTE = 30, 44, 19
"""Pixels from the bars to the baseline of the sum and to the foot of it, and of a note below the input."""


class Plan(NamedTuple):
    """Where everything stands, from the panel's corner."""

    input: Plane
    bars: tuple[float, float]
    output: Plane
    middle: float
    width: int
    height: int


class Pooled:
    """A figure of a pooling."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.layer, self.cell_px = subject, subject.layer, cell_px
        self.scale = lettering.scale(cell_px)
        self.rows, self.columns = subject.layer.axes
        self.numbers = subject.numbers()
        self.notation = Notation(cell_text.room(cell_px, card=subject.card))
        self.steps = list(subject.layer.steps(limit=False))
        high = len(self.rows.positions) * cell_px
        self.tells_sums = not subject.card
        self.gap = (CARD_GAP if subject.card else GAP) * self.scale
        longest = bars.LONGEST_ON_CARD if subject.card else bars.LONGEST
        self.bars = bars.scaled(self.numbers, self.layer, max(high, 150 * self.scale), self.scale, longest)
        self.notes = zeros.all_notes(subject.layer.own, subject.language) if subject.words == "all" else []
        self.words = operations.words(self.layer.operation, subject.language)
        self.plan = self._plan()

    def _plan(self) -> Plan:
        unit, scale = self.cell_px, self.scale
        head = round(NAME_ROOM * scale) if self.subject.named else 0
        high, wide = len(self.rows.positions) * unit, len(self.columns.positions) * unit
        rows, columns = (each * unit for each in self.layer.output_size)
        bars_wide = self.bars.width
        if self.tells_sums:
            sums = max((lettering.width(self._sum(step)) for step in self.steps), default=0.0)
            bars_wide = max(bars_wide + self._widest_verdict(), sums)
        tall = max(high, rows, self.bars.height)
        middle = head + tall / 2
        left = wide + self.gap

        def at(x: float, height: float) -> Plane:
            return flat(unit).moved(round(x) + 0.5, round(middle - height / 2) + 0.5)

        input_ = at(0, high).moved(-self.columns.positions.start * unit, -self.rows.positions.start * unit)
        right = left + bars_wide + self.gap
        bars_top = middle - self.bars.height / 2
        foot = max(
            middle + high / 2 + NOTE * len(self.notes) * scale,
            bars_top + self.bars.height + (SUM_LINE * scale if self.tells_sums else 0),
            head + tall,
        )
        return Plan(input_, (left, bars_top), at(right, rows), middle, round(right + columns), round(foot))

    def _widest_verdict(self) -> float:
        """Pixels of the words beside a bar."""
        say, size = self.subject.say, 14 * self.scale
        words = [say("wins"), say("first_of", count=8)]
        words.append(say("mean", number=self.notation.write(max(map(abs, self._results()), default=0.0))))
        return max(lettering.width([Part(each, size)]) for each in words) + 14 * self.scale

    def _results(self) -> list[float]:
        return [self.numbers.output[step.output] for step in self.steps]

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever on the panel."""
        x, y = corner
        plan = self.plan._replace(
            input=self.plan.input.moved(x, y),
            output=self.plan.output.moved(x, y),
            bars=(self.plan.bars[0] + x, self.plan.bars[1] + y),
            middle=self.plan.middle + y,
        )
        numbered = Numbered(plan.input, plan.output, self.subject, self.numbers, self.notation)
        chooses = any(self._winner(step) is not None for step in self.steps)
        yield from numbered.areas()
        if chooses:
            yield from self._winners(plan)
        yield from numbered.windows(None if chooses else WASH)
        yield from numbered.digits()
        yield from self._words(plan, x)
        for number, step in enumerate(self.steps):
            yield from self._step(plan, number, step)

    def _winner(self, step: Step) -> int | None:
        return self.layer.definition.winner(values.terms(self.numbers, step))

    def _winners(self, plan: Plan) -> Iterator[Item]:
        """The cells that went on, which keep the output's colour, and the wash over those that are read and lose."""
        timeline, fill = self.subject.timeline, self.subject.theme.looks["output"].fill
        cell = cells.shape(plan.input, [0], [0])
        style = cells.grid_line(self.cell_px)._replace(fill=fill)
        won: set[tuple[int, int]] = set()
        for number, step in enumerate(self.steps):
            best, places = self._winner(step), self._places(step)
            if best is not None and places[best] not in won:
                won.add(places[best])
                yield Item(cell, *plan.input(*places[best]), style, *timeline.since(number))
            losers = [place for nth, place in enumerate(places) if nth != best]
            if losers:
                start, _ = timeline.span(number)
                row, column = losers[0]
                shape = Path(tuple(plan.input._replace(x=0, y=0).block(r - row, c - column) for r, c in losers))
                yield Item(shape, *plan.input(row, column), Style(fill=WASH), start, start + 1)

    def _places(self, step: Step) -> list[tuple[int, int]]:
        """The positions of the taps of a step."""
        row, column = step.output
        return [
            (self.rows.tap_position(row, tap.kernel[0]), self.columns.tap_position(column, tap.kernel[1]))
            for tap in step.taps
        ]

    def _words(self, plan: Plan, left: float) -> Iterator[Item]:
        """The names above the planes, the arrows between them, and the notes below the input."""
        scale, say, layer = self.scale, self.subject.say, self.layer
        bars_end = plan.output.x - self.gap
        for end in (plan.bars[0], plan.output.x):
            start = end - self.gap
            points = [(start + 0.2 * self.gap, plan.middle), (end - 0.24 * self.gap, plan.middle)]
            if end == plan.bars[0] or bars_end > plan.bars[0]:
                for path, style in marks.arrow(points, Style(stroke="grey", width=1.25 * scale), 6 * scale):
                    yield Item(path, 0, 0, style, 0, ALWAYS)
        if not self.subject.named:
            return
        window = size_in_words(layer.own.kernel_size)
        if self.subject.words == "all":
            window = f"{window}, {say('row_after_row')}"
        first = plan.input(self.rows.positions.start, self.columns.positions.start)
        output = Name(say("output"), "output_text", size_in_words(layer.own.output_size))
        if self.subject.card:
            output = output.within(layer.output_size[1] * self.cell_px, scale)
        for name, x, y in (
            (Name(say("input"), "input_text", self._input_size()), *first),
            (Name(say("window_name"), "accent_text", window), *plan.bars),
            (output, *plan.output(0, 0)),
        ):
            yield from name.items(x, y - 10 * scale, scale)
        y = plan.input(self.rows.positions.stop, 0)[1] + NOTE * scale
        for note in self.notes:
            yield from lettering.line([Part(note, lettering.NOTE * scale, "grey")], left, y)
            y += 17 * scale

    def _step(self, plan: Plan, number: int, step: Step) -> Iterator[Item]:
        """The bars of a step, and its result written out."""
        span = self.subject.timeline.span(number)
        terms = values.terms(self.numbers, step)
        texts = [self._value(term) for term in terms]
        best = self.layer.definition.winner(terms)
        yield from self.bars.items(terms, texts, best, *plan.bars, span)
        if not self.tells_sums:
            return
        if best is not None:
            equal = sum(term.holds and term.value == terms[best].value for term in terms)
            say = self.subject.say
            verdict = say("first_of", count=equal) if equal > 1 else say("wins")
            yield from self.bars.verdict(verdict, best, terms[best].value, *plan.bars, span)
        elif self.layer.divisor(step) is not None:
            mean = self.numbers.output[step.output]
            words = self.subject.say("mean", number=self.notation.write(mean))
            yield from self.bars.mean(words, mean, terms, *plan.bars, span)
        x, y = plan.bars[0], plan.bars[1] + self.bars.height + BELOW_BARS * self.scale
        yield from lettering.line(self._sum(step), x, y, span=span)

    def _value(self, term: Term) -> str:
        """What stands beside a bar: what is no number has its sign, and what does not count has nothing."""
        if term.holds:
            return self.notation.write(term.value)
        return "" if term.kind == "extra" else self.layer.border_sign

    def _written(self, step: Step) -> WrittenSum:
        terms = values.terms(self.numbers, step)
        return self.layer.definition.written_sum(terms, self.layer.divisor(step), self.notation)

    def _sum(self, step: Step) -> list[Part]:
        """``max(8, 1, 3, 2) = 8``, in colours; of many terms the first ones."""
        written, scale = self._written(step), self.scale
        best, size = self._winner(step), 17 * scale
        parts = [Part(written.opening, size, "grey")]
        shown = written.terms if len(written.terms) <= bars.MOST else [*written.terms[:4], "…"]
        between, spaced = written.between.strip(), (5 if "," in written.between else 6) * scale
        for nth, term in enumerate(shown):
            if nth:
                parts.append(Part(between, size, "grey", 0 if "," in between else spaced))
            role = "output_text" if nth == best else "input_text"
            parts.append(Part(term, size, role, spaced if nth else 0))
        result = self.numbers.output[step.output]
        relation = self.notation.relation(written.seen, result)
        parts.append(Part(written.closing, size, "grey"))
        parts.append(Part(relation, size, "grey", 6 * scale))
        return [*parts, Part(self.notation.write(result), 22 * scale, "output_text", 6 * scale)]

    def _input_size(self) -> str:
        layer = self.layer.own
        full = self.subject.words == "all"
        return zeros.spread_size(layer, self.subject.language) if full else size_in_words(layer.input_size)

    def spots(self, corner: Corner) -> list[Spot]:
        """The cells of the input and of the output."""
        return hotspots.input_and_output_spots(
            self.layer, self.plan.input.moved(*corner), self.plan.output.moved(*corner)
        )


def panel(subject: Subject, cell_px: int) -> Panel:
    """Input, bars and output."""
    drawn = Pooled(subject, cell_px)
    rows, columns = subject.layer.axes
    title = f"{drawn.words['name']}: {drawn.words['computes']}"
    legend = key.entries(subject.layer, rows, columns, subject.language)
    return Panel(drawn.plan.width, drawn.plan.height, drawn.items, drawn.spots, title=title, legend=legend)
