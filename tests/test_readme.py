"""The README keeps its word on its own install: its commands run, its program runs, the help in it is the program's."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.base_install import base, can_be_installed

__all__ = ["base"]

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


SCRIPTS = ["\n".join(lines) for block in blocks("sh") if (lines := [*filter(None, map(str.strip, block.splitlines()))])]
SCRIPTS = [script for script in SCRIPTS if script.startswith("convanim ")]
HELP = re.findall(r"<!-- help: (.+?) -->\n```\n(.*?)```", README, re.DOTALL)
PROSE = re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
NAMED = ("convanim COMMAND --help", "convanim post", "convanim steps")
"""Commands that the text speaks of and does not show."""
INLINE = dict.fromkeys(each for each in re.findall(r"`([^`\n]*\bconvanim [^`\n]*)`", PROSE) if each not in NAMED)
EXTRAS = dict.fromkeys(re.findall(r"`pip install '(.+?)'`", README))
MODEL = """Net(
  (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(2, 2))
  (1): ConvTranspose2d(8, 3, kernel_size=(2, 2), stride=(2, 2))
)
"""


def shell(command: str, folder: Path, base: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "80", "PATH": f"{base}:{os.environ['PATH']}"}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(["bash", "-c", command], cwd=folder, text=True, capture_output=True, env=environment)


def test_there_are_commands_and_help() -> None:
    assert len(SCRIPTS) >= 5
    assert len(HELP) >= 1
    assert len(INLINE) >= 10
    assert len(EXTRAS) >= 3


def test_the_install_has_no_extras(base: Path) -> None:
    told = "import importlib.metadata as m; print(*sorted(each.name.lower() for each in m.distributions()))"
    names = set(shell(f'python -c "{told}"', base, base).stdout.split())
    assert {"click", "convanim", "imageio", "numpy", "pillow"} <= names
    assert names <= {"click", "convanim", "imageio", "numpy", "pillow", "pip", "setuptools"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_commands_of_a_block_run(script: str, tmp_path: Path, base: Path) -> None:
    shutil.copytree(ROOT / "gallery", tmp_path / "gallery")
    ended = shell(f"set -e\n{script}", tmp_path, base)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("command", INLINE)
def test_the_commands_of_the_text_run(command: str, tmp_path: Path, base: Path) -> None:
    # The text has a model and a file of figures at hand.
    for name in ("model", "model.py"):
        (tmp_path / name).write_text(MODEL)
    (tmp_path / "figures.jsonl").write_text('{"operation": "conv", "input_size": 3, "name": "a"}\n')
    ended = shell(f"python() {{ cat model; }}\nset -e -o pipefail\n{command}", tmp_path, base)
    assert ended.returncode == 0, ended.stderr


def test_bundles_are_drawn_and_say_what_is_left_out(tmp_path: Path, base: Path) -> None:
    (tmp_path / "figures.toml").write_text('[figures.up]\noperation = "conv"\ncell = 10\noutputs = "bundle"\n')
    for command in ("convanim conv --cell 10 --bundle -o up", "convanim batch figures.toml -o up"):
        ended = shell(command, tmp_path, base)
        assert ended.returncode == 0, ended.stderr
        assert ended.stderr.startswith("The video is left out: ffmpeg is not installed.\n")
    assert (tmp_path / "up" / "up.html.txt").exists()


@pytest.mark.parametrize("command", EXTRAS)
def test_extras_can_be_installed_from_a_clone(command: str, base: Path) -> None:
    told = can_be_installed(base, command, ROOT)
    wanted = {"video": "imageio-ffmpeg", "pdf": "reportlab", "watch": "watchfiles"}[command.strip(".[]")]
    assert wanted in told.replace("_", "-")


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_draws(tmp_path: Path, base: Path) -> None:
    (makefile,) = blocks("make")
    (tmp_path / "Makefile").write_text(makefile)
    (tmp_path / "figures.toml").write_text('[figures.up]\noperation = "conv"\ncell = 10\n')
    ended = shell("make", tmp_path, base)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "up.gif").exists()


@pytest.mark.parametrize(("command", "text"), HELP)
def test_the_help_is_the_program_s(command: str, text: str, tmp_path: Path, base: Path) -> None:
    assert shell(f"convanim {command} --help", tmp_path, base).stdout == text


def test_the_program_runs(tmp_path: Path, base: Path) -> None:
    for program in blocks("python"):
        (tmp_path / "program.py").write_text(program)
        ended = shell("python program.py", tmp_path, base)
        assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "up.gif").exists()


def test_the_figures_file_is_one(tmp_path: Path, base: Path) -> None:
    for text in blocks("toml"):
        (tmp_path / "figures.toml").write_text(text)
        assert shell("convanim batch figures.toml -o drawn", tmp_path, base).returncode == 0


def test_the_first_figure_is_told_as_it_is(tmp_path: Path, base: Path) -> None:
    told = shell("convanim transpose --k 3 --s 2", tmp_path, base).stdout
    assert told.rpartition(",")[0] in README
