"""Videos show the painter's frames, each for its time."""

import io
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from pathlib import Path

import numpy as np
import pytest

from convanim import ConvanimError, FailedError
from convanim.exporters import Picture, _video
from convanim.exporters._video import Pace
from tests.exported import difference, painted, painted_without_paper, picture_of, written
from tests.pictures import Pixels

pytest.importorskip("imageio_ffmpeg")
import imageio_ffmpeg

SUFFIXES = ["mp4", "webm"]


def decoded(data: bytes, folder: Path, picture: Picture, channels: int = 3) -> tuple[list[Pixels], float]:
    """All frames of a video, and how many there are in a second."""
    (folder / "video").write_bytes(data)
    # ffmpeg's own decoder of VP9 leaves alpha out. (imageio's reader leaves its pipes open.)
    command = [imageio_ffmpeg.get_ffmpeg_exe(), *(["-c:v", "libvpx-vp9"] if channels == 4 else [])]
    command += ["-i", str(folder / "video"), "-f", "rawvideo", "-pix_fmt", "rgba" if channels == 4 else "rgb24", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    told = re.search(r"Video: .* (\d+)x(\d+).* ([\d.]+) fps", done.stderr.decode())
    assert told
    assert (int(told[1]), int(told[2])) == tuple(2 * ceil(side / 2) for side in picture.scene[:2])
    frames = np.frombuffer(done.stdout, np.uint8).reshape(-1, int(told[2]), int(told[1]), channels)
    return list(frames), float(told[3])


def over_time(picture: Picture, frames: list[Pixels], fps: float) -> Iterator[tuple[int, Pixels]]:
    """The number of the painter's frame that each frame of a video should show, and what it shows."""
    ends = list(itertools.accumulate(picture.scene.durations_ms))
    for number, frame in enumerate(frames):
        middle_ms = 1000 * (number + 0.5) / fps
        yield next(n for n, end in enumerate(ends) if middle_ms < end), frame


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("theme", ["classic", "light"])
def test_frames_are_the_painter_s_up_to_the_codec(suffix: str, theme: str, tmp_path: Path) -> None:
    picture = picture_of("transpose", kernel_size=3, stride=2, padding=1, theme=theme, hold_ms=(500, 1500))
    frames, fps = decoded(written(picture, suffix), tmp_path, picture)
    assert len(frames) / fps == sum(picture.scene.durations_ms) / 1000
    expected = painted(picture)
    width, height = picture.scene.width, picture.scene.height
    for number, frame in over_time(picture, frames, fps):
        assert frame.shape == (2 * ceil(height / 2), 2 * ceil(width / 2), 3)
        # Areas have their colour; the colour of edges is blurred, for it has a quarter of the pixels.
        apart = difference(frame[:height, :width], expected[number]).max(axis=2)
        assert np.median(apart) <= 3
        assert apart.mean() < 4
        assert (apart > 40).mean() < 0.03


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_odd_sides_are_filled_with_paper(suffix: str, tmp_path: Path) -> None:
    # A small figure, for a codec blurs colours: there is nothing but paper near the corner.
    picture = picture_of(theme="dark", cell=10, labels=False)
    odd = picture._replace(scene=picture.scene._replace(width=201, height=151))
    (frame, *_), _ = decoded(written(odd, suffix), tmp_path, odd)
    assert frame.shape == (152, 202, 3)
    assert difference(frame[151, 201], np.array(odd.theme.colours["paper"].rgb)).max() <= 4


@pytest.mark.parametrize(
    ("durations_ms", "repeats", "piped", "played"),
    [
        ([1000, 1000, 3000], [1, 1, 3], 1, 10),
        ([500, 40, 40], [25, 2, 2], 50, 50),
        ([333, 333], [1, 1], Fraction(1000, 333), 4 * Fraction(1000, 333)),
        ([700], [1], Fraction(10, 7), 7 * Fraction(10, 7)),
        # Nothing divides these: sixtieths of a second, and the error of one is made good by the next.
        ([1001, 503], [60, 30], 60, 60),
        ([107, 109, 107, 109], [6, 7, 6, 7], 60, 60),
    ],
)
def test_paces(durations_ms: list[int], repeats: list[int], piped: Fraction, played: Fraction) -> None:
    pace = Pace(durations_ms, slowest=10)
    assert (pace.repeats, pace.piped, pace.played) == (repeats, piped, played)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_times_that_no_frame_rate_has_do_not_drift(suffix: str, tmp_path: Path) -> None:
    picture = picture_of("conv", input_size=5, cell=8, labels=False, step_ms=107, hold_ms=(50, 0))
    frames, fps = decoded(written(picture, suffix), tmp_path, picture)
    assert fps == 60
    assert abs(len(frames) - (0.05 + 9 * 0.107) * 60) <= 0.5


def test_webm_can_be_transparent(tmp_path: Path) -> None:
    picture = picture_of("conv", background="transparent")
    frames, fps = decoded(written(picture, "webm"), tmp_path, picture, channels=4)
    expected = painted_without_paper(picture)
    for number, frame in over_time(picture, frames, fps):
        ours = expected[number]
        assert difference(frame[: ours.shape[0], : ours.shape[1], 3], ours[..., 3]).mean() < 3


def test_mp4_says_that_it_cannot_be_transparent() -> None:
    with pytest.raises(ConvanimError, match="cannot be transparent") as caught:
        written(picture_of(background="transparent"), "mp4")
    assert ".webm" in caught.value.hint


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_files_tell_the_command_that_makes_them(suffix: str, tmp_path: Path) -> None:
    picture = picture_of(title="Strided", command="convanim conv --title 'a = b; × 3'")
    (tmp_path / "f").write_bytes(written(picture, suffix))
    program = imageio_ffmpeg.get_ffmpeg_exe()
    told = subprocess.run([program, "-i", str(tmp_path / "f")], capture_output=True, text=True, check=False).stderr
    assert "convanim conv --title 'a = b; × 3'" in told
    assert "Strided" in told


def test_mp4_starts_to_play_before_it_is_loaded() -> None:
    data = written(picture_of(), "mp4")
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_figure_is_the_same_bytes_later(suffix: str, tmp_path: Path) -> None:
    code = (
        "import sys, time; time.sleep(1.1); from tests.exported import picture_of, written;"
        f"open(sys.argv[1], 'wb').write(written(picture_of(title='A'), {suffix!r}))"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "f")], check=True)
    assert (tmp_path / "f").read_bytes() == written(picture_of(title="A"), suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_missing_is_named_with_its_installation(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(FailedError, match="not installed") as caught:
        written(picture_of(), suffix)
    assert "pip install 'convanim[video]'" in caught.value.hint


def test_a_codec_that_this_ffmpeg_lacks_is_a_failure() -> None:
    with pytest.raises(FailedError, match="ffmpeg could not write the video"):
        _video.encode(picture_of(), io.BytesIO(), "mp4", _video.Codec("no-such-codec", "yuv420p", (), 10))
