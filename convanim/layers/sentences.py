"""Each step in a sentence: which cell it makes, the sum with its numbers, and what the window met there.

Rows, columns and steps count from 1, as people count.
"""

from collections.abc import Collection, Iterator, Sequence

from convanim.geometry.steps import Index, Step
from convanim.layers import heading, values
from convanim.layers.layer import Layer
from convanim.layers.operations import Term
from convanim.layers.values import Numbers
from convanim.scene.lesson import SaidPart, Told
from convanim.style.language import Language
from convanim.style.number_text import Notation, total

MOST_TERMS = 25
"""Terms of a sum that are written out; a reader checks no longer one."""


def place(index: Index, language: Language) -> str:
    """``row 2, column 3``, or the number alone in one dimension."""
    *row, column = index
    if not row:
        return language.say("place.cell", number=column + 1)
    return language.say("place.cell_2d", row=row[0] + 1, column=column + 1)


def places(found: Collection[Index], language: Language) -> str:
    """Several cells by their rows and columns: ``rows 3–5, columns 1–3``."""
    *rows, columns = zip(*found, strict=True)
    if len(found) == 1:
        return place(next(iter(found)), language)
    if not rows:
        return listed(columns, "cells", language)
    return language.say(
        "place.both", rows=listed(rows[0], "rows", language), columns=listed(columns, "columns", language)
    )


def listed(numbers: Collection[int], key: str, language: Language) -> str:
    """``rows 3–5``, ``rows 1, 3, 5`` or ``row 2``; the numbers count from 0 here, and from 1 in the words."""
    each = sorted({number + 1 for number in numbers})
    first, last = each[0], each[-1]
    if first == last:
        return language.say(f"place.{key}_one", number=first)
    whole = len(each) == last - first + 1
    return language.say(f"place.{key}", numbers=f"{first}–{last}" if whole else ", ".join(map(str, each)))


class Sentences:
    """The words of a layer's steps with these numbers."""

    def __init__(self, layer: Layer, numbers: Numbers, language: Language) -> None:
        self.layer, self.numbers, self.language = layer, numbers, language
        self.notation = Notation()

    def setup(self) -> Told:
        """Before the first step: the size that the output is going to have."""
        say = self.language.say
        parts = [SaidPart(say("sentence.setup"), "lead"), SaidPart(say("sentence.no_output"))]
        parts.append(SaidPart(say("sentence.size"), "quiet"))
        for nth, (numbers, _) in enumerate(heading.heading(self.layer, self.language).formulas):
            name, _, equation = numbers.rpartition(": ")
            size, _, sum_ = equation.partition(" = ")
            between = ("; " if nth else "") + (f"{name}: " if name else "")
            parts += [SaidPart(f"{between}{sum_} = ", "quiet"), SaidPart(size, "result")]
        return Told(tuple(parts), say("sentence.point"))

    def outputs(self) -> list[Told]:
        """A sentence for each output, in the order of the steps."""
        return [self.output(step) for step in self.layer.steps(limit=False)]

    def output(self, step: Step) -> Told:
        """``Output row 2, column 3: 1·2 + 3·(−1) = −1``; terms that are zero by structure are left to the note."""
        where = place(step.output, self.language)
        lead = SaidPart(self.language.say("sentence.output", place=where), "lead")
        terms = values.terms(self.numbers, step)
        if any(axis.flipped for axis in self.layer.axes):
            terms.reverse()  # In the order of the window, which meets the kernel from its end.
        result = self.numbers.output[step.output]
        written = self.layer.definition.written_sum(terms, self.layer.divisor(step), self.notation)
        equals = SaidPart(f" {self.notation.relation(written.seen, result)} ", "zero")
        sum_ = self._products(terms) if self.layer.definition.HAS_WEIGHTS else self._choice(terms, step)
        parts = (lead, *sum_, equals, SaidPart(self.notation.write(result), "result"))
        return Told(parts, self._met(terms))

    def _products(self, terms: Sequence[Term]) -> Iterator[SaidPart]:
        held = [term for term in terms if term.holds]
        if not held:
            yield SaidPart(self.language.say("sentence.zeros"), "zero")
        for nth, term in enumerate(held[:MOST_TERMS]):
            if nth:
                yield SaidPart(" + ", "zero")
            yield SaidPart(
                _factor(self.notation.write(term.value)) if nth else self.notation.write(term.value), "input"
            )
            yield SaidPart("·", "zero")
            yield SaidPart(_factor(self.notation.write(term.weight)), "weight")
        yield from self._more(len(held), " + ")

    def _choice(self, terms: Sequence[Term], step: Step) -> Iterator[SaidPart]:
        """The values that a maximum or a mean is of, within the operation's own signs."""
        written = self.layer.definition.written_sum(terms, self.layer.divisor(step), self.notation)
        held = [self.notation.write(term.value) for term in terms if term.holds]
        yield SaidPart(written.opening)
        for nth, value in enumerate(held[:MOST_TERMS]):
            if nth:
                yield SaidPart(written.between, "zero")
            yield SaidPart(value, "input")
        if not held:
            yield SaidPart(written.terms[0] if written.terms else "", "zero")
        yield from self._more(len(held), written.between)
        yield SaidPart(written.closing)

    def _more(self, count: int, between: str) -> Iterator[SaidPart]:
        if count > MOST_TERMS:
            more = self.language.say("sentence.more", count=count - MOST_TERMS)
            yield SaidPart(f"{between}{more}", "zero")

    def _met(self, terms: Sequence[Term]) -> str:
        """How many cells under the window hold values of the input, and what the others are."""
        values_ = sum(term.kind == "input" for term in terms)
        if values_ == len(terms):
            return self.language.counted("met.all", values_)
        others = []
        for name, count in self._other_kinds(terms).items():
            others.append(self.language.counted(f"met.{name}", count).format(sign=self.layer.border_sign))
        said = self.language.counted("met.some", values_)
        return said.format(count=len(terms), others=self.language.say("met.and").join(others))

    def _other_kinds(self, terms: Sequence[Term]) -> dict[str, int]:
        border = {"zero": "zero", "copy": "copy", "left out": "left_out"}.get(self.layer.border, "sign")
        found: dict[str, int] = {}
        for term in terms:
            if term.kind == "input":
                continue
            name = border if term.kind == "padding" else "zero"
            if term.kind == "extra" and self.layer.ceil_mode:
                name = "beyond"
            found[name] = found.get(name, 0) + 1
        return found

    def stamp(self, cell: Index, outputs: Collection[Index], before: int, *, valued: bool) -> Told:
        """An input that is multiplied with the kernel and added to ``outputs``.

        ``before`` of these had stamps already; where not ``valued``, the figure does without the numbers.
        """
        say = self.language.say
        value = self.notation.write(self.numbers.input[cell])
        parts = [SaidPart(say("sentence.input", place=place(cell, self.language)), "lead")]
        if valued:
            parts += [SaidPart(value, "input"), SaidPart("·", "zero"), SaidPart(say("sentence.kernel"), "weight")]
        if not outputs:
            parts.append(SaidPart(say("sentence.cropped")))
            return Told(tuple(parts), say("sentence.cropped_note"))
        key = "sentence.added" if valued else "sentence.stamps"
        parts.append(SaidPart(say(key, places=places(outputs, self.language))))
        return Told(tuple(parts), say("sentence.stamped", count=len(outputs), before=before))

    def returned(self, cells: Sequence[Index]) -> list[Told]:
        """Of each of these inputs what comes back through the transposed matrix, and how far that is off."""
        say, met = self.language.say, {cell: list[tuple[float, float]]() for cell in cells}
        for step in self.layer.steps(limit=False):
            for tap in step.taps:
                if tap.input is not None:
                    met[tap.input].append((self.numbers.output[step.output], values.weight(self.numbers, tap)))
        told = []
        for cell, pairs in met.items():
            parts = [SaidPart(say("sentence.returned", place=place(cell, self.language)), "lead")]
            for nth, pair in enumerate(pairs[:MOST_TERMS]):
                output, weight = map(self.notation.write, pair)
                parts += [SaidPart(" + ", "zero")] if nth else []
                parts.append(SaidPart(_factor(output) if nth else output, "output"))
                parts += [SaidPart("·", "zero"), SaidPart(_factor(weight), "weight")]
            parts += self._more(len(pairs), " + ")
            result, was = total(output * weight for output, weight in pairs), self.numbers.input[cell]
            equals = self.notation.relation(self.notation.products(pairs), result)
            parts += [SaidPart(f" {equals} ", "zero"), SaidPart(self.notation.write(result), "result")]
            off = self.notation.write(result - was)
            told.append(Told(tuple(parts), say("sentence.was", value=self.notation.write(was), off=off)))
        return told


def _factor(text: str) -> str:
    return f"({text})" if text.startswith("−") else text
