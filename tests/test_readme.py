"""The README keeps its word: its commands run, its program runs, the help in it is the program's."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


SCRIPTS = ["\n".join(lines) for block in blocks("sh") if (lines := [*filter(None, map(str.strip, block.splitlines()))])]
SCRIPTS = [script for script in SCRIPTS if script.startswith("convanim ")]
HELP = re.findall(r"<!-- help: (.+?) -->\n```\n(.*?)```", README, re.DOTALL)


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    # convanim is the one that is tested, wherever it is installed.
    program = f'convanim() {{ {shlex.quote(sys.executable)} -m convanim "$@"; }}\n{command}'
    environment = {**os.environ, "COLUMNS": "80", "PYTHONPATH": str(ROOT)}
    return subprocess.run(["bash", "-c", program], cwd=folder, text=True, capture_output=True, env=environment)


def test_there_are_commands_and_help() -> None:
    assert len(SCRIPTS) >= 5
    assert len(HELP) >= 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_commands_of_a_block_run(script: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "gallery", tmp_path / "gallery")
    ended = shell(f"set -e\n{script}", tmp_path)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(("command", "text"), HELP)
def test_the_help_is_the_program_s(command: str, text: str, tmp_path: Path) -> None:
    assert shell(f"convanim {command} --help", tmp_path).stdout == text


def test_the_program_runs(tmp_path: Path) -> None:
    for program in blocks("python"):
        ended = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            text=True,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "up.gif").exists()


def test_the_figures_file_is_one(tmp_path: Path) -> None:
    for text in blocks("toml"):
        (tmp_path / "figures.toml").write_text(text)
        assert shell("convanim batch figures.toml -o drawn", tmp_path).returncode == 0


def test_the_first_figure_is_told_as_it_is(tmp_path: Path) -> None:
    told = shell("convanim transpose --k 3 --s 2", tmp_path).stdout
    assert told.rpartition(",")[0] in README
