"""Figures carry the command that makes them, in every format."""

import shlex
from pathlib import Path

import pytest
from PIL import Image

from convanim import Figure, cli, parts
from convanim.cli.command_line import figure_from_command
from convanim.publish.embedded_command import command_in

NASTY = "a \"quoted\" 'title' with <b> & \\ % 100 $HOME </script> and ; rm"


@pytest.mark.parametrize("suffix", parts.names("exporters"))
def test_a_figure_can_be_drawn_again_from_its_file(suffix: str, tmp_path: Path) -> None:
    Image.init()
    if suffix == "avif" and "AVIF" not in Image.SAVE:
        pytest.skip("this Pillow has no AVIF")
    if suffix in ("mp4", "webm"):
        pytest.importorskip("imageio_ffmpeg")
    if suffix == "pdf":
        pytest.importorskip("reportlab")
    figure = Figure.of("conv", input_size=(3, 4), kernel_size=2, padding="0:1x1", theme="light", title=NASTY, cell=20)
    path = tmp_path / f"f.{suffix}"
    figure.save(path)
    assert command_in(path) == shlex.split(figure.command)[1:]
    again = tmp_path / f"again.{suffix}"
    assert cli.main(["remake", str(path), "-q", "-o", str(again)]) == 0
    assert again.read_bytes() == path.read_bytes()


def test_options_change_what_is_drawn(tmp_path: Path) -> None:
    Figure.of("conv").save(tmp_path / "f.gif")
    assert cli.main(["remake", str(tmp_path / "f.gif"), "--k", "2", "--theme", "dark", "-q"]) == 0
    assert command_in(tmp_path / "f.gif") == shlex.split("conv --i 4 --k 2 --theme dark")


@pytest.mark.parametrize(
    "options",
    [
        {"operation": "transpose", "stride": 2, "output_padding": 1, "legend": True, "labels": False},
        {"operation": "max-pool", "dim": 1, "kernel_size": 3, "ceil_mode": True, "note": "64 channels, no bias"},
        {"operation": "avg-pool", "kernel_size": 3, "padding": 1, "count_include_pad": False, "glide": 2},
        {"operation": "conv", "padding": "same", "view": "flat", "weights": "sobel-x", "seed": 4},
        {"operation": "conv", "view": "flat", "values": [[1, 2.5], [3, -4]], "input_size": 2, "kernel_size": 1},
        {"operation": "conv", "hold_ms": (100, 200), "step_ms": 50, "loop": 3, "background": "transparent"},
        {"operation": "conv", "storyboard": "2x3", "lang": "zh", "cell": 17},
        {"operation": "conv", "background": "transparent", "matte": "#102030", "limit": False},
        {"operation": "conv", "dim": 1, "view": "flat", "values": [4, 5, 0.1 + 0.2], "input_size": 3, "still": "last"},
    ],
)
def test_a_command_line_says_all_of_a_figure(options: dict[str, object]) -> None:
    operation = str(options.pop("operation"))
    figure = Figure.of(operation, **options)
    again = figure_from_command(shlex.split(figure.command)[1:])
    assert again.command == figure.command
    assert again.layer == figure.layer
    assert again.scene() == figure.scene()


@pytest.mark.parametrize(("name", "content"), [("f.gif", b"GIF89a"), ("f.svg", b"<svg/>"), ("none.gif", None)])
def test_files_that_say_nothing(name: str, content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert cli.main(["remake", str(tmp_path / name)]) in (1, 2)


def test_what_has_no_effect_any_more_is_left_out_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, plain = tmp_path / "f.png", tmp_path / "plain.png"
    Figure.of("conv", view="flat", values="ones", weights="ones", theme="light").save(path)
    assert cli.main(["remake", str(path), "--view", "planes", "-o", str(tmp_path / "again.png")]) == 0
    told = capsys.readouterr().err
    assert "--values of its command is left out" in told
    assert "--weights of its command is left out" in told
    Figure.of("conv", theme="light").save(plain)
    with Image.open(plain) as one, Image.open(tmp_path / "again.png") as other:
        assert one.tobytes() == other.tobytes()
    # What somebody asks for now is still refused.
    assert cli.main(["remake", str(path), "--view", "planes", "--values", "ones"]) == 2
