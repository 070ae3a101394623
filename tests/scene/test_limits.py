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
    figure = Figure.of("conv", cell=900, title="words " * 400)
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
    # The set-up, the four rows of the matrix read across, and its sixteen columns read down.
    assert back.frames == 1 + 4 + 16
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


@pytest.mark.parametrize("background", ["paper", "transparent"])
@pytest.mark.parametrize("suffix", ["gif", "png", "webp", "avif"])
def test_a_raster_format_takes_no_more_memory_than_it_is_refused_for(suffix: str, background: str) -> None:
    if suffix == "avif" and not features.check("avif"):
        pytest.skip("this Pillow has no AVIF")
    code = (
        "import io, sys; from convanim import Figure, exporters;"
        "picture = Figure.of('conv', cell=int(sys.argv[3]), background=sys.argv[2]).picture();"
        "exporters.load(sys.argv[1]).write(picture, io.BytesIO())"
    )
    cell = 120 if suffix == "avif" else 240
    size = Figure.of("conv", cell=cell).scene()
    told = exporters.load(suffix).MEMORY
    most = told.paper if background == "paper" else told.clear
    taken = peak_mib(code, suffix, background, str(cell)) * 2**20
    assert taken < limits.BASE_MEMORY + most * size.width * size.height


def test_a_still_png_takes_twelve_bytes_a_pixel() -> None:
    code = (
        "import io, sys; from convanim import Figure, exporters;"
        "picture = Figure.of('conv', cell=400, still=1).picture();"
        "exporters.load('png').write_still(picture, 0, io.BytesIO())"
    )
    size = Figure.of("conv", cell=400).scene()
    assert peak_mib(code) * 2**20 < limits.BASE_MEMORY + 12 * size.width * size.height


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", "avif", "mp4", "webm"])
def test_a_format_refuses_pages_that_take_too_much_memory(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(ConvanimError, match=rf"a \.{suffix} of 8\d,[\d,]+ pixels would take [\d.]+ GB") as caught:
        Figure.of("conv", cell=1000, input_size=(4, 5)).save(tmp_path / f"f.{suffix}")
    assert "--no-limit" in caught.value.hint
    assert list(tmp_path.iterdir()) == []
