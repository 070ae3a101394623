"""The bars of a pooling and the words beside them."""

import pytest

from convanim import Figure
from tests import reading


@pytest.mark.parametrize("numbers", ["3 3 3", "0.1 0.2 0.3", "1 9 2"])
def test_the_mean_stands_clear_of_the_window_s_name(numbers: str) -> None:
    figure = Figure.of("avg-pool", view="flat", dim=1, input_size=3, kernel_size=2, stride=1, values=numbers)
    scene = figure.scene()
    for frame in scene.stills:
        baselines = {text.string.split()[0]: item.y for text, item in reading.texts(scene, frame)}
        size = next(text.size for text, _ in reading.texts(scene, frame) if text.string.startswith("mean"))
        assert baselines["mean"] > baselines["Window"] + size
