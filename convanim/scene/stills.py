"""Scenes that stand still: one step of a figure, or several side by side."""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convanim.errors import ConvanimError
from convanim.scene.items import Item, Scene, Style, Text
from convanim.scene.timeline import ALWAYS

GAP = 24
"""Pixels between the pictures of a storyboard."""
NUMBER = 16
"""Pixels of an em of their numbers."""


def frame_of(scene: Scene, step: int | str) -> int:
    """The frame of a step, counted from 1, or of the "first", "middle" or "last" one."""
    return scene.stills[step_of(len(scene.stills), step)]


def step_of(count: int, step: int | str) -> int:
    """The number from 0 of a step, counted from 1, or of the "first", "middle" or "last" one of ``count``."""
    if isinstance(step, str):
        return {"first": 0, "middle": count // 2, "last": count - 1}[step]
    if step > count:
        raise ConvanimError(f"there is no step {step}: the figure has {count}.", f"choose one from 1 to {count}.")
    return step - 1


def steps_of(count: int, board: int | tuple[int, int]) -> list[int]:
    """The steps, evenly chosen of ``count`` and numbered from 0, that are on a storyboard."""
    rows, columns = board if isinstance(board, tuple) else _arranged(min(board, count))
    shown = min(rows * columns, count)
    return [round(n * (count - 1) / max(shown - 1, 1)) for n in range(shown)]


def still(scene: Scene, step: int | str) -> Scene:
    """The scene as it stands in a step."""
    return frame_alone(scene, frame_of(scene, step))


class Size(NamedTuple):
    """Of a page, in pixels."""

    width: int
    height: int


def board_size(scene: Scene, board: int | tuple[int, int]) -> Size:
    """How large the storyboard of a scene is, which takes long to lay out where it is too large."""
    columns, count = _grid(scene, board)
    wide, high = _panel(scene)
    return Size(min(count, columns) * wide - GAP, -(-count // columns) * high - GAP)


def storyboard(scene: Scene, board: int | tuple[int, int]) -> Scene:
    """Evenly chosen steps as one numbered picture: so many in two rows at the most, or in rows and columns."""
    columns, _ = _grid(scene, board)
    chosen = steps_of(len(scene.stills), board)
    wide, high = _panel(scene)
    items: list[Item] = []
    for place, step in enumerate(chosen):
        x, y = place % columns * wide, place // columns * high
        number = Text(f"{step + 1}", NUMBER)
        items.append(Item(number, x + NUMBER, y + 1.4 * NUMBER, Style(fill="ink"), 0, ALWAYS))
        items += [
            item._replace(x=item.x + x, y=item.y + y + 2 * NUMBER, start=0, stop=ALWAYS)
            for item in visible(scene.items, scene.stills[step])
        ]
    return Scene(*board_size(scene, board), items, [1000], [0])


def _panel(scene: Scene) -> tuple[int, int]:
    """Width and height of a picture, its number and the gap to the next, in pixels."""
    return scene.width + GAP, scene.height + GAP + 2 * NUMBER


def _grid(scene: Scene, board: int | tuple[int, int]) -> tuple[int, int]:
    """The columns of a storyboard, and how many pictures there are for it."""
    rows, columns = board if isinstance(board, tuple) else _arranged(min(board, len(scene.stills)))
    return columns, min(rows * columns, len(scene.stills))


def _arranged(count: int) -> tuple[int, int]:
    return (1, count) if count <= 3 else (2, -(-count // 2))


def frame_alone(scene: Scene, frame: int) -> Scene:
    """The scene of what is visible in a frame and nothing else: it stands still, for as long as the frame lasts."""
    items = [item._replace(start=0, stop=1) for item in visible(scene.items, frame)]
    return scene._replace(items=items, durations_ms=[scene.durations_ms[frame]], stills=[0])


def visible(items: Sequence[Item], frame: int) -> Iterator[Item]:
    """The items that are to be seen in a frame, in the order of painting."""
    return (item for item in items if item.start <= frame < item.stop)


def layers(scene: Scene, shown: Sequence[int]) -> Iterator[tuple[bool, list[Item]]]:
    """The items in runs, in the order of painting: whether a run is the same in all frames ``shown``, and its items.

    A run that is the same need be written but once.
    """

    def stays(item: Item) -> bool:
        return all(item.start <= frame < item.stop for frame in (min(shown), max(shown)))

    for same, run in itertools.groupby(scene.items, key=stays):
        yield same, list(run)
