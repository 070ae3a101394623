"""Panels beside, below and after each other: where each stands, read back from what it draws."""

from convanim.drawing.panel import Corner, Panel, below, beside, grid, then
from convanim.scene.items import Item, Path, Spot, Style


def square(width: int, height: int, name: str, start: int = 0, stop: int = 9) -> Panel:
    """A panel with one item and one spot at its corner."""

    def items(corner: Corner) -> list[Item]:
        return [Item(Path(()), *corner, Style(fill=name), start, stop)]

    def spots(corner: Corner) -> list[Spot]:
        return [Spot((corner,), "input", (0,), ())]

    return Panel(width, height, items, spots)


def drawn(panel: Panel) -> list[tuple[str | None, float, float]]:
    return [(item.style.fill, item.x, item.y) for item in panel.items((100, 200))]


def test_beside_each_other_they_stand_in_the_middle_or_at_the_foot() -> None:
    panels = [square(10, 40, "a"), square(20, 20, "b")]
    row = beside(panels, 5)
    assert (row.width, row.height) == (35, 40)
    assert drawn(row) == [("a", 100, 200), ("b", 115, 210)]
    assert drawn(beside(panels, 5, level=1)) == [("a", 100, 200), ("b", 115, 220)]
    assert [spot.outline for spot in row.spots((100, 200))] == [((100, 200),), ((115, 210),)]


def test_below_each_other_they_stand_at_the_left() -> None:
    column = below([square(10, 40, "a"), square(20, 20, "b")], 6)
    assert (column.width, column.height) == (20, 66)
    assert drawn(column) == [("a", 100, 200), ("b", 100, 246)]


def test_a_grid_has_boxes_of_one_size() -> None:
    board = grid([square(10, 40, "a"), square(20, 20, "b"), square(5, 5, "c")], 2, (3, 7))
    assert (board.width, board.height) == (43, 87)
    assert drawn(board) == [("a", 100, 200), ("b", 123, 200), ("c", 100, 247)]


def test_panels_compose_panels() -> None:
    inner = below([square(10, 10, "a"), square(10, 10, "b")], 2)
    assert drawn(beside([square(30, 22, "c"), inner], 4)) == [("c", 100, 200), ("a", 134, 200), ("b", 134, 212)]


def test_one_after_the_other_they_share_the_place() -> None:
    acts = then(square(10, 10, "a", 0, 9), square(20, 5, "b", 1, 3), 4)
    assert (acts.width, acts.height) == (20, 10)
    assert [(item.style.fill, item.start, item.stop) for item in acts.items((0, 0))] == [("a", 0, 4), ("b", 5, 7)]
