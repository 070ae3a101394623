"""Where the cells of a plane fall on the page."""

from typing import NamedTuple

from convanim.scene.items import Point


class Plane(NamedTuple):
    """Where the corner (row, column) of a cell falls on the page, in pixels."""

    cell_px: int
    right: Point
    """From a column to the next."""
    down: Point
    """From a row to the next."""
    x: float = 0
    y: float = 0

    def __call__(self, row: float, column: float) -> Point:
        """(x, y) of a corner."""
        (right_x, right_y), (down_x, down_y) = self.right, self.down
        return self.x + column * right_x + row * down_x, self.y + column * right_y + row * down_y

    def block(self, row: float, column: float, rows: float = 1, columns: float = 1) -> tuple[Point, ...]:
        """The four corners of ``rows`` × ``columns`` cells from (row, column) on."""
        return (
            self(row, column),
            self(row, column + columns),
            self(row + rows, column + columns),
            self(row + rows, column),
        )

    def moved(self, x: float, y: float) -> "Plane":
        """The same plane, x pixels to the right and y pixels down."""
        return self._replace(x=self.x + x, y=self.y + y)


def classic(cell_px: int) -> Plane:
    """The projection of "A guide to convolution arithmetic" (arXiv:1603.07285).

    With a unit of a multiple of 20 pixels all corners are on whole pixels, and all cells are one picture.
    """
    return Plane(cell_px, (cell_px, -cell_px / 2), (7 * cell_px / 10, 13 * cell_px / 20))


def flat(cell_px: int) -> Plane:
    """Seen from above."""
    return Plane(cell_px, (cell_px, 0), (0, cell_px))
