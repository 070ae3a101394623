"""The page of the views that stamp: kernel and input, and what they stamp, cropped places included."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from convanim.drawing import cell_text, cells
from convanim.drawing.captions import Captions, font_size
from convanim.drawing.plane import Plane, flat
from convanim.geometry.axis import Axis
from convanim.layers.array import Array
from convanim.layers.planar import PlanarLayer
from convanim.layers.scatter import Place, corner, crops, inputs, ranges, stamp
from convanim.options.sizes import PlaneSize
from convanim.scene.items import Item, Path, Point, Spot, Style, Text
from convanim.scene.timeline import ALWAYS, Moment, between
from convanim.style.language import Language
from convanim.style.number_text import Notation
from convanim.style.text_metrics import text_width
from convanim.style.theme import Look, Theme
from convanim.style.tints import letters_on
from convanim.views._subject import Subject

MARGIN = 0.3
"""Blank paper around the picture, in units."""
GAP = 1.4
"""Units between what is stamped and where."""
LITTLE_GAP = 0.6
"""Units between the kernel and the input."""
LEAST_CONTRAST = 1.3
"""Of a colour with paper, so that its shades can be told apart."""


def extent(layer: PlanarLayer) -> tuple[float, float]:
    """Width and height of the page in units, words apart."""
    (wide, high), margin = _picture_size(layer, 100, 0), 2 * MARGIN
    return wide / 100 + margin, high / 100 + margin


class Page(NamedTuple):
    """Where everything is, in pixels."""

    width: int
    height: int
    margin: int
    captions: Captions
    kernel: Plane
    input: Plane
    output: Plane
    titles: list[Item]
    foot: int
    """Top of the room below the planes that was asked for."""

    def around(self) -> Iterator[Item]:
        """The words."""
        yield from self.captions.items(self.margin, self.margin, self.height - self.margin)
        yield from self.titles


def layout(subject: Subject, cell_px: int, legend: list[tuple[str, str]], foot: tuple[int, int] = (0, 0)) -> Page:
    """The page of a figure; ``foot`` is width and height, in pixels, of something between the planes and the words."""
    layer, told = subject.layer, subject.labels
    margin = round(MARGIN * cell_px) + 1
    title = round(1.45 * font_size(cell_px)) if told.input else 0
    wide, high = _picture_size(layer, cell_px, title)
    labels = told._replace(output="", input="")
    captions = Captions(labels, legend if subject.legend else [], subject.theme, cell_px, max(wide, foot[0]))
    width = round(max(wide, captions.width, foot[0])) + 2 * margin
    top = margin + captions.above
    kernel, input_, output = _planes(layer, cell_px, title, round((width - wide) / 2), top)
    rows, columns = ranges(layer)
    left_of_output = output.x + columns.start * cell_px - 0.1 * cell_px
    titles: list[Item] = []
    for name, plane, end in (
        (told.kernel, kernel, width - margin if layer.is_line else left_of_output),
        (told.input, input_, kernel.x if layer.is_line else left_of_output),
        (told.output, output.moved(*_up_left(rows, columns, cell_px)), width - margin),
    ):
        titles += title_of(plane, end - plane.x, name, name.partition(" ")[0])
    foot_top = top + high
    height = foot_top + foot[1] + captions.below + margin
    return Page(width, height, margin, captions, kernel, input_, output, titles, foot_top)


def _up_left(rows: range, columns: range, cell_px: int) -> tuple[int, int]:
    return columns.start * cell_px, rows.start * cell_px


def _picture_size(layer: PlanarLayer, cell_px: int, title: int) -> tuple[int, int]:
    """Width and height of the planes and their titles, in pixels."""
    rows, columns = ranges(layer)
    gap, little = round(GAP * cell_px), round(LITTLE_GAP * cell_px)
    if layer.is_line:
        above = (layer.input_size[1] + layer.kernel_size[1]) * cell_px + gap
        return max(above, len(columns) * cell_px), 2 * (title + cell_px) + gap
    left = max(layer.kernel_size[1], layer.input_size[1]) * cell_px
    left_high = 2 * title + (layer.kernel_size[0] + layer.input_size[0]) * cell_px + little
    return left + gap + len(columns) * cell_px, max(left_high, title + len(rows) * cell_px)


def _planes(layer: PlanarLayer, cell_px: int, title: int, left: int, top: int) -> tuple[Plane, Plane, Plane]:
    """Kernel, input and output; the output's plane starts with its first cell, not with what is cropped."""
    rows, columns = ranges(layer)
    wide, high = _picture_size(layer, cell_px, title)
    gap, little = round(GAP * cell_px), round(LITTLE_GAP * cell_px)
    plane = flat(cell_px)
    back_x, back_y = _up_left(rows, columns, cell_px)
    if layer.is_line:
        # Input and kernel in one row, what is stamped below.
        first, second = top + title, top + 2 * title + cell_px + gap
        above = (layer.input_size[1] + layer.kernel_size[1]) * cell_px + gap
        start = left + (wide - above) // 2
        return (
            plane.moved(start + layer.input_size[1] * cell_px + gap, first),
            plane.moved(start, first),
            plane.moved(left + (wide - len(columns) * cell_px) // 2 - back_x, second - back_y),
        )
    left_high = 2 * title + (layer.kernel_size[0] + layer.input_size[0]) * cell_px + little
    # In the middle of the other's height, unless that would look like a mistake.
    spare = [high - left_high, high - title - len(rows) * cell_px]
    y, output_y = (top + title + (each // 2 if each > cell_px else 0) for each in spare)
    return (
        plane.moved(left, y),
        plane.moved(left, y + layer.kernel_size[0] * cell_px + little + title),
        plane.moved(left + wide - len(columns) * cell_px - back_x, output_y - back_y),
    )


def title_of(plane: Plane, most: float, *names: str) -> Iterator[Item]:
    """The name of a plane, above it: the first of ``names`` that ``most`` pixels hold."""
    em = font_size(plane.cell_px)
    for name in names:
        if name and text_width(name, em) * 0.85 <= most:
            at = plane.x, plane.y - round(0.45 * em)
            yield Item(Text(name, em, "start", most), *at, Style(fill="ink"), 0, ALWAYS)
            return


def legend(layer: PlanarLayer, language: Language) -> list[tuple[str, str]]:
    """The kinds of cell on the page and what each is called."""
    cropped = [("padding", language.say("legend.cropped"))] if crops(layer) else []
    return [("input", language.say("legend.input")), ("output", language.say("legend.output")), *cropped]


def input_and_kernel(page: Page, layer: PlanarLayer, theme: Theme, kernel_fill: str | None) -> Iterator[Item]:
    """The planes that are there from the beginning."""
    for plane, (rows, columns), fill in (
        (page.input, layer.input_size, theme.looks["input"].fill),
        (page.kernel, layer.kernel_size, kernel_fill),
    ):
        style = cells.solid(plane.cell_px)._replace(fill=fill)
        yield from cells.sheet(plane, range(rows), range(columns), style)


def ground(page: Page, layer: PlanarLayer, theme: Theme) -> Iterator[Item]:
    """The places that wait for stamps: what is cropped has the colour of padding, the output is empty paper."""
    rows, columns = ranges(layer)
    everything = page.output.block(rows.start, columns.start, len(rows), len(columns))
    # Paper, too, for there are lines behind it.
    for block, fill in (
        (everything, cropped_fill(theme)),
        (page.output.block(0, 0, *layer.output_size), "paper"),
    ):
        yield Item(Path((block,)), 0, 0, Style(fill=fill), 0, ALWAYS)


def cropped_fill(theme: Theme) -> str:
    """The role of the places that ``padding`` crops away."""
    return theme.looks["padding"].fill or "paper"


def tint_role(theme: Theme) -> str:
    """The role whose shades tell stamped places: the output's, or ink where that looks like paper."""
    role = theme.looks["output"].fill or "paper"
    seen = theme.colour(role).contrast(theme.colours["paper"]) >= LEAST_CONTRAST
    return role if seen else "ink"


def tints(page: Page, tinted: Iterable[tuple[Place, str, int, int]]) -> Iterator[Item]:
    """Places, and the colour that each has from a frame on up to another one."""
    alike: dict[tuple[str, int, int], list[Place]] = defaultdict(list)
    for place, fill, start, stop in tinted:
        alike[fill, start, stop].append(place)
    for (fill, start, stop), places in alike.items():
        path = Path(tuple(page.output.block(*place) for place in places))
        yield Item(path, 0, 0, Style(fill=fill), start, stop)


def lines(page: Page, layer: PlanarLayer, theme: Theme) -> Iterator[Item]:
    """The lines between the places, dashed where they are cropped, and the strong frame around the output."""
    looks = theme.looks | {"input": Look(None, False, None), "padding": theme.looks["padding"]._replace(fill=None)}
    axes = [
        Axis(size, 1, before=-all_.start, after=all_.stop - size)
        for size, all_ in zip(layer.output_size, ranges(layer), strict=True)
    ]
    yield from cells.input_cells(page.output, axes[0], axes[1], theme._replace(looks=looks))
    strong = Style(stroke="ink", width=cells.line_width(0.11, page.output.cell_px))
    yield Item(Path((page.output.block(0, 0, *layer.output_size),)), 0, 0, strong, 0, ALWAYS)


def ties(page: Page, subject: Subject) -> Iterator[Item]:
    """Lines from the input cell of each step to its stamp, to be drawn first: numbers hide what is behind them."""
    # From above a line goes to the corner that it sees first.
    ends = ((3, 0), (2, 1)) if subject.layer.is_line else ((1, 0), (2, 3))
    spans = [axis.effective_kernel_size for axis in subject.layer.axes]
    for cell, at, moment in _moments(subject):
        block, print_ = page.input.block(*cell), page.output.block(*at, *spans)
        lines = tuple((block[begin], print_[end]) for begin, end in ends)
        yield Item(Path(lines, closed=False), 0, 0, cells.thin(page.input.cell_px), moment.start, moment.stop)


def marks(page: Page, subject: Subject, style: Style) -> Iterator[Item]:
    """The input cell and the stamp of each step; they glide to the next one."""
    one = cells.shape(page.input, [0], [0])
    print_ = cells.shape(
        page.output, *(range(0, axis.effective_kernel_size, axis.dilation) for axis in subject.layer.axes)
    )
    for cell, at, moment in _moments(subject):
        yield Item(one, *page.input(*cell), style, moment.start, moment.stop)
        yield Item(print_, *page.output(*at), style, moment.start, moment.stop)


def _moments(subject: Subject) -> Iterator[tuple[Point, Point, Moment]]:
    """The input cell and the stamp's first place, as (row, column), in all frames."""
    order = inputs(subject.layer)
    for step, here in enumerate(order):
        there = order[min(step + 1, len(order) - 1)]
        begin, end = corner(subject.layer, here), corner(subject.layer, there)
        for moment in subject.timeline.moments(step):
            yield between(here, there, moment.share), between(begin, end, moment.share), moment


def marked(cell_px: int) -> Style:
    """The line around what a step takes and stamps, where numbers or shades below it are to be read."""
    return Style(stroke="accent", width=max(0.08 * cell_px, min(1.6, 0.2 * cell_px)))


def input_numbers(page: Page, layer: PlanarLayer, theme: Theme, numbers: Array, notation: Notation) -> Iterator[Item]:
    """The values of the input."""
    role = letters_on(theme.looks["input"].fill or "paper")
    for row, column in inputs(layer):
        text = notation.write(numbers[row, column])
        yield from cell_text.middle(page.input, (row, column), text, 0, ALWAYS, role)


def kernel_numbers(page: Page, size: PlaneSize, weights: Array, fill: str, notation: Notation) -> Iterator[Item]:
    """The weights."""
    role = letters_on(fill)
    for row in range(size[0]):
        for column in range(size[1]):
            text = notation.write(weights[row, column])
            yield from cell_text.middle(page.kernel, (row, column), text, 0, ALWAYS, role)


def spots(page: Page, layer: PlanarLayer) -> list[Spot]:
    """The cells of the input, each with its step, and of the output, each with the steps that stamp it."""
    stamps: dict[Place, list[int]] = {}
    for step, cell in enumerate(inputs(layer)):
        for _, place in stamp(layer, cell):
            stamps.setdefault(place, []).append(step)
    rows, columns = layer.output_size

    def spot(plane: Plane, kind: Literal["input", "output"], place: Place, steps: Iterable[int]) -> Spot:
        return Spot(plane.block(*place), kind, layer.own_index(place), tuple(steps))

    return [
        *(spot(page.input, "input", cell, [step]) for step, cell in enumerate(inputs(layer))),
        *(
            spot(page.output, "output", (row, column), stamps.get((row, column), []))
            for row in range(rows)
            for column in range(columns)
        ),
    ]
