"""The README keeps its word on its own install: its commands run, its program runs, its options are the program's."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.base_install import base, can_be_installed

__all__ = ["base"]

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


SCRIPTS = ["\n".join(lines) for block in blocks("sh") if (lines := [*filter(None, map(str.strip, block.splitlines()))])]
SCRIPTS = [script for script in SCRIPTS if script.startswith("convanim ")]
CARDS = re.findall(
    r'srcset="(?P<dark>[^"]+)"><img src="(?P<light>[^"]+)" width="(\d+)" height="(\d+)".*?<pre>(.*?)</pre>',
    README,
    re.DOTALL,
)
"""Pictures at the top, for dark pages and for light ones, each over the command that makes it."""
OPTION_TABLE = re.search(r"^\| option \|.*?\n\n", README, re.MULTILINE | re.DOTALL)
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


def test_there_are_commands_and_cards() -> None:
    assert len(SCRIPTS) >= 5
    assert len(CARDS) == 6
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


@pytest.mark.parametrize("card", CARDS, ids=[card[1] for card in CARDS])
def test_a_card_comes_out_of_the_command_below_it(
    card: tuple[str, str, str, str, str], tmp_path: Path, base: Path
) -> None:
    dark, light, width, height, command = card
    shutil.copytree(ROOT / "gallery", tmp_path / "gallery")
    ended = shell(command, tmp_path, base)
    assert ended.returncode == 0, ended.stderr
    (made,) = tmp_path.glob("*.svg")
    root = ET.fromstring(made.read_text("utf-8"))  # noqa: S314  our own
    shape = [float(root.attrib[key]) for key in ("width", "height")]
    assert abs(shape[1] * int(width) / shape[0] - int(height)) <= 0.5
    for name in (light, dark):
        kept = ET.fromstring((ROOT / name).read_text("utf-8"))  # noqa: S314  our own
        assert [float(kept.attrib[key]) for key in ("width", "height")] == shape
        assert _texts(kept) == _texts(root)


def _texts(root: ET.Element) -> list[str]:
    """The letters of a picture."""
    return [each.text or "" for each in root.iter() if each.tag.endswith("}text")]


def test_the_options_of_the_table_are_there(tmp_path: Path, base: Path) -> None:
    assert OPTION_TABLE
    named = set(re.findall(r"`(--?[a-z][a-z-]*)", OPTION_TABLE[0]))
    assert len(named) >= 20
    helps = [shell(f"convanim {name} --help", tmp_path, base).stdout for name in ("conv", "transpose", "max-pool")]
    known = {option for told in helps for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", told)}
    assert named <= known


def test_all_views_of_the_table_are_there(tmp_path: Path, base: Path) -> None:
    told = re.search(r"^\| `--view` \| (.*) \|$", README, re.MULTILINE)
    assert told
    help_ = " ".join(shell("convanim transpose --help", tmp_path, base).stdout.split())
    views = re.search(r"What to show: (.*?)\.", help_)
    assert views
    assert sorted(told[1].split(", ")) == sorted(re.split(r", | or ", views[1]))


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
