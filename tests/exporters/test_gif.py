"""The file that a GIF is: its frames, times, colours and size."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from convanim import ConvanimError, FailedError, Figure
from convanim.raster import paint
from convanim.raster.palette import Palette
from convanim.style import theme
from tests.pictures import frames


def test_frames_are_the_painter_s_up_to_the_palette(tmp_path: Path) -> None:
    figure = Figure.of("transpose", kernel_size=3, stride=2, padding=1)
    figure.save(tmp_path / "f.gif")
    scene = figure.scene()
    found = frames(tmp_path / "f.gif")
    assert len(found) == scene.frames
    for ours, frame in zip(paint.frames(scene, theme.load("classic")), found, strict=True):
        painted = np.stack([ours.pixels >> 16, ours.pixels >> 8 & 255, ours.pixels & 255], 1).reshape(frame.shape)
        difference = np.abs(painted.astype(int) - frame).max(axis=2)
        assert difference.max() < 60
        assert (difference > 3).mean() < 0.04


def test_one_palette_of_thirty_two_entries_one_of_them_clear(tmp_path: Path) -> None:
    Figure.of("conv").save(tmp_path / "f.gif")
    seen = {tuple(colour) for frame in frames(tmp_path / "f.gif") for colour in frame.reshape(-1, 3)}
    assert len(seen) <= 31


@pytest.mark.parametrize(("loop", "repeats"), [(0, 0), (1, None), (3, 2)])
def test_time_and_loops(tmp_path: Path, loop: int, repeats: int | None) -> None:
    Figure.of("conv", step_ms=250, loop=loop).save(tmp_path / "f.gif")
    with Image.open(tmp_path / "f.gif") as image:
        # The file counts the times that it plays again; without the count it plays once.
        assert image.info.get("loop") == repeats
        for number in range(4):
            image.seek(number)
            assert image.info["duration"] == 250


def test_the_same_figure_is_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "convanim", "transpose", "--k", "3", "-q", "-o"]
    for name, seed in (("a", "1"), ("b", "2")):
        folder = tmp_path / name
        folder.mkdir()
        subprocess.run([*command, "f.gif"], cwd=folder, check=True, env={"PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"})
    assert (tmp_path / "a" / "f.gif").read_bytes() == (tmp_path / "b" / "f.gif").read_bytes()


def test_optimize_makes_the_same_picture_smaller(tmp_path: Path) -> None:
    pytest.importorskip("shutil").which("gifsicle") or pytest.skip("gifsicle is not installed")
    Figure.of("conv").save(tmp_path / "plain.gif")
    Figure.of("conv", optimize=True).save(tmp_path / "small.gif")
    plain, small = frames(tmp_path / "plain.gif"), frames(tmp_path / "small.gif")
    assert all(np.array_equal(one, other) for one, other in zip(plain, small, strict=True))
    assert (tmp_path / "small.gif").stat().st_size < 0.97 * (tmp_path / "plain.gif").stat().st_size


def test_optimize_says_how_to_install_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FailedError, match="not installed") as caught:
        Figure.of("conv", optimize=True).save(tmp_path / "f.gif")
    assert "apt-get install gifsicle" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_numbered_stills(tmp_path: Path) -> None:
    Figure.of("conv").save(tmp_path / "step-%03d.png")
    Figure.of("conv").save(tmp_path / "f.gif")
    names = sorted(path.name for path in tmp_path.glob("*.png"))
    assert names == ["step-000.png", "step-001.png", "step-002.png", "step-003.png"]
    animated = frames(tmp_path / "f.gif")
    for number, name in enumerate(names):
        (still,) = frames(tmp_path / name)
        assert np.abs(still.astype(int) - animated[number]).max() < 60


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("f.giff", "no format has the suffix '.giff'"),
        ("f", "no suffix"),
        ("f-%03d.mp4", "holds all steps"),
        ("f-%03d.html", "holds all steps"),
    ],
)
def test_a_name_that_no_format_has(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        Figure.of("conv").save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_palette_keeps_exact_colours_and_chooses_the_rest() -> None:
    sample = np.array([0xFF0000] * 3 + [0x00FF00] * 30 + [0x0000FF] * 40, np.uint32)
    palette = Palette(np.repeat(sample, 3), [(255, 0, 0)], 3)
    assert palette.colours.tolist() == [[255, 0, 0], [0, 0, 255], [0, 255, 0]]
    assert palette.index(np.array([0xFE0101, 0x10F010, 0x0000F0, 0xFF0000], np.uint32)).tolist() == [0, 2, 1, 0]


def test_more_colours_than_were_sampled_find_their_nearest() -> None:
    palette = Palette(np.zeros(9, np.uint32), [(0, 0, 0), (255, 255, 255)], 4)
    assert palette.index(np.array([0x101010, 0xEEEEEE], np.uint32)).tolist() == [0, 1]


def test_a_file_that_pillow_reads_is_one_that_gifsicle_reads(tmp_path: Path) -> None:
    pytest.importorskip("shutil").which("gifsicle") or pytest.skip("gifsicle is not installed")
    Figure.of("conv", step_ms=20).save(tmp_path / "f.gif")
    told = subprocess.run(["gifsicle", "--info", str(tmp_path / "f.gif")], capture_output=True, text=True, check=True)
    assert "4 images" in told.stdout
    assert "warning" not in told.stderr
    assert io.BytesIO((tmp_path / "f.gif").read_bytes()).read(6) == b"GIF89a"
