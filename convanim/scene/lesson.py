"""A figure as a player shows it: step after step, each told in a sentence, with cells that answer when pointed at."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from convanim.scene.items import Scene, Spot

PartKind = Literal["lead", "plain", "quiet", "input", "output", "weight", "zero", "result"]


class SaidPart(NamedTuple):
    """A run of a sentence that is written in one colour."""

    text: str
    kind: PartKind = "plain"


class Told(NamedTuple):
    """A step in words."""

    sentence: tuple[SaidPart, ...]
    """Which cell it makes, and the sum with its numbers."""
    note: str
    """What there is to say of it beside that."""

    @property
    def text(self) -> str:
        """The sentence without its colours."""
        return "".join(part.text for part in self.sentence)


class Answer(NamedTuple):
    """What a cell says of itself."""

    label: str
    """Where it is in its plane, or what it is: "row 2, column 1", "Zero between inputs"."""
    value: str
    """The number that stands in it; empty where none does."""
    name: str
    """What it is: "Zero around the input:"."""
    reason: str
    """Why it is there, or what reads it."""
    swatch: str
    """The kind of cell it looks like: "input", "output", "padding", "copy", "unused" and so on."""


class Region(NamedTuple):
    """A part of the page that can stand alone, in pixels."""

    x: float
    y: float
    width: float
    height: float


class Lesson(NamedTuple):
    """All that a player shows."""

    scene: Scene
    """The figure without the words around it; its first frame is the set-up where there are steps to come."""
    title: str
    sizes: str
    """The line of sizes and parameters."""
    formulas: Sequence[tuple[str, str]]
    """The size of the output in numbers, and what they mean."""
    caption: str
    titled: bool
    """Whether the reader is to see the title; without, it is for readers of the screen alone."""
    worded: bool
    """Whether the reader is to see the sizes and formulas, too."""
    setup: Told | None
    """What is told before the first step; None for a picture that stands still."""
    steps: Sequence[Told]
    """What is told of each still."""
    row: int
    """How many steps are a row of the output; those of a picture that has no rows are all in one."""
    spots: Sequence[Spot]
    answers: Sequence[Answer]
    """Of each spot."""
    planes: tuple[str, str]
    """What the input and the output are called, with their sizes."""
    regions: Sequence[Region] = ()
    """The panels, which narrow pages show below each other."""


def grids(spots: Sequence[Spot]) -> list[list[list[int]]]:
    """The numbers of the spots by plane and by row; each plane lists its cells in row-major order."""
    found: list[list[list[int]]] = []
    last: Spot | None = None
    for number, spot in enumerate(spots):
        is_output = spot.kind == "output"
        if last is None or is_output != (last.kind == "output") or spot.where <= last.where:
            found.append([[number]])
        elif spot.where[:-1] != last.where[:-1]:
            found[-1].append([number])
        else:
            found[-1][-1].append(number)
        last = spot
    return found
