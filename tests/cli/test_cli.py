"""The program as its users meet it: what it prints, where, and how it ends."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from convanim import cli
from convanim.layers import operations
from tests.pictures import frames

GROUPS = ("explain", "matrix", "solve", "steps")
COMMANDS = [*operations.names(), "batch", "gallery", "init", "layer", "post", "remake", "themes", *GROUPS]
COMMANDS += [
    f"{group} {name}" for group in GROUPS for name in operations.names() if (group, name[-4:]) != ("matrix", "pool")
]


class Ended:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


Run = Callable[[str], Ended]


@pytest.fixture
def convanim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def run(command: str) -> Ended:
        status = cli.main(shlex.split(command))
        out, err = capsys.readouterr()
        return Ended(status, out, err)

    return run


def test_the_first_command(convanim: Run, tmp_path: Path) -> None:
    ended = convanim("transpose --k 3 --s 2")
    assert ended.status == 0
    written = tmp_path / "transpose_i2_k3_s2.gif"
    size = f"{written.stat().st_size:,}"
    assert re.fullmatch(rf"transpose_i2_k3_s2.gif: 25 frames, \d+ × \d+ pixels, {size} bytes\n", ended.out)
    assert len(frames(written)) == 25


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("--i 5 --k 2 --s 2 --p 1 --d 2", "-i 5 -k 2 -s 2 -p 1 -d 2"),
        ("--i 5 --k 2", "--input-size 5 --kernel-size 2"),
        ("--s 2 --p 1 --d 2 --op 1", "--stride 2 --padding 1 --dilation 2 --output-padding 1"),
        ("--s 2 --op 1", "-s2 -op 1"),
        ("--k 3x5", "--k 3×5"),
        ("--k 3", "--k 3x3"),
    ],
)
def test_options_have_short_and_whole_names(convanim: Run, one: str, other: str) -> None:
    told = [convanim(f"steps transpose {options}") for options in (one, other)]
    assert [ended.status for ended in told] == [0, 0]
    assert told[0].out == told[1].out


def test_steps_print_one_json_object(convanim: Run) -> None:
    told = json.loads(convanim("steps transpose --i 2x3 --k 3 --s 2 --p 1x0 --op 1").out)
    assert list(told) == [
        "operation",
        "input_size",
        "kernel_size",
        "stride",
        "padding",
        "dilation",
        "output_padding",
        "output_size",
        "steps",
    ]
    assert told["operation"] == "transpose"
    assert told["input_size"] == [2, 3]
    assert told["padding"] == [[1, 1], [0, 0]]
    assert told["output_padding"] == [1, 1]
    # PyTorch's documentation of ConvTranspose2d: (i - 1) s - 2 p + d (k - 1) + op + 1.
    assert told["output_size"] == [4, 8]
    assert len(told["steps"]) == 32
    assert {tap["kind"] for step in told["steps"] for tap in step["taps"]} == {"input", "inserted", "padding", "extra"}
    # Output (0, 0) of a layer with padding 1 × 0 reads weight (1, 0) of input (0, 0): stamp 0 starts at row -1.
    reading = [tap for tap in told["steps"][0]["taps"] if tap["input"]]
    assert reading == [{"kernel": [1, 0], "input": [0, 0], "kind": "input"}]


def test_missing_folders_are_made(convanim: Run, tmp_path: Path) -> None:
    assert convanim("conv -o a/b/c.gif --quiet").out == ""
    assert (tmp_path / "a/b/c.gif").exists()


def test_standard_output_gets_the_picture_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "convanim", "conv", "-o"]
    piped = subprocess.run([*command, "-"], cwd=tmp_path, capture_output=True, check=True)
    assert piped.stderr == b""
    subprocess.run([*command, "f.gif"], cwd=tmp_path, capture_output=True, check=True)
    assert piped.stdout == (tmp_path / "f.gif").read_bytes()
    assert os.listdir(tmp_path) == ["f.gif"]


@pytest.mark.parametrize(
    ("command", "status", "error"),
    [
        ("conv --k 3 --d 3 --i 3 --p 1", 2, "spans 7 cells, but the padded input has only 5"),
        ("conv --k 0", 2, "kernel_size: 0 is too small"),
        ("conv --k 3y", 2, "kernel_size: '3y' is not a size"),
        ("conv --step-ms soon", 2, "step_ms: 'soon' is not a whole number"),
        ("conv --op 1", 2, "--op"),
        ("conv --kk 1", 2, "--kk"),
        ("conv --k", 2, "requires an argument"),
        ("conv 5", 2, "unexpected extra argument"),
        ("conf", 2, "there is no command 'conf'"),
        ("steps conf", 2, "there is no operation 'conf'"),
        ("conv --theme dusk", 2, "there is no theme 'dusk'"),
        ("conv -o f.giff", 2, "no format has the suffix '.giff'"),
        ("conv --i 300", 2, "88,804 steps"),
        ("conv -o file/f.gif", 1, "could not be written: file exists"),
        ("batch nothing.toml", 1, "there is no file nothing.toml"),
        ("batch", 2, "Missing argument"),
    ],
)
def test_errors_are_two_lines(convanim: Run, tmp_path: Path, command: str, status: int, error: str) -> None:
    (tmp_path / "file").touch()
    ended = convanim(command)
    assert ended.status == status
    assert ended.out == ""
    assert re.fullmatch(r"Error: [^\n]+\nHint: [^\n]+\n", ended.err), ended.err
    assert error in ended.err
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_ends_with_an_example_that_runs(convanim: Run, tmp_path: Path, command: str) -> None:
    told = convanim(f"{command} --help")
    assert told.status == 0
    example = told.out.rstrip().split("Example:\n")[1]
    assert example.count("\n") == 0
    (tmp_path / "gallery").mkdir()
    (tmp_path / "gallery" / "figures.toml").write_text('[figures.f]\noperation = "conv"\n')
    convanim("transpose --k 3 --s 2")  # one example draws it again
    assert convanim(example.strip().removeprefix("convanim ")).status == 0


@pytest.mark.parametrize("module", ["numpy", "PIL", "imageio"])
@pytest.mark.parametrize("command", ["--help", "conv --help", "steps conv --i 4", "conv --k 0"])
def test_what_draws_nothing_loads_nothing_heavy(command: str, module: str) -> None:
    probe = f"import sys; from convanim.cli import main; main({command.split()!r}); sys.exit({module!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True)


def test_a_reader_that_leaves_early_is_no_error() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "convanim", "steps", "conv", "--i", "99"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.read(100)
    program.stdout.close()
    assert program.wait() in (0, 1)
    assert program.stderr.read() == b""
    program.stderr.close()


def test_version(convanim: Run) -> None:
    assert re.fullmatch(r"convanim \d+\.\d+\.\d+\n", convanim("--version").out)
