"""Contrast: every text can be read on every kind of cell, in every state and theme, by WCAG 2.2 on the pixels."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from convanim import Figure
from convanim.raster import paint
from convanim.scene.items import Item, Scene, Text
from convanim.style import theme
from convanim.style.text_metrics import fitted_size, text_width
from tests import pictures

LEAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""
CELL = 104
"""So large that the strokes of the smallest letters cover whole pixels."""
SHARE = 0.2
"""Of what is around a text: less of a colour is no ground, but a line that crosses it."""
AROUND = 0.35 * CELL
"""Pixels from the middle of a text to the edge of what is around it, at the least."""

AS_A_FILE = "light"
"""The theme whose figures are read from files; that files show what is painted is tested with the formats."""

Colours = npt.NDArray[np.uint32]

# Borders of every kind, windows and tints, cropped and summed stamps; one dimension has all colours of two, but
# for the rows of a kernel.
LINE = {"dim": 1, "legend": True}
FIGURES: list[tuple[str, dict[str, Any]]] = [
    ("conv", {"view": "flat", "input_size": 3, "padding": "1:2", "kernel_size": 2, "stride": 2, **LINE}),
    ("conv", {"view": "flat", "input_size": 3, "padding": 1, "padding_mode": "reflect", "stride": 2, **LINE}),
    ("max-pool", {"view": "flat", "input_size": 4, "kernel_size": 3, "padding": 1, "ceil_mode": True, **LINE}),
    ("avg-pool", {"view": "flat", "input_size": 3, "kernel_size": 2, "padding": "same", **LINE}),
    ("transpose", {"view": "flat", "input_size": 2, "kernel_size": 1, "stride": 2, "output_padding": 1, **LINE}),
    ("conv", {"view": "matrix", "input_size": "5x2", "kernel_size": "5x2"}),
    ("conv", {"view": "matrix", "input_size": 2, "kernel_size": 2, "round_trip": True, **LINE}),
    ("conv", {"view": "matrix", "input_size": 2, "padding": 1, "padding_mode": "replicate", "stride": 2, **LINE}),
    ("transpose", {"view": "linked", "input_size": 2, "kernel_size": 2, "stride": 2, "output_padding": 1, **LINE}),
    ("transpose", {"view": "scatter", "input_size": 5, "kernel_size": 4, "padding": 1, "numbers": True, **LINE}),
    ("transpose", {"view": "scatter", "input_size": 2, "kernel_size": 1, "stride": 2, "numbers": True, **LINE}),
    ("transpose", {"view": "overlap", "input_size": 5, "kernel_size": 4, "padding": 1, **LINE}),
    ("transpose", {"view": "overlap", "input_size": 4, "kernel_size": 4, "weights": "1 -2 3 -9", **LINE}),
]


def luminance(colours: Colours) -> npt.NDArray[np.float64]:
    """Relative luminance, WCAG 2.2."""
    channels = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], -1) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def around(item: Item, scene: Scene, least: float) -> tuple[slice, slice]:
    """Rows and columns of the page that a text takes, and so many pixels around its middle at the least."""
    assert isinstance(item.shape, Text)
    size = fitted_size(item.shape)
    wide = text_width(item.shape.string, size)
    x = item.x + {"start": 0.5, "middle": 0.0, "end": -0.5}[item.shape.anchor] * wide
    y = item.y - 0.35 * size
    across, down = max(wide / 2 + 1, least), max(size / 2, least)
    rows = slice(max(round(y - down), 0), min(round(y + down), scene.height))
    return rows, slice(max(round(x - across), 0), min(round(x + across), scene.width))


def worst(shown: Colours, bare: Colours, surroundings: Colours) -> float:
    """The contrast of a text, where ``bare`` is its place without any, on each of the grounds that are around it."""
    found, letters = [], shown != bare
    for ground, count in zip(*np.unique(surroundings, return_counts=True), strict=True):
        on_it = letters & (bare == ground)
        if count < SHARE * surroundings.size or not on_it.any():
            continue
        one, other = luminance(np.unique(shown[on_it])), luminance(np.array([ground]))
        found.append(float(((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)).max()))
    return min(found, default=21.0)


def written(path: Path) -> list[Colours]:
    """The frames of a file, a number a pixel."""
    found = []
    for frame in pictures.frames(path):
        red, green, blue = (frame[..., channel].astype(np.uint32) for channel in range(3))
        found.append((red << 16 | green << 8 | blue).astype(np.uint32))
    return found


def painted(scene: Scene, name: str) -> list[Colours]:
    """The same of a scene in a theme's colours."""
    frames = paint.frames(scene, theme.load(name))
    return [frame.pixels.reshape(scene.height, scene.width).astype(np.uint32) for frame in frames]


def unreadable(scene: Scene, shown: list[Colours], name: str) -> dict[tuple[str, str, int], float]:
    """The contrast of each text that is below the least, by its words, its role and its frame."""
    bare = painted(scene._replace(items=[item for item in scene.items if not isinstance(item.shape, Text)]), name)
    found: dict[tuple[str, str, int], float] = {}
    for item in scene.items:
        if not isinstance(item.shape, Text) or not fitted_size(item.shape):
            continue
        where, wider, seen = around(item, scene, 0), around(item, scene, AROUND), set()
        for number in range(max(item.start, 0), min(item.stop, scene.frames)):
            state = shown[number][where].tobytes(), bare[number][wider].tobytes()
            if state in seen:
                continue
            seen.add(state)
            ratio = worst(shown[number][where], bare[number][where], bare[number][wider])
            if ratio < LEAST:
                found[item.shape.string, item.style.fill or "", number] = round(ratio, 2)
    return found


@pytest.mark.parametrize("name", theme.names())
@pytest.mark.parametrize(("operation", "options"), FIGURES)
def test_every_text_can_be_read(operation: str, options: dict[str, Any], name: str, tmp_path: Path) -> None:
    figure = Figure.of(operation, **options, theme=name, cell=CELL, glide=1)
    scene = figure.scene()
    if name != AS_A_FILE:
        assert unreadable(scene, painted(scene, name), name) == {}
        return
    figure.save(tmp_path / "figure.png")
    assert unreadable(scene, written(tmp_path / "figure.png"), name) == {}


@pytest.mark.parametrize(("operation", "options"), FIGURES)
def test_what_follows_its_reader_can_be_read_in_the_dark(operation: str, options: dict[str, Any]) -> None:
    scene = Figure.of(operation, **options, theme="auto", cell=CELL, glide=1).scene()
    assert unreadable(scene, painted(scene, "dark"), "dark") == {}
