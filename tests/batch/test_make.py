"""make draws exactly what is stale."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convanim import ConvanimError, cli
from convanim.batch import makefile
from convanim.batch.figures_file import read
from convanim.batch.journal import NAME
from convanim.figure import look
from convanim.options import table

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

FIGURES = """
[defaults]
cell = 10
labels = false
[figures.one]
operation = "conv"
outputs = ["gif", "%02d.png"]
[figures.two]
operation = "conv"
kernel_size = 2
weights = "my kernel.csv"
view = "flat"
"""


def make(folder: Path, *arguments: str) -> list[str]:
    """The outputs whose recipes ran."""
    program = f"CONVANIM={shlex.quote(sys.executable)} -m convanim"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        ["make", program, *arguments], cwd=folder, capture_output=True, text=True, env=environment, timeout=100
    )
    assert ended.returncode == 0, ended.stderr
    return sorted(
        shlex.split(line)[-1].removeprefix("--only=") for line in ended.stdout.splitlines() if "--only" in line
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "a $post #1 50%: [x]*"
    place.mkdir()
    monkeypatch.chdir(place)
    Path("my kernel.csv").write_text("1,0\n0,1\n")
    Path("figures.toml").write_text(FIGURES)
    Path("Makefile").write_text(
        "figures.mk: figures.toml\n\t$(CONVANIM) batch $< -o 'the $$figures' --make > $@\ninclude figures.mk\n"
    )
    return place


def save_later(path: str) -> None:
    """Save a file when everything else is some seconds old."""
    for each in Path().rglob("*"):
        old = each.stat().st_mtime - 10
        os.utime(each, (old, old))
    os.utime(path)


def test_make_draws_exactly_what_is_stale(folder: Path) -> None:
    assert make(folder, "-j2", "figures") == ["one-%02d.png", "one.gif", "two.gif"]
    out = Path("the $figures")
    assert {path.name for path in out.iterdir()} == {"one.gif", *(f"one-0{n}.png" for n in range(4)), "two.gif", NAME}
    assert make(folder, "figures") == []
    save_later("my kernel.csv")
    assert make(folder, "-j2", "figures") == ["two.gif"]
    assert make(folder, "figures") == []
    (out / "one-00.png").unlink()
    assert make(folder, "figures") == ["one-%02d.png"]


def test_a_mended_table_draws_its_own_figures_again(folder: Path) -> None:
    make(folder, "-j2", "figures")
    gif = Path("the $figures/one.gif")
    inode = gif.stat().st_ino
    Path("figures.toml").write_text(FIGURES.replace("kernel_size = 2", "kernel_size = 2\nstride = 2"))
    save_later("figures.toml")
    before = Path("the $figures/two.gif").read_bytes()
    make(folder, "-j2", "figures")
    assert gif.stat().st_ino == inode, "it was touched, not drawn"
    assert Path("the $figures/two.gif").read_bytes() != before


def test_each_target_names_what_it_depends_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["batch", "figures.toml", "--make"]) == 0
    rules = [line for line in capsys.readouterr().out.splitlines() if ": " in line and line[0] not in "#.\t"]
    assert rules == [
        "figures: one.gif one-00.png two.gif",
        "one.gif: figures.toml",
        "one-00.png: figures.toml",
        "two.gif: figures.toml my\\ kernel.csv",
    ]


@pytest.mark.parametrize("name", ["a=b", "a;b", "a\nb", "a|b"])
def test_a_name_that_make_cannot_take_is_an_error(name: str) -> None:
    with pytest.raises(ConvanimError, match="make cannot take"):
        makefile.escaped(name)


def test_init_writes_a_figures_file_and_a_makefile_that_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "--makefile"]) == 0
    assert capsys.readouterr().out == "figures.toml\nMakefile\nNow: make\n"
    assert make(tmp_path, "-j2") == ["up.gif"]
    assert make(tmp_path, "check") == []
    assert cli.main(["batch", "figures.toml", "--check"]) == 0


def test_everything_in_the_figures_file_of_init_is_true(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    assert cli.main(["init", str(path), "-q"]) == 0
    manual, _, options = path.read_text(encoding="utf-8").partition("# Every option")
    lines = manual.splitlines()
    code = [line.removeprefix("# ") if line.startswith(("# [", "# ")) and _is_code(line) else line for line in lines]
    path.write_text("\n".join(code), encoding="utf-8")
    assert {entry.table for entry in read(path)} == {"up", "strides", "from-a-layer", "edges"}
    for option in (*table.LAYER, *look.options()):
        assert f"\n# {option.name} = " in options


def _is_code(line: str) -> bool:
    return line.startswith("# [figures.") or (" = " in line and not line.startswith("#  "))


def test_a_figure_may_be_called_like_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "--makefile", "-q"]) == 0
    Path("figures.toml").write_text(
        '[defaults]\noperation = "conv"\ncell = 10\noutputs = ["png"]\n'
        '[figures.--only]\n[figures.-]\n[figures.-x]\noutputs = ["gif", "%d.png"]\n'
    )
    names = {"--only.png", "-.png", "-x.gif", *(f"-x-{number}.png" for number in range(4))}
    assert make(tmp_path, "-j2") == ["--only.png", "-.png", "-x-%d.png", "-x.gif"]
    assert {path.name for path in tmp_path.glob("-*")} == names
    assert make(tmp_path) == []
    Path("-x.gif").unlink()
    assert make(tmp_path) == ["-x.gif"]
    make(tmp_path, "clean")
    assert {path.name for path in tmp_path.glob("-*")} == names - {"--only.png", "-.png", "-x.gif", "-x-0.png"}


def test_a_makefile_is_written_beside_the_figures_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("figures.toml").write_text('[figures.mine]\noperation = "conv"\nstill = 1\n')
    assert cli.main(["init"]) == 2
    assert cli.main(["init", "figures.toml"]) == 2
    capsys.readouterr()
    assert cli.main(["init", "--makefile"]) == 0
    assert capsys.readouterr().out == "figures.toml stays as it is\nMakefile\nNow: make\n"
    assert make(tmp_path) == ["mine.png"]
    Path("Makefile").write_text("mine")
    for named in ([], ["figures.toml"]):
        assert cli.main(["init", "--makefile", *named]) == 2
        assert Path("Makefile").read_text() == "mine"
    assert cli.main(["init", "--makefile", "--force"]) == 0
    assert "mine" in Path("figures.toml").read_text(), "only the Makefile was asked for"
    assert make(tmp_path) == []
    assert cli.main(["init", "figures.toml", "--makefile", "--force"]) == 0
    assert "mine" not in Path("figures.toml").read_text()
    assert cli.main(["init", "--force", "-q"]) == 0


def test_init_writes_over_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Makefile").write_text("mine")
    file = str(tmp_path / "figures.toml")
    assert cli.main(["init", file, "--makefile"]) == 2
    assert "Makefile is there already" in capsys.readouterr().err
    assert not Path(file).exists()
    assert cli.main(["init", file, "--makefile", "--force"]) == 0
    assert (tmp_path / "Makefile").read_text() != "mine"


def test_the_gallery_has_a_makefile(tmp_path: Path) -> None:
    for name in ("Makefile", "figures.toml", "eye.png"):
        shutil.copy(ROOT / "gallery" / name, tmp_path)
    ended = subprocess.run(
        ["make", "-n", f"CONVANIM={sys.executable} -m convanim"], cwd=tmp_path, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("--only") == len(read(tmp_path / "figures.toml"))
