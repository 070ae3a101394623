"""The input and the kernel, once for all readings, beside the title."""

from collections.abc import Iterator

from convanim.drawing import cell_text, cells
from convanim.drawing.names import Name
from convanim.drawing.numbered import kernel_numbers
from convanim.drawing.plane import Plane, flat
from convanim.layers import labels
from convanim.scene.items import Item, Style, Text
from convanim.scene.timeline import ALWAYS
from convanim.style.tints import kernel_row, letters_on
from convanim.views.linked.content import Content

ASIDE, GAP = 10, 34
"""Pixels from a name to its plane, and from a plane to the next name."""


def names(content: Content) -> list[Name]:
    """Of both planes, each with its size below."""
    say, layer = content.subject.say, content.layer
    kernel = labels.size(layer.own.kernel_size)
    if content.subject.source.flip and content.full:
        kernel = f"{kernel}, {say('turned')}"
    return [
        Name(say("input"), "input_text", "", [labels.size(layer.own.input_size)]),
        Name(say("kernel_name"), "accent_text", "", [kernel]),
    ]


def _sizes(content: Content) -> list[tuple[int, int]]:
    """(width, height) of both planes in pixels."""
    shapes = content.layer.input_size, content.layer.kernel_size
    return [(shape[1] * px, shape[0] * px) for shape, px in zip(shapes, content.small, strict=False)]


def size(content: Content) -> tuple[float, float]:
    """(width, height) in pixels, names included."""
    scale, sizes = content.scale, _sizes(content)
    words = [name.width(scale) + ASIDE * scale for name in names(content)] if content.subject.named else [0.0, 0.0]
    least = 30 * scale if content.subject.named else 0.0
    return sum(words) + sum(wide for wide, _ in sizes) + GAP * scale, max(*(high for _, high in sizes), least)


def placed(content: Content, right: float, top: float) -> tuple[Plane, Plane]:
    """Both planes, ending at ``right``, on one middle line."""
    (input_wide, input_high), (kernel_wide, kernel_high) = _sizes(content)
    _, high = size(content)
    name = names(content)[1].width(content.scale) + ASIDE * content.scale if content.subject.named else 0.0
    kernel_left = right - kernel_wide
    input_left = kernel_left - name - GAP * content.scale - input_wide

    def at(px: int, left: float, own: int) -> Plane:
        return flat(px).moved(round(left) + 0.5, round(top + (high - own) / 2) + 0.5)

    first, second, _ = content.small
    return at(first, input_left, input_high), at(second, kernel_left, kernel_high)


def items(planes: tuple[Plane, Plane], content: Content) -> Iterator[Item]:
    """Cells, numbers and names."""
    (input_, kernel), layer = planes, content.layer
    fill = content.theme.looks["input"].fill or "paper"
    rows, columns = layer.input_size
    yield from cells.sheet(input_, range(rows), range(columns), fill)
    for nth in range(content.inputs):
        place = divmod(nth, columns)
        yield from cell_text.middle(input_, place, content.input_text(nth), 0, ALWAYS, letters_on(fill))
    rows, columns = layer.kernel_size
    for row in range(rows):
        yield Item(cells.block(kernel, 1, columns), *kernel(row, 0), Style(fill=kernel_row(row, rows)), 0, ALWAYS)
    yield from cells.lattice(kernel, range(rows), range(columns))
    yield from kernel_numbers(kernel, layer.kernel_size, content.numbers, content.notation)
    if content.subject.named:
        for name, plane, high in zip(names(content), planes, (layer.input_size[0], layer.kernel_size[0]), strict=True):
            x, middle = plane.x - ASIDE * content.scale, plane(high / 2, 0)[1]
            yield from _beside(name, x, middle, content.scale)


def _beside(name: Name, right: float, middle: float, scale: float) -> Iterator[Item]:
    """A name and its size in two lines that end at ``right``."""
    yield Item(Text(name.name, 15 * scale, "end"), right, middle - 1 * scale, Style(fill=name.role), 0, ALWAYS)
    for note in name.notes:
        yield Item(Text(note, 12 * scale, "end"), right, middle + 14 * scale, Style(fill="grey"), 0, ALWAYS)
