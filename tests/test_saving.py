"""What Python makes of a figure: bytes, open files, images, facts. The judges read files by themselves."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import convanim
from convanim import ConvanimError, FailedError, Figure, parts
from tests.pictures import kind_of

SMALL: dict[str, Any] = {"input_size": 4, "kernel_size": 3, "cell": 10}


@pytest.mark.parametrize("suffix", parts.names("exporters"))
def test_bytes_are_what_a_file_of_this_suffix_has(suffix: str, tmp_path: Path) -> None:
    figure = convanim.conv(**SMALL)
    saved = figure.save(tmp_path / f"up.{suffix}")
    content = figure.to_bytes(suffix)
    assert content == (tmp_path / f"up.{suffix}").read_bytes()
    assert kind_of(content) == suffix
    file = io.BytesIO()
    assert figure.save(file, format=f".{suffix.upper()}") == saved._replace(path=Path("-"))
    assert file.getvalue() == content


def test_any_open_file_of_bytes_will_do(tmp_path: Path) -> None:
    with (tmp_path / "up").open("wb") as file:
        convanim.conv(**SMALL).save(file, "png")
    with Image.open(tmp_path / "up") as image:
        assert image.format == "PNG"
        assert image.n_frames == 4  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("file", "format_", "message"),
    [
        (io.BytesIO(), None, "does not say which format"),
        (io.BytesIO(), "gfi", "no format has the suffix 'gfi'"),
        (io.BytesIO(), "", "no suffix"),
        (io.StringIO(), "gif", "open for text"),
        ("up.gif", "png", "a name has its format in its suffix"),
        ("up", None, "no suffix"),
    ],
)
def test_what_names_no_format_is_refused(file: Any, format_: str | None, message: str) -> None:
    with pytest.raises(ConvanimError, match=message) as caught:
        convanim.conv(**SMALL).save(file, format_)
    assert caught.value.exit_status == 2
    assert caught.value.hint


def test_what_cannot_be_written_is_a_failure_and_nothing_is_sent_of_a_wrong_figure(tmp_path: Path) -> None:
    closed = io.BytesIO()
    closed.close()
    with pytest.raises(FailedError, match="could not be written: i/o operation on closed file"):
        convanim.conv(**SMALL).save(closed, "gif")
    with (tmp_path / "up").open("wb") as file, pytest.raises(ConvanimError, match="cannot follow"):
        convanim.conv(**SMALL, theme="auto").save(file, "gif")
    assert (tmp_path / "up").read_bytes() == b""


@pytest.mark.parametrize("background", ["paper", "transparent"])
def test_frames_are_those_of_the_animation(background: str, tmp_path: Path) -> None:
    figure = Figure.of("conv", **SMALL, step_ms=300, hold_ms=(500, 700), background=background)
    frames = list(figure.frames())
    figure.save(tmp_path / "up-%d.png")
    stills = [Image.open(path).convert("RGBA") for path in sorted(tmp_path.glob("up-*.png"))]
    assert len(frames) == 5
    assert [duration for _, duration in frames] == [500, 300, 300, 300, 1000]
    assert {frame.image.mode for frame in frames} == {"RGB" if background == "paper" else "RGBA"}
    for frame, still in zip(frames[1:], stills, strict=True):
        assert np.array_equal(np.asarray(frame.image.convert("RGBA")), np.asarray(still))


def test_frames_of_what_has_two_colours_or_is_too_large_are_refused_at_once() -> None:
    with pytest.raises(ConvanimError, match="cannot follow the reader"):
        convanim.conv(theme="auto").frames()
    with pytest.raises(ConvanimError, match="88,804 steps"):
        convanim.conv(input_size=300).frames()


def test_a_figure_tells_its_arithmetic() -> None:
    figure = convanim.transpose(input_size=(3, 4), kernel_size=3, stride=2, padding=1, output_padding=1)
    assert figure.output_size == (6, 8)
    assert convanim.conv(dim=1, input_size=9, stride=2).output_size == (4,)
    # By numpy: what the taps read and where adds up to the correlation.
    values, weights = np.arange(25.0).reshape(5, 5), np.arange(9.0).reshape(3, 3)
    windows = np.lib.stride_tricks.sliding_window_view(values, (3, 3))
    wanted = np.einsum("abij,ij->ab", windows, weights)
    for step in convanim.conv(input_size=5).steps():
        assert sum(values[tap.input] * weights[tap.kernel] for tap in step.taps if tap.input) == wanted[step.output]
    assert "(3 − 1) × 2 − 2 × 1 + 1 × (3 − 1) + 1 + 1 = 6" in figure.explain()
    assert "nn.ConvTranspose2d" in figure.explain()


def test_steps_have_the_limit_of_the_figure() -> None:
    with pytest.raises(ConvanimError, match="88,804 steps"):
        convanim.conv(input_size=300).steps()
    assert next(Figure.of("conv", input_size=300, limit=False).steps()).output == (0, 0)
