"""Time: holds, glides and the frame of each step."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from convanim import ConvanimError, Figure
from convanim.scene.items import Path as Outline
from convanim.scene.timeline import Timeline, Walk, even, lesson, over


@given(
    steps=st.integers(1, 20),
    step_ms=st.integers(100, 3000),
    first_ms=st.sampled_from([0, 500]),
    last_ms=st.sampled_from([0, 700]),
    glide=st.integers(0, 4),
)
def test_frames_fill_the_time_without_gaps(steps: int, step_ms: int, first_ms: int, last_ms: int, glide: int) -> None:
    timeline = Timeline(Walk(steps, steps, 0), even(step_ms, last_ms), first_ms, glide)
    covered = list(range(1 if first_ms else 0))
    for step in range(steps):
        moments = list(timeline.moments(step))
        covered += [moment.start for moment in moments]
        assert moments[0].start == timeline.stills[step]
        assert moments[0].share == 0
        assert [moment.share for moment in moments] == sorted(moment.share for moment in moments)
        assert all(moment.share < 1 for moment in moments)
    assert covered == list(range(timeline.frames))
    # A glide takes of the time of its step, not more of it; the holds come on top.
    total = sum(timeline.durations_ms)
    assert total == pytest.approx(steps * step_ms + first_ms + last_ms, abs=20 * steps * (glide + 1))


@given(rows=st.integers(1, 30), columns=st.integers(1, 30), step_ms=st.integers(20, 1000))
def test_a_lesson_is_slow_in_its_first_row_and_over_in_a_quarter_of_a_minute(
    rows: int, columns: int, step_ms: int
) -> None:
    walk = over((rows, columns))
    assert walk.steps == rows * columns
    pace = lesson(step_ms, 1500, walk)
    assert pace.first_row_ms >= pace.later_ms >= 20
    total = sum(Timeline(walk, pace, 0, 0).durations_ms)
    # No frame is shorter than a fiftieth of a second.
    assert total <= max(15_000, 20 * walk.steps + 15_000) + 20 * walk.steps * (20 * walk.steps > 7_500)
    if walk.steps * step_ms <= 10_000:
        assert total <= 15_000


def test_the_telling_step_is_the_central_cell_of_the_central_row() -> None:
    assert [over(size).telling for size in ((3, 3), (4, 4), (1, 5), (2, 3), (7,))] == [4, 10, 2, 4, 3]


def test_nothing_glides_back_over_the_data_at_the_end_of_a_row() -> None:
    timeline = Timeline(over((2, 3)), even(1000, 0), 0, 4)
    assert [len(list(timeline.moments(step))) for step in range(6)] == [5, 5, 1, 5, 5, 1]


def test_the_holds_are_those_that_were_asked_for(tmp_path: Path) -> None:
    Figure.of("conv", hold_ms="400:600", step_ms=200).save(tmp_path / "f.gif")
    with Image.open(tmp_path / "f.gif") as image:
        found = []
        for number in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(number)
            found.append(image.info["duration"])
    assert found == [400, 200, 200, 200, 800]


@pytest.mark.parametrize(("operation", "options"), [("conv", {}), ("conv", {"dim": 1}), ("conv", {"view": "flat"})])
def test_a_glide_moves_the_window_between_its_places(operation: str, options: dict[str, object]) -> None:
    still = Figure.of(operation, **options, hold_ms=0).scene()
    gliding = Figure.of(operation, **options, hold_ms=0, glide=3).scene()
    assert gliding.frames - still.frames == 3 * (len(still.stills) - 1)

    def windows(scene: object) -> list[tuple[float, float]]:
        shaded = [item for item in scene.items if item.style.fill in ("shade", "wash") and item.stop - item.start == 1]  # type: ignore[attr-defined]
        return [(item.x, item.y) for item in shaded if isinstance(item.shape, Outline)]

    places, moving = windows(still), windows(gliding)
    assert set(places) <= set(moving)
    assert len(set(moving)) > len(set(places))


def test_a_set_up_frame_has_no_window() -> None:
    scene = Figure.of("conv", hold_ms=500).scene()
    assert not [item for item in scene.items if item.start <= 0 < item.stop and item.style.fill == "shade"]
    assert scene.stills[0] == 1


@pytest.mark.parametrize("times", ["soon", "1:2:3", -1, "1:-1", 10**9, [1, "x"]])
def test_what_is_no_time(times: object) -> None:
    with pytest.raises(ConvanimError, match="hold_ms"):
        Figure.of("conv", hold_ms=times)
