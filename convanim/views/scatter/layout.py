"""How product, stamps and output stand on the page, and how large their cells are."""

import math
from collections.abc import Callable, Iterator

from convanim.drawing import hotspots, lettering, marks
from convanim.drawing.panel import Corner, Panel, interleaved
from convanim.drawing.subject import Subject
from convanim.layers import labels, operations, scatter
from convanim.scene.items import Item, Spot, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.text_metrics import text_width
from convanim.views.scatter.all_stamps import AllStamps
from convanim.views.scatter.equation import Equation
from convanim.views.scatter.ladder import Ladder, least_unit
from convanim.views.scatter.story import Story
from convanim.views.scatter.sums import Sums

WIDE = 824
"""Pixels that the whole is wide, where gaps can make it so."""
OUTPUT = 1.5
"""Units of a cell of the output, for two lines of digits."""
OUTPUT_ROOM = 500
"""Pixels of the output from which its cells are no larger than others."""
READABLE_CELL = 27
"""Pixels of a cell whose digits can be read well."""
LARGEST_KERNEL = 7
"""Cells of a kernel, along an axis, that are shown enlarged in figures with many cells."""
LEAST_GAP, MOST_GAP = 1.6, 2.6
"""Units left of the output."""
NARROWEST_GAP = 28
"""Pixels that keep the words of two planes apart."""
STACKED, STACKED_ROOM = 30, 344
"""Pixels of a cell below which planes with names alone, or none, stand under each other, and of the output then."""
CARD_GAP = 34
"""Pixels from kernel to output on a card, in which an arrow stands."""
LEAST_DROP, MOST_DROP = 40, 130
"""Pixels from the product down to the stamps."""


def arranged(subject: Subject, cell_px: int) -> Panel:
    """The panel of a figure."""
    kernel_px = _kernel_unit(subject, cell_px)
    story, scale = Story(subject, kernel_px), lettering.scale(cell_px)
    if subject.card and not subject.layer.is_line:
        return _on_card(story, cell_px, scale)
    if subject.layer.is_line:
        panel = _one_dimension(story, (cell_px, kernel_px), scale)
    elif subject.words != "all" and cell_px < STACKED:
        panel = _stacked(story, cell_px, scale)
    else:
        panel = _two_dimensions(story, (cell_px, kernel_px), scale)
    layer, language = subject.layer, subject.language
    padding, sizes = labels.padding(layer.own, language), subject.heading.sizes
    if scatter.crops(layer):
        sizes = sizes.replace(padding, subject.say("stamps.crops", padding=padding), 1)
    name = operations.words(layer.operation, language)["name"]
    title = subject.say("stamps.title", operation=name)
    wanted = text_width(title, lettering.TITLE * scale) if subject.words == "all" and not subject.title else 0
    return panel._replace(width=max(panel.width, math.ceil(wanted)), title=title, subline=sizes)


def _kernel_unit(subject: Subject, unit: int) -> int:
    """Pixels of a cell of kernel and stamp: enough for digits, where all words are wanted and the kernel is small."""
    if subject.words != "all" or subject.written is False or max(subject.layer.kernel_size) > LARGEST_KERNEL:
        return unit
    return max(unit, READABLE_CELL)


def _two_dimensions(story: Story, units: tuple[int, int], scale: float) -> Panel:
    """Left the product and all stamps, right the output."""
    unit, kernel_px = units
    rows, columns = map(len, scatter.ranges(story.layer))
    sums = Sums(story, _output_unit(unit, max(rows, columns), scale), scale)
    equation = Equation(story, unit, kernel_px)
    high, _ = sums.plane_size
    least, most = max(LEAST_GAP * unit, NARROWEST_GAP * scale), MOST_GAP * unit
    left = max(equation.width, min(WIDE * scale - sums.width - least, 1.25 * equation.width))
    left = equation.widened(left).width
    stamps, drop = None, 0
    if len(story.order) > 1:
        drop = round(LEAST_DROP * scale)
        spare = sums.head + high - equation.height - drop
        stamps = AllStamps(story, (left, spare), scale, digits=story.writes(kernel_px))
        left = max(left, stamps.width)
        drop = round(min(max(drop, sums.head + high - equation.height - stamps.height), MOST_DROP * scale))
    gap = round(min(max(WIDE * scale - left - sums.width, least), most))

    def parts(corner: Corner) -> Iterator[tuple[Equation | AllStamps | Sums, Corner]]:
        yield equation, corner
        if stamps is not None:
            yield stamps, (corner[0], corner[1] + equation.height + drop)
        yield sums, (corner[0] + left + gap, corner[1])

    def spots(corner: Corner) -> list[Spot]:
        input_, _, _ = equation.planes(corner)
        return hotspots.stamp_spots(story.layer, input_, sums.plane((corner[0] + left + gap, corner[1])))

    height = max(equation.height + (stamps.height + drop if stamps else 0), sums.height)
    alone = [(left + gap, 0, sums.width, sums.height), (0, 0, equation.width, equation.height)]
    if stamps is not None:
        alone.append((0, equation.height + drop, stamps.width, stamps.height))
    return Panel(left + gap + sums.width, height, _drawn(parts), spots, parts=alone)


def _on_card(story: Story, unit: int, scale: float) -> Panel:
    """Input and kernel, an arrow, and the output: in a small picture the outline there tells what the stamp is."""
    equation, sums = Equation(story, unit, unit), Sums(story, unit, scale)
    gap, height = round(CARD_GAP * scale), max(equation.height, sums.height)
    middle = sums.head + sums.plane_size[0] / 2
    own = equation.head + (equation.height - equation.head) / 2
    top, left = max(0.0, own - middle), equation.width + gap

    def parts(corner: Corner) -> Iterator[tuple[Equation | Sums, Corner]]:
        yield equation, (corner[0], corner[1] + round(top + middle - own))
        yield sums, (corner[0] + left, corner[1] + round(top))

    def items(corner: Corner) -> Iterator[Item]:
        yield from _drawn(parts)(corner)
        x, y = corner[0] + equation.width, corner[1] + top + middle
        points = [(x + 9 * scale, y), (x + gap - 8 * scale, y)]
        for path, style in marks.arrow(points, Style(stroke="grey", width=1.25 * scale), 5 * scale):
            yield Item(path, 0, 0, style, 0, ALWAYS)

    def spots(corner: Corner) -> list[Spot]:
        (_, first), (_, second) = parts(corner)
        input_, _, _ = equation.planes(first)
        return hotspots.stamp_spots(story.layer, input_, sums.plane(second))

    return Panel(left + sums.width, round(top) + height, items, spots)


def _stacked(story: Story, unit: int, scale: float) -> Panel:
    """The product over the output, for a small picture with digits that can be read; all stamps have no room there."""
    rows, columns = map(len, scatter.ranges(story.layer))
    output_px = max(unit, min(round(OUTPUT * unit), int(STACKED_ROOM * scale / max(rows, columns))))
    sums, equation = Sums(story, output_px, scale), Equation(story, unit, unit)
    width, drop = max(equation.width, sums.width), round(LEAST_DROP / 2 * scale)

    def parts(corner: Corner) -> Iterator[tuple[Equation | Sums, Corner]]:
        yield equation, (corner[0] + (width - equation.width) // 2, corner[1])
        yield sums, (corner[0] + (width - sums.width) // 2, corner[1] + equation.height + drop)

    def spots(corner: Corner) -> list[Spot]:
        (_, first), (_, second) = parts(corner)
        input_, _, _ = equation.planes(first)
        return hotspots.stamp_spots(story.layer, input_, sums.plane(second))

    return Panel(width, equation.height + drop + sums.height, _drawn(parts), spots)


def _one_dimension(story: Story, units: tuple[int, int], scale: float) -> Panel:
    """The product above, the stamps and the output below, all at the left."""
    unit, kernel_px = units
    equation = Equation(story, unit, kernel_px)
    room = max(WIDE * scale, equation.width)
    ladder = Ladder(story, least_unit(story, round(1.3 * unit), room), scale, digits=story.writes(kernel_px))
    drop = round(LEAST_DROP * scale)

    def below(corner: Corner) -> Corner:
        return corner[0], corner[1] + equation.height + drop

    def parts(corner: Corner) -> Iterator[tuple[Equation | Ladder, Corner]]:
        yield equation, corner
        yield ladder, below(corner)

    def spots(corner: Corner) -> list[Spot]:
        input_, _, _ = equation.planes(corner)
        return hotspots.stamp_spots(story.layer, input_, ladder.sums.plane(ladder.sum_corner(below(corner))))

    height = equation.height + drop + ladder.height
    return Panel(max(equation.width, ladder.width), height, _drawn(parts), spots)


def _drawn(
    parts: Callable[[Corner], Iterator[tuple[Equation | AllStamps | Sums | Ladder, Corner]]],
) -> Callable[[Corner], Iterator[Item]]:
    def items(corner: Corner) -> Iterator[Item]:
        return interleaved(part.items(place) for part, place in parts(corner))

    return items


def _output_unit(unit: int, places: int, scale: float) -> int:
    """Pixels of a cell of the output: larger than others, unless there are many."""
    return max(unit, min(round(OUTPUT * unit), int(OUTPUT_ROOM * scale / places)))
