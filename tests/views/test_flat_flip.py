"""The kernel that stands beside the input is the one that the window meets, turned or not."""

import numpy as np
import pytest

from convanim import Figure
from tests import engine, reading


@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize("operation", ["conv", "transpose"])
def test_the_kernel_beside_the_input_times_the_window_is_the_engine_s_output(operation: str, flip: bool) -> None:
    figure = Figure.of(operation, view="flat", theme="light", input_size=2, kernel_size=2, flip=flip, seed=3)
    scene, numbers = figure.scene(), figure.subject.numbers()
    assert numbers.weights is not None
    judge = {"conv": engine.conv, "transpose": engine.transpose}[operation]
    theirs = judge(engine.array(numbers.input), engine.array(numbers.weights), figure.plane)
    # In the middle of all steps the window covers the whole input; of two kernels the lower one is met.
    frame = scene.stills[theirs.size // 2]
    digits = sorted(
        (item.y, item.x, reading.number(text.string))
        for text, item in reading.texts(scene, frame)
        if item.style.fill == "weight"
    )
    met = np.array([number for *_, number in digits[-4:]])
    assert met @ np.array(list(numbers.input.values())) == theirs.ravel()[theirs.size // 2]
