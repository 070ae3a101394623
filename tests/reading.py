"""Reading figures with numbers: what is written in which cell, in which frame."""

import re

import numpy as np

from convanim import views
from convanim.drawing import page
from convanim.figure import Figure
from convanim.scene.items import Item, Scene, Text
from convanim.style.text_metrics import fitted_size, text_width
from tests.engine import Array

Box = tuple[float, float, float, float]


def texts(scene: Scene, frame: int) -> list[tuple[Text, Item]]:
    """The words and numbers in a frame."""
    return [
        (item.shape, item) for item in scene.items if isinstance(item.shape, Text) and item.start <= frame < item.stop
    ]


def number(string: str) -> float:
    return float(string.replace("−", "-"))


def boxes(figure: Figure, kind: str) -> dict[tuple[int, int], Box]:
    """Left, top, right and bottom of the cells of the first input or output, which are listed in row-major order."""
    spots = figure.spots()
    size = figure.plane.input_size if kind == "input" else figure.plane.output_size
    found = [spot.outline for spot in spots if spot.name.startswith(kind)]
    count = size[0] * size[1]
    assert len(found) in (count, 2 * count), "a view may show a plane twice"
    corners = [(min(x), min(y), max(x), max(y)) for x, y in (zip(*outline, strict=True) for outline in found[:count])]
    return {divmod(nth, size[1]): box for nth, box in enumerate(corners)}


def corner(figure: Figure) -> tuple[int, int]:
    """The top left corner of what the view shows, on its page."""
    shown = views.load(figure.view_name).panel(figure.subject, figure.cell_px)
    return page.Page(shown, figure.subject, figure.cell_px).corner


def inside(item: Item, box: Box) -> bool:
    return box[0] < item.x < box[2] and box[1] < item.y < box[3]


def written_in(found: list[tuple[Text, Item]], box: Box, anchor: str = "middle") -> str:
    """What is written in a cell, in its middle or (anchor "end") in its corner."""
    strings = [text.string for text, item in found if text.anchor == anchor and inside(item, box)]
    assert len(strings) <= 1, strings
    return "".join(strings)


def grid(found: list[tuple[Text, Item]], cells: dict[tuple[int, int], Box]) -> Array:
    """The numbers in these cells; nothing is nothing yet, 0."""
    rows, columns = max(cells)
    made = np.zeros((rows + 1, columns + 1), np.float32)
    for place, box in cells.items():
        made[place] = number(written_in(found, box) or "0")
    return made


def lines(scene: Scene, frame: int) -> list[str]:
    """The lines of text in a frame: pieces that follow each other on one baseline, gaps as blanks."""
    pieces = sorted(
        (round(item.y, 1), item.x - start_of(text), text) for text, item in texts(scene, frame) if text.string
    )
    found: list[str] = []
    last = (0.0, -1e9)
    for y, x, text in pieces:
        gap = x - last[1]
        if y != last[0] or gap > 2.5 * text.size:
            found.append(text.string)
        else:
            found[-1] += (" " if gap > 0.15 * text.size else "") + text.string
        last = y, x + text_width(text.string, text.size)
    return found


def written_sum(scene: Scene, frame: int) -> str:
    """The sum of a step in one line: its products in the order of the window, or what pools them, and its result."""
    strings = [text.string for text, _ in texts(scene, frame)]
    signs = [nth for nth, string in enumerate(strings) if string == "·"]
    if not signs:
        return next(line for line in lines(scene, frame) if re.match(r"(max)?\(.* [=≈] ", line))
    products = " + ".join(f"{strings[nth - 1]}·{strings[nth + 1]}" for nth in signs)
    equals = max(nth for nth, string in enumerate(strings) if string in ("=", "≈"))
    return f"{products} {strings[equals]} {strings[equals + 1]}"


def start_of(text: Text) -> float:
    """Pixels from the place of a text back to where it starts."""
    return text_width(text.string, text.size) * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]


def first(x: Array, count: int) -> Array:
    """``x`` with only its first cells kept, row-major; the others are zero."""
    kept = x.copy()
    kept.reshape(-1)[count:] = 0
    return kept


def spills(scene: Scene) -> list[str]:
    """Numbers that are wider than they may be, or that nothing bounds."""
    return [
        item.shape.string
        for item in scene.items
        if isinstance(item.shape, Text)
        and item.shape.anchor != "start"
        and item.shape.string not in ("×", "=")
        and not 0 < text_width(item.shape.string, fitted_size(item.shape)) <= item.shape.most + 1e-6
        and fitted_size(item.shape) > 0
    ]
