"""Cells in groups with a gap after each: a matrix whose blocks can be told apart, or a vector cut into rows."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from convanim.drawing import cells
from convanim.drawing.cell_text import RISE
from convanim.drawing.lettering import SMALLEST, Span
from convanim.options.sizes import Size
from convanim.scene.items import Item, Path, Point, Style, Text
from convanim.scene.timeline import ALWAYS
from convanim.style import tints
from convanim.style.text_metrics import text_width

LEAST_WRITTEN, LEAST_ON_CARD = 24, 17
"""Pixels of a cell below which nothing is written in it, and that on a card, where it has to be closer."""
SMALLEST_SHRUNK = 8
"""Pixels of an em to which letters of wide numbers shrink."""
TALLEST, WIDEST = 0.42, 0.88
"""Of an em and of a number, in units."""
LEAST_LINED = 5
"""Pixels of a cell below which there are no lines between cells."""


class Block(NamedTuple):
    """``size`` and ``group`` are (rows, columns)."""

    cell_px: int
    size: Size
    group: Size
    gap: int
    x: float = 0.5
    y: float = 0.5

    @property
    def width(self) -> int:
        """Pixels of all columns."""
        return self.size[1] * self.cell_px + (self.size[1] - 1) // self.group[1] * self.gap

    @property
    def height(self) -> int:
        """Pixels of all rows."""
        return self.size[0] * self.cell_px + (self.size[0] - 1) // self.group[0] * self.gap

    def moved(self, x: float, y: float) -> "Block":
        """The same block, x pixels to the right and y pixels down."""
        return self._replace(x=self.x + x, y=self.y + y)

    def left(self, column: int) -> float:
        """The left edge of a column."""
        return self.x + column * self.cell_px + column // self.group[1] * self.gap

    def top(self, row: int) -> float:
        """The upper edge of a row."""
        return self.y + row * self.cell_px + row // self.group[0] * self.gap

    def right(self, column: int) -> float:
        """The right edge of a column."""
        return self.left(column) + self.cell_px

    def bottom(self, row: int) -> float:
        """The lower edge of a row."""
        return self.top(row) + self.cell_px

    def middle(self, row: int, column: int) -> Point:
        """Of a cell."""
        return self.left(column) + self.cell_px / 2, self.top(row) + self.cell_px / 2

    def box(self, rows: range, columns: range) -> tuple[Point, ...]:
        """The corners of an area that is no more than a range of rows and of columns, gaps included."""
        left, right = self.left(columns.start), self.right(columns.stop - 1)
        top, bottom = self.top(rows.start), self.bottom(rows.stop - 1)
        return (left, top), (right, top), (right, bottom), (left, bottom)

    def groups(self) -> Iterator[tuple[range, range]]:
        """The rows and columns of each group."""
        (rows, columns), (high, wide) = self.size, self.group
        for row in range(0, rows, high):
            for column in range(0, columns, wide):
                yield range(row, min(row + high, rows)), range(column, min(column + wide, columns))


def fill(block: Block, areas: Iterable[tuple[range, range]], role: str, span: Span) -> Iterator[Item]:
    """Areas of one colour; each lies in one group."""
    outlines = tuple(block.box(*area) for area in areas)
    if outlines:
        # Seen from its own corner, a cell is the same shape wherever it stands.
        x, y = outlines[0][0]
        shape = Path(tuple(tuple((right - x, down - y) for right, down in outline) for outline in outlines))
        yield Item(shape, x, y, Style(fill=role), *span)


def lines(block: Block, span: Span = (0, ALWAYS), *, strong: bool = True) -> Iterator[Item]:
    """The lines between cells and around groups; those of a matrix are finer, for its cells are many."""
    if block.cell_px >= LEAST_LINED:
        found = tuple(line for rows, columns in block.groups() for line in _inner(block, rows, columns))
        width = (1.0 if strong else 0.6) if block.cell_px >= cells.FINE else 0.4
        if found:
            yield Item(Path(found, closed=False), 0, 0, Style(stroke="grid", width=width), *span)
    around = tuple(block.box(*group) for group in block.groups())
    edge = cells.edge_line(block.cell_px)
    pale = tints.shade("line", 0.8 if block.cell_px >= cells.FINE else 0.45)
    yield Item(Path(around), 0, 0, edge if strong else Style(stroke=pale, width=edge.width), *span)


def _inner(block: Block, rows: range, columns: range) -> Iterator[tuple[Point, Point]]:
    for row in rows[1:]:
        yield (block.left(columns.start), block.top(row)), (block.right(columns.stop - 1), block.top(row))
    for column in columns[1:]:
        yield (block.left(column), block.top(rows.start)), (block.left(column), block.bottom(rows.stop - 1))


def em(
    strings: Iterable[str], cell_px: int, scale: float, lines_: int = 1, *, least: int = LEAST_WRITTEN
) -> float | None:
    """Pixels of an em with which the widest of these fits a cell; None where nobody could read it.

    In a cell of less than ``least`` pixels nothing is written.
    """
    if cell_px < least:
        return None
    widest = max((text_width(string, 1) for string in strings), default=0.1) or 0.1
    size = min(max(TALLEST * cell_px, SMALLEST * scale), WIDEST * cell_px / widest, 0.9 * cell_px / lines_)
    return int(2 * size) / 2 if size >= SMALLEST_SHRUNK else None


def write(string: str, size: float | None, place: Point, cell_px: int, role: str, span: Span) -> Iterator[Item]:
    """A number in the middle of the cell whose middle is at ``place``."""
    if size is not None and string:
        text = Text(string, size, "middle", 0.96 * cell_px)
        yield Item(text, place[0], place[1] + RISE * size, Style(fill=role), *span)
