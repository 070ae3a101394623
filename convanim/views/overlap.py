"""How often the stamps of a transposed convolution meet each output cell: where the checkerboard comes from.

A heat map that grows stamp by stamp, with a scale. Where weights are given it sums them up instead of counting
stamps: what an input of ones would make.
https://distill.pub/2016/deconv-checkerboard/ (Odena, Dumoulin and Olah)
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import cell_text
from convanim.drawing.alt_text import Described
from convanim.drawing.colour_bar import Scale, ScaleRow
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.layers import scatter
from convanim.layers.array import Array, array
from convanim.layers.layer import Layer
from convanim.layers.scatter import Place
from convanim.scene.items import Item
from convanim.scene.timeline import ALWAYS
from convanim.style.number_text import Notation, total
from convanim.style.tints import letters_on, quiet_on, shade
from convanim.views import _scatter_planes
from convanim.views._scatter_planes import Planes

NUMBERS: dict[str, tuple[str, ...]] = {"weights": (), "seed": ("weights",), "flip": ("weights",), "numbers": ()}
HOLD_MS = (1500, 1500)

KERNEL_SHARE = 0.25


def fits(layer: Layer) -> bool:
    """Layers whose input cells put the kernel on the output."""
    return layer.definition.SCATTERS and layer.dim in (1, 2)


def steps(layer: Layer) -> int:
    """One for each input element."""
    rows, columns = layer.input_size
    return rows * columns


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    return [*described.stamps("overlap"), described.say("weighed" if described.weighted else "counted")]


class _Change(NamedTuple):
    place: Place
    total: float
    """What the place received so far."""
    start: int
    stop: int


def panel(subject: Subject, cell_px: int) -> Panel:
    """Kernel and input, what they stamp, and the scale of the tints."""
    changes = list(_changes(subject))
    notation = Notation(cell_text.room(cell_px))
    scale = _scale(subject, changes, notation)
    key = "stamps_counted" if subject.source.weights is None else "weights_counted"
    heading = subject.language.say(key) if subject.labels.input else ""
    row = ScaleRow(scale, heading, cell_px, _scatter_planes.width(subject.layer, cell_px))
    legend = [entry for entry in _scatter_planes.legend(subject.layer, subject.language) if entry[0] != "output"]

    def items(planes: Planes) -> Iterator[Item]:
        yield from row.items(planes.left, planes.foot)
        yield from _items(planes, subject, changes, scale, notation)

    return _scatter_planes.panel(subject, cell_px, legend, items, (row.width, row.height))


def _items(
    planes: Planes, subject: Subject, changes: list[_Change], scale: Scale, notation: Notation
) -> Iterator[Item]:
    kernel_fill = shade("accent", KERNEL_SHARE)
    yield from planes.titles
    yield from _scatter_planes.ties(planes, subject)
    yield from _scatter_planes.input_and_kernel(planes, subject.layer, subject.theme, kernel_fill)
    yield from _scatter_planes.ground(planes, subject.layer, subject.theme)
    yield from _scatter_planes.tints(planes, _heat(subject, changes, scale))
    yield from _scatter_planes.lines(planes, subject.layer, subject.theme)
    yield from _scatter_planes.marks(planes, subject, _scatter_planes.marked(planes.output.cell_px))
    if subject.written is not False:
        yield from _numbers(planes, subject, changes, scale, kernel_fill, notation)


def _weights(subject: Subject) -> Array:
    """What a stamp adds: 1 at each weight, or the weights where they are given."""
    if subject.source.weights is None:
        return array(subject.layer.kernel_size, [1] * math.prod(subject.layer.kernel_size))
    found = subject.numbers().weights
    assert found is not None
    return found


def _changes(subject: Subject) -> Iterator[_Change]:
    """What each place has received from each of its stamps to the next."""
    layer, timeline = subject.layer, subject.timeline
    weights = _weights(subject)
    received: dict[Place, list[float]] = defaultdict(list)
    totals: dict[Place, list[tuple[int, float]]] = defaultdict(list)
    for step, cell in enumerate(scatter.inputs(layer)):
        for weight, place in scatter.stamp(layer, cell):
            received[place].append(weights[weight])
            totals[place].append((timeline.rest(step), total(received[place])))
    for place, own in totals.items():
        stops = [*(start for start, _ in own[1:]), ALWAYS]
        for (start, so_far), stop in zip(own, stops, strict=True):
            yield _Change(place, so_far, start, stop)


def _scale(subject: Subject, changes: list[_Change], notation: Notation) -> Scale:
    totals = [change.total for change in changes if scatter.kept(subject.layer, change.place)]
    counted = subject.source.weights is None
    return Scale(totals, _scatter_planes.tint_role(subject.theme), "accent", whole=counted, notation=notation)


def _heat(subject: Subject, changes: list[_Change], scale: Scale) -> Iterator[tuple[Place, str, int, int]]:
    for place, so_far, start, stop in changes:
        if scatter.kept(subject.layer, place):
            yield place, scale.tint(so_far), start, stop


def _numbers(
    planes: Planes, subject: Subject, changes: list[_Change], scale: Scale, kernel_fill: str, notation: Notation
) -> Iterator[Item]:
    layer = subject.layer
    cropped = quiet_on(_scatter_planes.cropped_fill(subject.theme))
    yield from _scatter_planes.kernel_numbers(planes, layer.kernel_size, _weights(subject), kernel_fill, notation)
    for place, so_far, start, stop in changes:
        role = letters_on(scale.tint(so_far)) if scatter.kept(layer, place) else cropped
        yield from cell_text.middle(planes.output, place, notation.write(so_far), start, stop, role)
