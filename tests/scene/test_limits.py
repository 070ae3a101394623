"""Limits hold for what is drawn, whatever it was made of."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, features

from convanim import ConvanimError, Figure, exporters
from convanim.scene import limits


def convanim(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "convanim", *arguments]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"input_size": 20, "storyboard": "10x10", "cell": 60}, r"the picture would have [2-9]\d\d,\d{3},\d{3} pixels"),
        ({"input_size": 14, "view": "matrix", "round_trip": True, "glide": 60}, r"would have 2\d,\d{3} frames"),
        ({"view": "matrix", "round_trip": True, "cell": 900}, r"would have [\d,]{11,} pixels"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_drawn(
    tmp_path: Path, options: dict[str, object], message: str
) -> None:
    with pytest.raises(ConvanimError, match=message) as caught:
        Figure.of("conv", **options).save(tmp_path / "f.png")
    assert "--no-limit" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_page_whose_words_make_it_too_large_is_refused(tmp_path: Path) -> None:
    figure = Figure.of("conv", cell=900, title="words " * 9000)
    with pytest.raises(ConvanimError, match="pixels, which is more than 100,000,000"):
        figure.save(tmp_path / "f.svg")


def test_a_storyboard_that_is_not_too_large_has_the_size_that_was_told(tmp_path: Path) -> None:
    saved = Figure.of("conv", input_size=5, storyboard="2x3", cell=10).save(tmp_path / "f.png")
    with Image.open(saved.path) as image:
        assert image.size == (saved.width, saved.height)


def test_a_round_trip_is_as_wide_as_other_figures(tmp_path: Path) -> None:
    saved = Figure.of("conv", input_size=6, view="matrix", round_trip=True, still=1).save(tmp_path / "f.png")
    with Image.open(saved.path) as image:
        assert image.width <= 1250  # 1,200, and what rounding adds


def test_a_round_trip_still_has_all_of_its_frames() -> None:
    back = Figure.of("conv", input_size=4, view="matrix", round_trip=True).scene()
    # The poster, the set-up, the four rows of the matrix read across, and its sixteen columns read down.
    assert back.frames == 1 + 1 + 4 + 16
    assert max(item.start for item in back.items) < back.frames


@pytest.mark.parametrize("suffix", ["mp4", "webm"])
def test_a_video_that_nobody_would_watch_is_refused(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("imageio_ffmpeg")
    figure = Figure.of("conv", input_size=5, step_ms=600_000)
    with pytest.raises(ConvanimError, match="the video would last 90 minutes, which is more than 60"):
        figure.save(tmp_path / f"f.{suffix}")
    # The names are looked at before the first is written.
    done = subprocess.run(
        convanim("conv", "--i", "5", "--step-ms", "600000", "-o", "f.gif", "-o", f"f.{suffix}"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert list(tmp_path.iterdir()) == []


def peak_mib(code: str, *arguments: str) -> float:
    """The most memory that a Python program took; it inherits nothing from this one."""
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not tell")
    told = "; print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    done = subprocess.run([sys.executable, "-c", code + told, *arguments], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 1024


def test_a_large_matrix_takes_no_more_memory_than_a_row(tmp_path: Path) -> None:
    code = (
        "import sys; from convanim import cli;"
        "assert cli.main(['matrix', 'conv', '--i', '48', '--k', '24', '--npy', '-o', sys.argv[1]]) == 0"
    )
    # 360,000 weights in 1,440,000 elements: 150 MiB if all of them were remembered.
    assert peak_mib(code, str(tmp_path / "f.npy")) < 80


DRAW = (
    "import io, sys; from convanim import Figure, exporters; suffix, background, cell, size, still = sys.argv[1:];"
    "options = {'still': 1} if still else {};"
    "f = Figure.of('conv', cell=int(cell), input_size=int(size), background=background, **options);"
    "exporters.load(suffix).write(f.picture(), io.BytesIO())"
)


def taken_by(suffix: str, background: str, cell: int, size: int = 4, still: str = "") -> tuple[float, int]:
    """Bytes that a figure takes beyond those that any does, and the pixels of its page."""
    scene = Figure.of("conv", cell=cell, input_size=size).scene()
    taken = peak_mib(DRAW, suffix, background, str(cell), str(size), still) * 2**20
    return taken - limits.BASE_MEMORY, scene.width * scene.height


@pytest.mark.parametrize("background", ["paper", "transparent"])
@pytest.mark.parametrize(
    ("suffix", "cell", "size"), [("gif", 300, 4), ("png", 300, 4), ("webp", 300, 4), ("avif", 60, 9)]
)
def test_a_raster_format_takes_no_more_memory_than_it_is_refused_for(
    suffix: str, cell: int, size: int, background: str
) -> None:
    if suffix == "avif" and not features.check("avif"):
        pytest.skip("this Pillow has no AVIF")
    taken, pixels = taken_by(suffix, background, cell, size)
    told = exporters.load(suffix).MEMORY
    assert taken < pixels * (told.paper if background == "paper" else told.clear)


def test_a_still_is_under_twelve_bytes_a_pixel() -> None:
    taken, pixels = taken_by("png", "paper", 300, still="still")
    assert taken < 12 * pixels


@pytest.mark.parametrize("suffix", ["gif", "png"])
def test_gif_and_png_promise_twelve_bytes_a_pixel(suffix: str) -> None:
    assert max(exporters.load(suffix).MEMORY[:2]) <= 12


@pytest.mark.parametrize("suffix", ["gif", "png"])
@pytest.mark.parametrize("background", ["paper", "transparent"])
def test_a_cell_of_a_thousand_pixels_is_not_too_large(suffix: str, background: str) -> None:
    picture = Figure.of("conv", cell=1000, background=background).picture()
    assert picture.scene.width * picture.scene.height > 60_000_000
    exporters.load(suffix).refuse(picture)


@pytest.mark.parametrize(
    ("suffix", "background"),
    [("gif", "transparent"), ("webp", "paper"), ("avif", "paper"), ("mp4", "paper"), ("webm", "paper")],
)
def test_a_format_refuses_pages_that_take_too_much_memory(tmp_path: Path, suffix: str, background: str) -> None:
    with pytest.raises(ConvanimError, match=rf"a \.{suffix} of [\d,]+ pixels would take [\d.]+ GB") as caught:
        Figure.of("conv", cell=1000, input_size=(4, 6), background=background).save(tmp_path / f"f.{suffix}")
    assert "--no-limit" in caught.value.hint
    assert list(tmp_path.iterdir()) == []
