"""Scenes that stand still: one step of a figure, or several side by side."""

import itertools
from collections.abc import Iterator, Sequence

from convanim.errors import ConvanimError
from convanim.scene.items import Item, Scene
from convanim.scene.timeline import ALWAYS


def frame_of(scene: Scene, step: int | str) -> int:
    """The frame of a step, counted from 1, or of the "first", "middle" or "last" one."""
    return scene.stills[step_of(scene, step)]


def step_of(scene: Scene, step: int | str) -> int:
    """The number from 0 of a step, counted from 1, or of the "first", "middle" or "last" one.

    The middle of a film is the step that tells the most.
    """
    count = len(scene.stills)
    if isinstance(step, str):
        return {"first": 0, "middle": scene.telling, "last": count - 1}[step]
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


def columns_of(count: int, board: int | tuple[int, int]) -> int:
    """The columns of a storyboard of a film of ``count`` steps."""
    return (board if isinstance(board, tuple) else _arranged(min(board, count)))[1]


def _arranged(count: int) -> tuple[int, int]:
    """(rows, columns): three in a row, or what comes nearest to as many rows as columns."""
    if count <= 3:
        return 1, count
    columns = 2 if count == 4 else 3 if count <= 9 else 4
    return -(-count // columns), columns


POSTER_MS = 300


def with_poster(scene: Scene) -> Scene:
    """The film with its most telling step before the first frame, for those who see that one alone."""
    poster = scene.stills[scene.telling]
    if poster == 0:
        return scene
    items: list[Item] = []
    for item in scene.items:
        seen = item.start <= poster < item.stop
        later = item._replace(start=item.start + 1, stop=min(item.stop + 1, ALWAYS))
        if seen and item.start == 0:
            items.append(later._replace(start=0))
        else:
            items += [item._replace(start=0, stop=1, then="goes")] if seen else []
            items.append(later)
    durations = [POSTER_MS, *scene.durations_ms]
    return scene._replace(items=items, durations_ms=durations, stills=[frame + 1 for frame in scene.stills])


def frame_alone(scene: Scene, frame: int) -> Scene:
    """The scene of what is visible in a frame and nothing else: it stands still, for as long as the frame lasts."""
    items = [item._replace(start=0, stop=1) for item in visible(scene.items, frame)]
    return scene._replace(items=items, durations_ms=[scene.durations_ms[frame]], stills=[0], telling=0)


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
