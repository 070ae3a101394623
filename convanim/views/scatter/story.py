"""What a figure of stamps tells: the numbers of each stamp, and what each place has received when."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from convanim.drawing import cell_text, lettering
from convanim.drawing.subject import Subject
from convanim.layers import scatter
from convanim.layers.scatter import Place
from convanim.scene.items import Point
from convanim.scene.timeline import Moment
from convanim.style.number_text import Notation, total
from convanim.style.text_metrics import text_width
from convanim.views._stamping import moments

LEAST_EM = {"all": lettering.SMALLEST, "names": 9.5, "none": lettering.SMALLEST}
"""Pixels of digits that nobody asked for: smaller ones are left out."""
ASKED_EM = 8
"""Pixels of digits where values or weights are given."""
ADDED_EM = 0.235
"""Units of an em of the small sum below a total."""


class Received(NamedTuple):
    """What a place has from one of its stamps up to the next."""

    place: Place
    step: int
    nth: int
    """Which of its stamps, from 1."""
    so_far: float
    before: float
    """What it had received before."""
    added: float


class Story:
    """The steps of a figure, and the numbers in it."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        """``cell_px``: pixels of a cell of input and kernel."""
        self.subject, self.layer, self.timeline = subject, subject.layer, subject.timeline
        self.order = scatter.inputs(subject.layer)
        self.notation = Notation(cell_text.room(cell_px, card=subject.card))
        self.hits: dict[Place, list[int]] = defaultdict(list)
        """The steps that stamp each place."""
        for step, cell in enumerate(self.order):
            for _, place in scatter.stamp(self.layer, cell):
                self.hits[place].append(step)

    def writes(self, cell_px: float) -> bool:
        """Whether cells of so many pixels have digits."""
        subject, em = self.subject, cell_text.middle_em(cell_px) * cell_px
        if subject.written is not None:
            return subject.written
        source = subject.source
        asked = source.values is not None or source.weights is not None or source.seed or source.flip
        return bool(em >= (ASKED_EM if asked else LEAST_EM[subject.words]))

    @cached_property
    def values(self) -> list[str]:
        """The input, row-major, as it is written."""
        return [self.notation.write(value) for value in self._numbers[0]]

    @cached_property
    def weights(self) -> list[str]:
        """The kernel, row-major, as it is written."""
        return [self.notation.write(weight) for weight in self._numbers[1]]

    @cached_property
    def stamps(self) -> list[list[str]]:
        """Each stamp, row-major, as it is written."""
        values, weights = self._numbers
        return [[self.notation.write(value * weight) for weight in weights] for value in values]

    @cached_property
    def _numbers(self) -> tuple[list[float], list[float]]:
        found = self.subject.numbers()
        assert found.weights is not None
        return list(found.input.values()), list(found.weights.values())

    @cached_property
    def received(self) -> list[Received]:
        """All that is added, in the order of the steps."""
        return list(self._received())

    def _received(self) -> Iterator[Received]:
        values, weights = self._numbers
        terms: dict[Place, list[float]] = defaultdict(list)
        columns = self.layer.kernel_size[1]
        for step, cell in enumerate(self.order):
            for (row, column), place in scatter.stamp(self.layer, cell):
                own = terms[place]
                before = total(own)
                own.append(values[step] * weights[row * columns + column])
                yield Received(place, step, len(own), total(own), before, own[-1])

    def spans(self, step: int, place: Place, nth: int) -> tuple[int, int, int]:
        """The frame in which a place has its nth stamp, that after its step, and that of its next stamp."""
        own, (start, stop) = self.hits[place], self.timeline.span(step)
        return start, stop, self.timeline.rest(own[nth]) if nth < len(own) else self.timeline.frames

    def moments(self) -> Iterator[tuple[Moment, Point, Point]]:
        """Each moment, the input cell and the stamp's first place then."""
        return moments(self.layer, self.timeline)

    def widest(self, em: float) -> float:
        """Pixels of the widest number on a stamp."""
        return max(text_width(text, em) for text in {text for stamp in self.stamps for text in stamp})
