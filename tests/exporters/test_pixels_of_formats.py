"""GIF, PNG, WebP and AVIF show the same frames for the same times, with paper and without."""

import io
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from convanim import ConvanimError, FailedError
from convanim.exporters import _pages
from convanim.scene import stills
from tests.exported import difference, painted, painted_without_paper, picture_of, written, written_still
from tests.pictures import Pixels, frames

DARK = (13, 17, 23)
Image.init()
needs_avif = pytest.mark.skipif("AVIF" not in Image.SAVE, reason="this Pillow has no AVIF")
ANIMATED = ["gif", "png", "webp", pytest.param("avif", marks=needs_avif)]
LOOPING = ["png", "webp"]


def on_page(data: bytes, page: tuple[int, int, int]) -> list[Pixels]:
    """Every frame of a file as a page of this colour shows it."""
    found = []
    with Image.open(io.BytesIO(data)) as image:
        for number in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(number)
            ground = Image.new("RGBA", image.size, page)
            ground.alpha_composite(image.convert("RGBA"))
            found.append(np.asarray(ground.convert("RGB")))
    return found


def durations(data: bytes) -> list[float]:
    found = []
    with Image.open(io.BytesIO(data)) as image:
        for number in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(number)
            image.load()
            found.append(image.info["duration"])
    return found


@pytest.mark.parametrize("operation", ["conv", "transpose"])
def test_every_pixel_of_a_webp_is_the_painter_s(operation: str) -> None:
    picture = picture_of(operation, kernel_size=3, stride=2, padding=1)
    found = frames(written(picture, "webp"))
    assert len(found) == picture.scene.frames > 1
    for ours, frame in zip(painted(picture), found, strict=True):
        assert np.array_equal(ours, frame)


@pytest.mark.parametrize("theme", ["classic", "dark"])
@pytest.mark.parametrize("view", ["planes", "linked"])
def test_apng_shows_the_same_up_to_shades_that_nobody_tells_apart(theme: str, view: str) -> None:
    picture = picture_of("transpose", kernel_size=3, stride=2, padding=1, theme=theme, view=view, glide=1)
    for ours, frame in zip(painted(picture), frames(written(picture, "png")), strict=True):
        assert (difference(ours, frame).max(axis=2) > 24).mean() < 0.001
        # Words of many colours have more smooth pixels than a palette has entries: those are up to 6 levels off.
        assert (difference(ours, frame).max(axis=2) > 6).mean() < 0.006


@pytest.mark.parametrize(
    ("operation", "options"),
    [
        ("conv", {"input_size": 5, "glide": 3}),
        ("conv", {"input_size": 5, "background": "transparent"}),
        ("conv", {"input_size": 4, "view": "matrix", "theme": "light"}),
        ("conv", {"input_size": 5, "view": "flat"}),
        ("transpose", {"stride": 2, "view": "linked", "theme": "dark"}),
    ],
)
def test_apng_is_not_much_larger_than_the_gif(operation: str, options: dict[str, object]) -> None:
    picture = picture_of(operation, "", cell=20, **options)
    assert len(written(picture, "png")) < 1.3 * len(written(picture, "gif"))


def test_gif_shows_the_same_up_to_its_palette() -> None:
    picture = picture_of("transpose", kernel_size=3, stride=2, padding=1)
    for gif, webp in zip(frames(written(picture, "gif")), frames(written(picture, "webp")), strict=True):
        assert difference(gif, webp).max() < 60
        assert (difference(gif, webp).max(axis=2) > 3).mean() < 0.04


@needs_avif
def test_avif_shows_nearly_the_same() -> None:
    picture = picture_of("conv", theme="light")
    for ours, frame in zip(painted(picture), frames(written(picture, "avif")), strict=True):
        assert difference(ours, frame).mean() < 2
        assert np.quantile(difference(ours, frame), 0.999) < 40


@pytest.mark.parametrize("suffix", ANIMATED)
def test_frames_last_as_long_as_they_should(suffix: str) -> None:
    picture = picture_of("conv", step_ms=250, hold_ms=(500, 70_000))
    assert durations(written(picture, suffix)) == picture.scene.durations_ms == [500, 250, 250, 250, 70_250]


@pytest.mark.parametrize("background", ["paper", "transparent"])
def test_a_gif_of_gliding_frames_is_as_long_as_its_film(background: str) -> None:
    picture = picture_of("conv", input_size=5, step_ms=250, glide=4, cell=10, background=background)
    wanted = picture.scene.durations_ms
    found = durations(written(picture, "gif"))
    assert 31 in wanted, "no frame whose time GIF cannot say"
    assert len(found) == len(wanted)
    for at in range(len(wanted) + 1):
        assert abs(sum(found[:at]) - sum(wanted[:at])) <= 5


def test_a_gif_says_what_it_cannot_hold() -> None:
    with pytest.raises(
        ConvanimError, match=r"a frame of 1,200 seconds is longer than a GIF can say \(655.35 seconds\)"
    ):
        written(picture_of("conv", step_ms=600_000, hold_ms=600_000), "gif")


def test_a_hold_that_is_too_short_to_say_is_the_shortest_that_browsers_keep() -> None:
    assert durations(written(picture_of("conv", step_ms=20, hold_ms="5:0"), "gif"))[0] == 20


@pytest.mark.parametrize("suffix", ANIMATED)
def test_frames_that_show_the_same_keep_their_time(suffix: str) -> None:
    picture = picture_of("conv", step_ms=100)
    twice = picture.scene._replace(
        items=[item._replace(start=2 * item.start, stop=2 * min(item.stop, 4)) for item in picture.scene.items],
        durations_ms=[100] * 8,
    )
    assert sum(durations(written(picture._replace(scene=twice), suffix))) == 800


@pytest.mark.parametrize("suffix", LOOPING)
@pytest.mark.parametrize("loop", [0, 1, 3])
def test_loops(suffix: str, loop: int) -> None:
    with Image.open(io.BytesIO(written(picture_of(loop=loop), suffix))) as image:
        assert image.info["loop"] == loop


@needs_avif
def test_avif_says_that_it_plays_for_ever() -> None:
    with pytest.raises(ConvanimError, match="plays for ever, not 2 times"):
        written(picture_of(loop=2), "avif")


def test_without_paper_every_pixel_of_a_webp_has_the_painter_s_alpha() -> None:
    picture = picture_of("transpose", kernel_size=3, stride=2, padding=1, background="transparent")
    with Image.open(io.BytesIO(written(picture, "webp"))) as image:
        for number, ours in enumerate(painted_without_paper(picture)):
            image.seek(number)
            frame = np.asarray(image.convert("RGBA"))
            assert np.array_equal(frame[..., 3], ours[..., 3])
            seen = frame[..., 3] > 0
            assert np.array_equal(frame[seen], ours[seen])


def test_a_picture_without_paper_on_white_is_the_one_on_paper() -> None:
    picture = picture_of("transpose", kernel_size=3, stride=2, padding=1, background="transparent")
    for ours, frame in zip(painted(picture), on_page(written(picture, "webp"), (255, 255, 255)), strict=True):
        assert difference(ours, frame).max() <= 2


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", pytest.param("avif", marks=needs_avif)])
def test_nothing_of_a_frame_is_left_in_the_next_one_on_a_dark_page(suffix: str) -> None:
    picture = picture_of("conv", input_size=5, background="transparent", matte="#0d1117")
    expected = painted_without_paper(picture)
    most = {"gif": 60, "avif": 90, "png": 30, "webp": 2}[suffix]
    for ours, frame in zip(expected, on_page(written(picture, suffix), DARK), strict=True):
        cover = ours[..., 3:] / 255
        assert difference(np.rint(ours[..., :3] * cover + np.array(DARK) * (1 - cover)), frame).max() <= most
        if suffix != "avif":
            assert (frame[ours[..., 3] == 0] == DARK).all(), "ground that is not clear"
    # Something vanishes from the ground in each of these frames, or the test tests nothing.
    for before, after in pairwise(expected):
        assert ((before[..., 3] > 0) & (after[..., 3] == 0)).any()


def test_edges_of_a_gif_are_mixed_with_the_theme_s_paper_where_no_matte_is_given() -> None:
    picture = picture_of("conv", background="transparent")
    for ours, frame in zip(painted(picture), on_page(written(picture, "gif"), (255, 255, 255)), strict=True):
        assert difference(ours, frame).max() < 60


def test_a_clear_gif_clears_no_more_than_it_must() -> None:
    clear, paper = (
        len(written(picture_of(input_size=6, background=ground), "gif")) for ground in ("transparent", "paper")
    )
    assert clear < 3 * paper


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", pytest.param("avif", marks=needs_avif)])
@pytest.mark.parametrize("background", ["paper", "transparent"])
def test_a_still_is_its_frame(suffix: str, background: str) -> None:
    picture = picture_of("conv", theme="light", background=background)
    (shown,) = frames(written_still(picture, 2, suffix))
    near = 60 if suffix in ("gif", "avif") else 2
    assert np.quantile(difference(shown, painted(picture)[2]), 0.9999) <= near


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", pytest.param("avif", marks=needs_avif)])
def test_files_tell_the_command_that_makes_them(suffix: str) -> None:
    command = "convanim conv --note 'é × 3 < 4'"
    data = written(picture_of(command=command, title="A figure"), suffix)
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        if suffix in ("webp", "avif"):
            assert "convanim conv --note 'é × 3 &lt; 4'" in image.info["xmp"].decode()
        elif suffix == "gif":
            assert image.info["comment"].decode() == command
        else:
            assert image.info["Comment"] == command
            assert image.info["Software"] == "convanim"


@pytest.mark.parametrize("suffix", ANIMATED)
def test_the_same_figure_is_the_same_bytes_later_and_elsewhere(suffix: str, tmp_path: Path) -> None:
    code = (
        "import sys, time; time.sleep(1.1); from tests.exported import picture_of, written;"
        f"open(sys.argv[1], 'wb').write(written(picture_of(title='A'), {suffix!r}))"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "f")], check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert (tmp_path / "f").read_bytes() == written(picture_of(title="A"), suffix)


@needs_avif
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processors cannot be taken away here")
def test_avif_is_the_same_bytes_on_one_processor(tmp_path: Path) -> None:
    code = (
        "import os, sys; os.sched_setaffinity(0, map(int, sys.argv[2].split(',')));"
        "from tests.exported import picture_of, written_still;"
        "picture = picture_of('transpose', input_size=3, stride=2, cell=60, theme='light');"
        "open(sys.argv[1], 'wb').write(written_still(picture, 1, 'avif'))"
    )
    all_of_them = sorted(os.sched_getaffinity(0))
    if len(all_of_them) == 1:
        pytest.skip("there is one processor")
    for name, processors in (("one", all_of_them[:1]), ("all", all_of_them)):
        command = [sys.executable, "-c", code, str(tmp_path / name), ",".join(map(str, processors))]
        subprocess.run(command, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "all").read_bytes()


def test_a_reel_shows_the_frame_that_is_sought() -> None:
    reel = _pages.reel(picture_of())
    expected = painted(picture_of())
    for number in (0, 1, 3, 1, 0, 2):
        reel.seek(number)
        assert reel.tell() == number
        assert np.array_equal(np.asarray(reel.convert("RGB")), expected[number])
    with pytest.raises(EOFError):
        reel.seek(4)


def test_avif_says_how_to_install_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(Image.SAVE, "AVIF", raising=False)
    with pytest.raises(FailedError, match="cannot write AVIF") as caught:
        written(picture_of(), "avif")
    assert "pip install 'pillow>=11.3'" in caught.value.hint


@pytest.mark.parametrize("suffix", ANIMATED)
def test_a_scene_of_one_frame_is_one_picture(suffix: str) -> None:
    picture = picture_of("conv")
    alone = picture._replace(scene=stills.frame_alone(picture.scene, 2))
    with Image.open(io.BytesIO(written(alone, suffix))) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert np.quantile(difference(np.asarray(image.convert("RGB")), painted(picture)[2]), 0.999) < 60
