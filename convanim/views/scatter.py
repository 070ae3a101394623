"""Transposed convolution as stamps: each input cell multiplies the whole kernel and stamps it into the output.

Stamps lie ``stride`` apart, and where they overlap they add up. What ``padding`` crops away is stamped too, outside
the frame of the output. With numbers, each stamped cell has its sum so far, and what the stamp adds in its corner.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import cell_text, cells
from convanim.drawing.alt_text import Described
from convanim.layers import scatter
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer
from convanim.layers.values import Numbers
from convanim.scene.items import Item, Scene, Spot
from convanim.scene.timeline import ALWAYS
from convanim.style.number_text import SMALLEST_PX, Notation, total
from convanim.style.text_metrics import text_width
from convanim.style.tints import letters_on, quiet_on, shade
from convanim.views import NUMBERED, _scatter_page
from convanim.views._scatter_page import Page
from convanim.views._subject import Subject

NUMBERS = {**dict.fromkeys(NUMBERED, ("numbers",)), "numbers": ()}
HOLD_MS = (1500, 1500)

SHARES = (0.3, 0.5, 0.65, 0.8)
"""How much of the output's colour a cell has after one stamp, two, three, and more."""
CROPPED_SHARE = 0.12


def fits(layer: Layer) -> bool:
    """Layers whose input cells put the kernel on the output."""
    return layer.definition.SCATTERS and layer.dim in (1, 2)


def steps(layer: Layer) -> int:
    """One for each input element."""
    return math.prod(layer.input_size)


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    return [*described.stamps("scatter"), described.say("overlapping")]


def extent(layer: PlanarLayer) -> tuple[float, float]:
    """Width and height of the page in units, words apart."""
    return _scatter_page.extent(layer)


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    page = _layout(subject, cell_px)
    marked = _scatter_page.marked(cell_px) if subject.written else cells.solid(cell_px)._replace(fill="shade")
    items = [
        *page.around(),
        *_scatter_page.ties(page, subject),
        *_scatter_page.input_and_kernel(page, subject.layer, subject.theme, _kernel_fill(subject)),
        *_scatter_page.ground(page, subject.layer, subject.theme),
        *_scatter_page.tints(page, _tints(subject)),
        *_scatter_page.lines(page, subject.layer, subject.theme),
        *_scatter_page.marks(page, subject, marked),
    ]
    if subject.written:
        items += _numbers(page, subject)
    return Scene(page.width, page.height, items, subject.timeline.durations_ms, subject.timeline.stills)


def spots(subject: Subject, cell_px: int) -> list[Spot]:
    """The cells of the input and of the output, on the page that ``draw`` makes."""
    return _scatter_page.spots(_layout(subject, cell_px), subject.layer)


def _layout(subject: Subject, cell_px: int) -> Page:
    return _scatter_page.layout(subject, cell_px, _scatter_page.legend(subject.layer, subject.language))


def _kernel_fill(subject: Subject) -> str:
    """The look of the stamp: its veil, or the colour of its line."""
    return shade("accent", 0.25) if subject.written else "shade"


def _tints(subject: Subject) -> Iterator[tuple[scatter.Place, str, int, int]]:
    """What was stamped already: the more often the darker, and pale where it will be cropped."""
    layer, timeline = subject.layer, subject.timeline
    for place, hits in _hits(layer).items():
        last = min(len(hits), len(SHARES) if scatter.kept(layer, place) else 1)
        for nth in range(last):
            stop = timeline.rest(hits[nth + 1]) if nth + 1 < last else ALWAYS
            yield place, _tint(subject, place, nth + 1), timeline.rest(hits[nth]), stop


def _tint(subject: Subject, place: scatter.Place, hits: int) -> str:
    role = _scatter_page.tint_role(subject.theme)
    if not scatter.kept(subject.layer, place):
        return shade(role, CROPPED_SHARE)
    return shade(role, SHARES[min(hits, len(SHARES)) - 1])


def _hits(layer: PlanarLayer) -> dict[scatter.Place, list[int]]:
    """The steps that stamp each place."""
    found: dict[scatter.Place, list[int]] = defaultdict(list)
    for step, cell in enumerate(scatter.inputs(layer)):
        for _, place in scatter.stamp(layer, cell):
            found[place].append(step)
    return found


class _Sum(NamedTuple):
    """What a place received up to a step, and what that step added."""

    step: int
    place: scatter.Place
    hits: int
    so_far: float
    added: float


def _sums(layer: PlanarLayer, found: Numbers) -> Iterator[_Sum]:
    """The sums of all places after each of their stamps, in the order of the steps."""
    assert found.weights is not None
    received: dict[scatter.Place, list[float]] = defaultdict(list)
    for step, cell in enumerate(scatter.inputs(layer)):
        for weight, place in scatter.stamp(layer, cell):
            terms = received[place]
            terms.append(found.input[cell] * found.weights[weight])
            yield _Sum(step, place, len(terms), total(terms), terms[-1])


def _numbers(page: Page, subject: Subject) -> Iterator[Item]:
    """Values, weights, the sum in each stamped cell from its stamp to the next, and what each stamp adds."""
    layer, theme, timeline = subject.layer, subject.theme, subject.timeline
    found = subject.numbers()
    assert found.weights is not None
    notation = Notation(cell_text.room(page.output.cell_px) - text_width("+", SMALLEST_PX))
    yield from _scatter_page.input_numbers(page, layer, theme, found.input, notation)
    fill = _kernel_fill(subject)
    yield from _scatter_page.kernel_numbers(page, layer.kernel_size, found.weights, fill, notation)
    hits = _hits(layer)
    for step, place, count, so_far, added in _sums(layer, found):
        start = timeline.rest(step)
        stop = timeline.rest(hits[place][count]) if count < len(hits[place]) else ALWAYS
        tint = _tint(subject, place, count)
        role = letters_on(tint) if scatter.kept(layer, place) else quiet_on(tint)
        yield from cell_text.middle(page.output, place, notation.write(so_far), start, stop, role)
        plus = "+" if added >= 0 else ""
        for item in cell_text.corner(page.output, place, plus + notation.write(added), start, start + 1, role):
            inset = round(0.03 * page.output.cell_px)  # Off the line around the stamp.
            yield item._replace(x=item.x - inset, y=item.y - inset)
    rows, columns = layer.output_size
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in hits:
                yield from cell_text.middle(page.output, (row, column), "0", 0, ALWAYS, quiet_on("paper"))
