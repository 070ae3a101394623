"""A page as a player shows it: its sentences, its cells and the panels that narrow pages stack."""

from collections.abc import Iterator, Sequence
from itertools import product

from convanim.drawing.page import Page
from convanim.drawing.subject import Subject
from convanim.geometry.steps import Index
from convanim.layers import labels
from convanim.layers.reasons import Reasons
from convanim.layers.sentences import Sentences
from convanim.layers.values import Numbers
from convanim.scene.items import Scene, Spot
from convanim.scene.lesson import Answer, Lesson, Region, SaidPart, Told

MARGIN = 8
"""Pixels around the panel, for outlines that stand outside of its cells."""


def lesson(page: Page, subject: Subject, scene: Scene, standing: Sequence[Told], *, valued: bool) -> Lesson:
    """What a player shows of a ``page`` without words around it, as it is in a ``scene``.

    ``standing`` are the words of a picture that shows no step or some at once; ``valued`` says whether the view of a
    figure that stamps has numbers.
    """
    layer, spots, timeline = subject.layer.own, page.spots(), subject.timeline
    numbers = _own(subject)
    sentences = Sentences(layer, numbers, subject.language)
    steps = list(standing) or _steps(subject, sentences, spots, valued=valued)
    if not standing:
        own = page.panel.told(sentences)
        steps = [own.get(number, told) for number, told in enumerate(steps)]
    names = ("input", layer.input_size), ("output", layer.output_size)
    input_, output = (f"{subject.say(name)} {labels.size(size)}" for name, size in names)
    panel = page.panel
    return Lesson(
        scene,
        subject.title or panel.title or subject.heading.title,
        panel.subline or subject.heading.sizes,
        [*_formulas(page, subject)],
        subject.caption,
        subject.words != "none" or bool(subject.title),
        subject.words != "none",
        None if standing else sentences.setup(),
        steps,
        timeline.row if timeline.row > 1 and timeline.steps % timeline.row == 0 else timeline.steps,
        spots,
        _answers(subject, Reasons(layer, numbers, subject.language), spots),
        (input_, output),
        _regions(page),
    )


def _formulas(page: Page, subject: Subject) -> Iterator[tuple[str, str]]:
    """Numbers and what they mean, and the panel's remark, which is meaning alone."""
    yield from subject.heading.formulas if page.panel.formulas is None else page.panel.formulas
    if page.panel.remark:
        yield "", page.panel.remark


def _regions(page: Page) -> list[Region]:
    x, y = page.corner
    return [Region(left + x, top + y, width, height) for left, top, width, height in page.panel.parts]


def _steps(subject: Subject, sentences: Sentences, spots: Sequence[Spot], *, valued: bool) -> list[Told]:
    """A sentence for each step: of the output that it makes, or of the input whose stamp it sets."""
    layer, count = subject.layer.own, subject.timeline.steps
    made = _by_step(spots, "output")
    plain = [_plain(subject, number) for number in range(count)]
    if _stamps(spots, made):
        cells = _by_step(spots, "input")
        before: set[Index] = set()
        for number in sorted(cells):
            outputs = made.get(number, [])
            plain[number] = sentences.stamp(cells[number][0], outputs, len(before.intersection(outputs)), valued=valued)
            before.update(outputs)
        return plain
    told = dict(zip(product(*map(range, layer.output_size)), sentences.outputs(), strict=True))
    if not spots and count == layer.steps_count:
        return list(told.values())
    for number, places in made.items():
        plain[number] = told[places[0]]
    return plain


def _plain(subject: Subject, number: int) -> Told:
    """A step that makes no cell."""
    said = subject.say("sentence.step", number=number + 1, count=subject.timeline.steps)
    return Told((SaidPart(said, "lead"),), "")


def _by_step(spots: Sequence[Spot], kind: str) -> dict[int, list[Index]]:
    """Of each step the cells of a kind that it makes or reads; a cell that several panels show is told once."""
    found: dict[int, dict[Index, None]] = {}
    for spot in spots:
        if spot.kind == kind:
            for step in spot.steps:
                found.setdefault(step, {})[spot.place] = None
    return {step: list(places) for step, places in found.items()}


def _stamps(spots: Sequence[Spot], made: dict[int, list[Index]]) -> bool:
    """Whether a step reads one input and adds it to outputs, and does not make one output."""
    several = any(len(places) > 1 for places in made.values())
    return several or any(spot.kind == "output" and len(spot.steps) > 1 for spot in spots)


def _answers(subject: Subject, reasons: Reasons, spots: Sequence[Spot]) -> list[Answer]:
    made = _by_step(spots, "output")

    def reached(spot: Spot) -> list[Index]:
        return list(dict.fromkeys(place for step in spot.steps for place in made.get(step, ())))

    return [reasons.answer(spot, [] if spot.kind == "output" else reached(spot)) for spot in spots]


def _own(subject: Subject) -> Numbers:
    """The numbers in the figure, by the indices of the layer itself."""
    own = [each and {subject.layer.own_index(at): number for at, number in each.items()} for each in subject.numbers()]
    return Numbers(*own)  # type: ignore[arg-type]  # An array stays one, and no weights stay none.
