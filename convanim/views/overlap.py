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
from convanim.layers import scatter
from convanim.layers.array import Array, array
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer
from convanim.layers.scatter import Place
from convanim.scene.items import Item, Scene, Spot
from convanim.scene.timeline import ALWAYS
from convanim.style.number_text import Notation, total
from convanim.style.tints import letters_on, quiet_on, shade
from convanim.views import _scatter_page
from convanim.views._scatter_page import Page
from convanim.views._subject import Subject

NUMBERS: dict[str, tuple[str, ...]] = {"weights": (), "seed": ("weights",), "flip": ("weights",), "numbers": ()}
HOLD_MS = (1500, 1500)

KERNEL_SHARE = 0.25


def fits(layer: Layer) -> bool:
    """Layers whose input cells put the kernel on the output."""
    return layer.definition.SCATTERS and layer.dim in (1, 2)


def steps(layer: Layer) -> int:
    """One for each input element."""
    return math.prod(layer.input_size)


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    return [*described.stamps("overlap"), described.say("weighed" if described.weighted else "counted")]


def extent(layer: PlanarLayer) -> tuple[float, float]:
    """Width and height of the page in units, words and scale apart."""
    return _scatter_page.extent(layer)


class _Change(NamedTuple):
    place: Place
    total: float
    """What the place received so far."""
    start: int
    stop: int


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    changes = list(_changes(subject))
    notation = Notation(cell_text.room(cell_px))
    page, scale, row = _layout(subject, cell_px, changes, notation)
    kernel_fill = shade("accent", KERNEL_SHARE)
    items = [
        *page.around(),
        *row.items(page.margin, page.foot),
        *_scatter_page.ties(page, subject),
        *_scatter_page.input_and_kernel(page, subject.layer, subject.theme, kernel_fill),
        *_scatter_page.ground(page, subject.layer, subject.theme),
        *_scatter_page.tints(page, _heat(subject, changes, scale)),
        *_scatter_page.lines(page, subject.layer, subject.theme),
        *_scatter_page.marks(page, subject, _scatter_page.marked(cell_px)),
    ]
    if subject.written is not False:
        items += _numbers(page, subject, changes, scale, kernel_fill, notation)
    return Scene(page.width, page.height, items, subject.timeline.durations_ms, subject.timeline.stills)


def spots(subject: Subject, cell_px: int) -> list[Spot]:
    """The cells of the input and of the output, on the page that ``draw`` makes."""
    changes = list(_changes(subject))
    page, _, _ = _layout(subject, cell_px, changes, Notation(cell_text.room(cell_px)))
    return _scatter_page.spots(page, subject.layer)


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


def _layout(subject: Subject, cell_px: int, changes: list[_Change], notation: Notation) -> tuple[Page, Scale, ScaleRow]:
    counted = subject.source.weights is None
    totals = [change.total for change in changes if scatter.kept(subject.layer, change.place)]
    scale = Scale(totals, _scatter_page.tint_role(subject.theme), "accent", whole=counted, notation=notation)
    key = "stamps_counted" if counted else "weights_counted"
    heading = subject.language.say(key) if subject.labels.input else ""
    wide = (extent(subject.layer)[0] - 2 * _scatter_page.MARGIN) * cell_px
    row = ScaleRow(scale, heading, cell_px, wide)
    legend = [entry for entry in _scatter_page.legend(subject.layer, subject.language) if entry[0] != "output"]
    return _scatter_page.layout(subject, cell_px, legend, (row.width, row.height)), scale, row


def _heat(subject: Subject, changes: list[_Change], scale: Scale) -> Iterator[tuple[Place, str, int, int]]:
    for place, so_far, start, stop in changes:
        if scatter.kept(subject.layer, place):
            yield place, scale.tint(so_far), start, stop


def _numbers(
    page: Page, subject: Subject, changes: list[_Change], scale: Scale, kernel_fill: str, notation: Notation
) -> Iterator[Item]:
    layer = subject.layer
    cropped = quiet_on(_scatter_page.cropped_fill(subject.theme))
    yield from _scatter_page.kernel_numbers(page, layer.kernel_size, _weights(subject), kernel_fill, notation)
    for place, so_far, start, stop in changes:
        role = letters_on(scale.tint(so_far)) if scatter.kept(layer, place) else cropped
        yield from cell_text.middle(page.output, place, notation.write(so_far), start, stop, role)
