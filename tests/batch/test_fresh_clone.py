"""What is committed with its journal is up to date wherever it is cloned: other times, folders and machines."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = [sys.executable, "-m", "convanim", "batch", "site/figures.toml", "-o", "site/out", "--check"]
FIGURES = """
[defaults]
cell = 10
font = "my font.ttf"
theme = "mine.toml"
[figures.numbers]
operation = "conv"
view = "flat"
input_size = 3
kernel_size = 2
values = "numbers.csv"
weights = [[0.1, 0.2], [0.3, 1e-7]]
outputs = ["gif", "%02d.png"]
[figures.page]
operation = "conv"
input_size = 2
kernel_size = 1
outputs = "bundle"
[figures.strides]
layer = "nn.Conv2d(1, 1, 3)"
input_size = "5x4"
sweep = { still = ["first", 2] }
"""

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    me = ["-c", "user.name=me", "-c", "user.email=me@example.org", "-c", "core.autocrlf=false"]
    return subprocess.run(["git", *me, *arguments], cwd=folder, capture_output=True, text=True)


def elsewhere() -> dict[str, str]:
    """What is otherwise on another machine."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Kolkata",
        "LC_ALL": "C",
        "HOME": "/nowhere",
    }


def cloned(source: Path, place: Path) -> Path:
    assert git(place.parent, "clone", "-q", str(source), str(place)).returncode == 0
    for path in place.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return place


def test_a_clone_is_up_to_date_and_tells_what_was_changed_in_it(tmp_path: Path) -> None:
    source = tmp_path / "source"
    site = source / "site"
    site.mkdir(parents=True)
    font = next(Path("/usr/share/fonts").rglob("*.ttf"), None)
    if font is None:
        pytest.skip("there is no font to copy")
    shutil.copy(font, site / "my font.ttf")
    (site / "mine.toml").write_text('[colours]\ninput = "#123456"\n')
    (site / "numbers.csv").write_text("1,2,3\n4,5,6\n7,8,9\n")
    (site / "figures.toml").write_text(FIGURES)
    assert subprocess.run([*CHECK[:-1], "-q"], cwd=source, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode == 0
    git(source, "init", "-q")
    git(source, "add", "-A")
    assert git(source, "commit", "-qm", "figures").returncode == 0
    clone = cloned(source, tmp_path / "another place")
    ended = subprocess.run(CHECK, cwd=clone, env=elsewhere(), capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "5 outputs, all up to date\n", "")
    (clone / "site" / "numbers.csv").write_text("1,2,3\n4,5,6\n7,8,0\n")
    (clone / "site" / "out" / "strides-still2.gif").unlink(missing_ok=True)
    ended = subprocess.run(CHECK, cwd=clone, env=elsewhere(), capture_output=True, text=True)
    assert ended.returncode == 1
    assert [line.split()[0] for line in ended.stdout.splitlines()][:2] == [
        f"site/out/numbers{end}" for end in (".gif", "-%02d.png")
    ]


def test_the_gallery_is_up_to_date_wherever_it_is(tmp_path: Path) -> None:
    place = tmp_path / "clone" / "gallery"
    shutil.copytree(ROOT / "gallery", place)
    for path in place.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    command = [sys.executable, "-m", "convanim", "batch", "gallery/figures.toml", "-o", "gallery", "--check"]
    ended = subprocess.run(command, cwd=place.parent, env=elsewhere(), capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_gallery_s_journal_is_committed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    assert git(ROOT, "ls-files", "--error-unmatch", "gallery/.convanim.jsonl").returncode == 0
