"""One step, or several side by side, as one picture."""

from pathlib import Path

import numpy as np
import pytest

from convanim import ConvanimError, Figure
from convanim.scene.items import Text
from tests.pictures import frames


@pytest.mark.parametrize(("step", "frame"), [(1, 0), (3, 2), (9, 8), ("first", 0), ("middle", 4), ("last", 8)])
def test_a_still_is_the_frame_of_its_step(tmp_path: Path, step: int | str, frame: int) -> None:
    options = {"input_size": 5, "kernel_size": 3}
    Figure.of("conv", **options).save(tmp_path / "all-%d.png")
    Figure.of("conv", **options, still=step).save(tmp_path / "one.png")
    (one,) = frames(tmp_path / "one.png")
    (same,) = frames(tmp_path / f"all-{frame}.png")
    # Layers are rounded once more than what stands still.
    assert np.abs(one.astype(int) - same).max() <= 2


def test_a_still_of_a_view_that_holds_counts_steps_and_not_frames(tmp_path: Path) -> None:
    texts = {
        item.shape.string
        for item in Figure.of("conv", view="flat", still=1, values="ones", weights="ones").scene().items
        if isinstance(item.shape, Text)
    }
    assert "9" in texts, "the first result stands in its cell"


@pytest.mark.parametrize("suffix", ["png", "gif", "svg", "webp", "tex"])
def test_numbered_stills_are_the_steps_without_holds_and_glides(suffix: str, tmp_path: Path) -> None:
    Figure.of("conv", view="flat", glide=2, cell=20).save(tmp_path / f"s-%d.{suffix}")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"s-{number}.{suffix}" for number in range(4)]
    if suffix == "png":
        Figure.of("conv", view="flat", still=3, cell=20).save(tmp_path / "third.png")
        (third,), (same,) = frames(tmp_path / "third.png"), frames(tmp_path / "s-2.png")
        assert np.abs(third.astype(int) - same).max() <= 2


def test_a_storyboard_numbers_evenly_chosen_steps(tmp_path: Path) -> None:
    figure = Figure.of("conv", input_size=5, kernel_size=3, storyboard="2x3", labels=False)
    scene = figure.scene()
    assert [item.shape.string for item in scene.items if isinstance(item.shape, Text)] == ["1", "3", "4", "6", "7", "9"]
    alone = Figure.of("conv", input_size=5, kernel_size=3, labels=False, cell=figure.cell_px).scene()
    # Three panels without their margins, the margins of the page, and two gaps.
    margin = 2 * (round(0.3 * figure.cell_px) + 1)
    assert scene.width == 3 * (alone.width - margin) + margin + 2 * 28
    figure.save(tmp_path / "board.png")
    (board,) = frames(tmp_path / "board.png")
    assert board.shape == (scene.height, scene.width, 3)


@pytest.mark.parametrize(("asked", "shown"), [(1, 1), (3, 3), (6, 6), (50, 9)])
def test_a_storyboard_has_as_many_steps_as_asked_and_there(asked: int, shown: int) -> None:
    scene = Figure.of("conv", input_size=5, kernel_size=3, storyboard=asked, labels=False).scene()
    assert len([item for item in scene.items if isinstance(item.shape, Text)]) == shown


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"still": 5}, "there is no step 5: the figure has 4"),
        ({"still": 0}, "there is no step '0'"),
        ({"still": "mid"}, "there is no step 'mid'"),
        ({"storyboard": 0}, "0 pictures are too many or too few"),
        ({"storyboard": "20x20"}, "400 pictures are too many"),
        ({"still": 1, "storyboard": 2}, "a still or a storyboard, not both"),
    ],
)
def test_what_is_no_still(options: dict[str, object], message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        Figure.of("conv", **options).scene()
