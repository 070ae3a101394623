"""Cells of the matrix view that fly from one plane to another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convanim.drawing import cells
from convanim.drawing.plane import Plane, flat
from convanim.scene.items import Item
from convanim.scene.timeline import Moment, between
from convanim.style import tints
from convanim.views.matrix.parts import outline_of, word_in_cell
from convanim.views.matrix.placing import fitting_size


class Flight(NamedTuple):
    """A cell on its way from one plane to another."""

    here: Plane
    here_at: Sequence[float]
    there: Plane
    there_at: Sequence[float]
    role: str
    string: str


def fly(flights: list[Flight], moment: Moment) -> Iterator[Item]:
    """The cells between here and there; each hides the words of those that it passes over."""
    strings = [each.string for each in flights]
    span = moment.start, moment.stop
    for here, here_at, there, there_at, role, string in flights:
        cell_px, _ = between((here.cell_px, 0), (there.cell_px, 0), moment.share)
        plane = flat(1)._replace(right=(cell_px, 0), down=(0, cell_px), cell_px=round(cell_px))
        plane = plane.moved(*between(here(*here_at), there(*there_at), moment.share))
        yield Item(cells.shape(plane, [0], [0]), *plane(0, 0), outline_of(10)._replace(fill=role), *span)
        size = fitting_size(strings, cell_px)
        if size is not None:
            yield from word_in_cell(string, size, plane, (0, 0), tints.letters_on(role), span)
