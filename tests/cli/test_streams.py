"""The program where the world is odd: streams that are full, closed or in another encoding, folders without rights."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from convanim import cli
from convanim.publish.embedded_command import command_in

PROGRAM = Path(sys.executable).with_name("convanim")
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

TALKING = [
    "explain conv",
    "explain conv --json",
    "steps conv",
    "matrix conv",
    "matrix conv --npy",
    "solve conv --i 5 --o 3",
    "themes",
    "conv --alt",
    "conv --cell 5",
    "conv --cell 5 -o -",
    "transpose --help",
    "--version",
    "layer",
    "layer nn.Conv2d(3,8,3)",
    "layer nn.Conv2d(3,8,3) --all",
    "batch figures.toml",
    "batch figures.toml --list",
    "batch figures.toml --make",
    "batch figures.toml --check",
    "batch -",
    "gallery figures.toml -o page",
    "init other.toml",
    "post post.md",
    "remake old.gif",
]

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("odd")
    (place / "figures.toml").write_text('[figures.f]\noperation = "conv"\nstill = 1\ncell = 5\n')
    (place / "post.md").write_text("<!-- convanim: conv --cell 5 -->\n")
    # All that is loaded late is loaded now: another user may have no way to this Python's own files.
    elsewhere = tmp_path_factory.mktemp("loaded")
    for command in (["batch", "-j", "2", "--force"], ["batch", "-j", "1"], ["gallery"]):
        assert cli.main([*command, str(place / "figures.toml"), "-q", "-o", str(elsewhere)]) == 0
    assert cli.main(["conv", "--cell", "5", "-q", "-o", str(place / "old.gif")]) == 0
    return place


def ended(folder: Path, command: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program in a copy of ``folder``, with ``shell`` behind its command line."""
    place = folder.with_name("copy")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder, place)
    words = " ".join(f"'{word}'" for word in command.split())
    return subprocess.run(
        ["sh", "-c", f"'{PROGRAM}' {words} {shell}"],
        cwd=place,
        capture_output=True,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def told_lines(err: str) -> list[str]:
    """What is said of errors; notes on what a picture leaves out come before."""
    return [line for line in err.splitlines() if not line.startswith("Note: ")]


def is_told(done: subprocess.CompletedProcess[bytes]) -> bool:
    lines = told_lines(done.stderr.decode())
    return len(lines) == 2 and lines[0].startswith("Error: ") and lines[1].startswith("Hint: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", TALKING)
def test_a_full_output_is_told(command: str, folder: Path) -> None:
    done = ended(folder, command, ">/dev/full")
    assert is_told(done), done.stderr.decode()
    assert done.returncode == (2 if command in ("layer", "batch -") else 1)


@pytest.mark.parametrize("command", TALKING[::5])
def test_closed_streams_are_told_of_or_not_needed(command: str, folder: Path) -> None:
    reads = command in ("layer", "batch -")
    done = ended(folder, command, ">&-")
    assert is_told(done), done.stderr.decode()
    assert done.returncode == (2 if reads else 1)
    done = ended(folder, command, "<&- 2>&-")
    assert done.returncode == (2 if reads else 0)
    assert done.stderr == b""


@pytest.mark.parametrize("command", ["layer", "batch -"])
def test_a_closed_input_is_an_empty_one(command: str, folder: Path) -> None:
    done = ended(folder, command, "<&-")
    assert is_told(done)
    assert done.returncode == 2


def test_a_picture_never_lands_in_a_closed_stream_s_place(folder: Path) -> None:
    done = ended(folder, "conv --cell 5 -q -o quiet.gif", "<&- >&- 2>&-")
    assert done.returncode == 0
    assert (folder.with_name("copy") / "quiet.gif").read_bytes() == (folder / "old.gif").read_bytes()


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp437", "ascii", "utf-16"])
def test_what_an_encoding_lacks_is_written_otherwise(encoding: str, folder: Path) -> None:
    done = ended(folder, "explain conv", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    # Click writes UTF-8 where a stream claims to be of ASCII.
    told = done.stdout.decode("utf-8" if encoding == "ascii" else encoding)
    plain = ended(folder, "explain conv").stdout.decode()
    in_ascii = str.maketrans({"×": "x", "→": "->", "−": "-", "·": ".", "≤": "<=", "…": "...", "⌊": "floor(", "⌋": ")"})
    assert told.translate(in_ascii) == plain.translate(in_ascii)
    assert "?" not in told


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-8"])
def test_json_is_the_same_in_every_encoding(encoding: str, folder: Path) -> None:
    done = ended(folder, "explain conv --json", PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout) == json.loads(ended(folder, "explain conv --json").stdout)


def test_an_error_of_letters_that_the_encoding_lacks(folder: Path) -> None:
    done = ended(folder, "conv --theme 日本", PYTHONIOENCODING="latin-1")
    assert is_told(done)
    assert b"\\u65e5\\u672c" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
@pytest.mark.parametrize("option", ["--title", "--caption", "--note", "--theme", "--font", "--lang", "--view", "--k"])
def test_bytes_that_are_no_utf_8(option: str, tmp_path: Path) -> None:
    done = subprocess.run([PROGRAM, "conv", option, b"a\xff"], cwd=tmp_path, capture_output=True, timeout=60)
    assert is_told(done), done.stderr.decode()
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    for name in (b"\xff.gif", b"\xff/\xfe.svg"):
        done = subprocess.run(
            [PROGRAM, "conv", "--cell", "5", "-o", name], cwd=tmp_path, capture_output=True, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).is_file()


@pytest.mark.parametrize("name", ["f.svg", "f.tex", "f.gif", "f.mp4"])
def test_a_locale_of_ascii_alone(name: str, folder: Path) -> None:
    if name.endswith("mp4"):
        pytest.importorskip("imageio_ffmpeg")
    done = ended(folder, f"conv --title ü --cell 5 -o {name}", **ASCII)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    made = folder.with_name("copy") / name
    assert command_in(made) == ["conv", "--i", "4", "--k", "3", "--title", "ü", "--cell", "5"]
    mine = folder / f"mine-{name}"
    assert cli.main(["conv", "--title", "ü", "--cell", "5", "-q", "-o", str(mine)]) == 0
    assert made.read_bytes() == mine.read_bytes()
    mine.unlink()


@pytest.mark.parametrize("text", ["a\nb", "a\r\n b", "a\tb", " a  b\n"])
def test_line_breaks_in_words_are_blanks(text: str, tmp_path: Path) -> None:
    for name, title in (("broken", text), ("plain", "a b")):
        options = ["--title", title, "--caption", title, "--note", title, "--cell", "20"]
        assert cli.main(["conv", *options, "-q", "-o", str(tmp_path / f"{name}.gif")]) == 0
    assert (tmp_path / "broken.gif").read_bytes() == (tmp_path / "plain.gif").read_bytes()


LONG = "a" * 300


@pytest.mark.parametrize(
    "command",
    [
        *(f"conv -o {LONG}.gif", f"conv -o {LONG}/a.gif", f"conv --font {LONG}.ttf --title 日 -o x.gif"),
        *(f"conv --theme {LONG}.toml", f"conv --values {LONG}.csv --view flat -o x.gif", f"init {LONG}.toml"),
        *(f"init {LONG}.toml --makefile", f"batch {LONG}.toml", f"post {LONG}.md", f"remake {LONG}.gif"),
        *(f"gallery {LONG}.toml -o x", f"gallery figures.toml -o {LONG}", f"matrix conv -o {LONG}"),
        *(f"themes -o {LONG}", f"layer nn.Conv2d(3,8,3) -o {LONG}.gif"),
    ],
)
def test_names_that_are_too_long(
    command: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(folder / "figures.toml", tmp_path)
    assert cli.main(command.split()) == 1
    message, hint = told_lines(capsys.readouterr().err)
    assert LONG[:200] in message
    assert "file name too long" in message.lower()
    assert hint.startswith("Hint: ")
    assert [path.name for path in tmp_path.iterdir()] == ["figures.toml"]


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Files as a user sees them who is not the superuser."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def locked(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder, beside one that may not be entered and one that may not be changed."""
    if not hasattr(os, "geteuid"):
        pytest.skip("the system has other rights")
    for name, mode in (("locked", 0o000), ("fixed", 0o555)):
        shutil.copytree(folder, tmp_path / name)
        (tmp_path / name).chmod(mode)
    (tmp_path / "here").mkdir(mode=0o777)
    (tmp_path / "here").chmod(0o777)
    above = [tmp_path, *(each for each in tmp_path.parents if each.name.startswith("pytest-"))]
    modes = [(each, each.stat().st_mode) for each in above]
    for each in above:
        each.chmod(0o755)
    monkeypatch.chdir(tmp_path / "here")
    yield tmp_path
    for each, mode in modes:
        each.chmod(mode)
    for name in ("locked", "fixed"):
        (tmp_path / name).chmod(0o755)


@pytest.mark.parametrize(
    "command",
    [
        *(
            "conv -o ../locked/b.gif",
            "conv -o ../locked/x/y/b.gif",
            "conv -o ../fixed/b.gif",
            "conv -o ../fixed/%d.png",
        ),
        *("conv --values ../locked/v.csv --view flat", "conv --theme ../locked/t.toml"),
        *(
            "conv --font ../locked/f.ttf --title 日",
            "batch ../locked/figures.toml",
            "batch ../fixed/figures.toml -j 1 -o ..",
        ),
        *("batch ../fixed/figures.toml -j 1 -o ../locked", "batch ../fixed/figures.toml -j 1 -o ../locked/x"),
        *("post ../locked", "post ../locked/post.md", "post ../fixed/post.md", "remake ../locked/old.gif"),
        *("remake ../fixed/old.gif", "gallery ../fixed/figures.toml -o ../locked", "init ../locked/x.toml"),
        *("gallery ../fixed/figures.toml -o ../fixed", "init ../fixed/x.toml --makefile", "themes -o ../locked/t"),
        *("matrix conv -o ../fixed/m", "layer nn.Conv2d(3,8,3) -o ../fixed/l.gif"),
    ],
)
def test_folders_without_rights(command: str, locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(locked.rglob("*"))
    with nobody():
        status = cli.main(command.split())
    out, err = capsys.readouterr()
    assert status in (1, 2)
    lines = told_lines(err)
    assert [line.partition(" ")[0] for line in lines] == ["Error:", "Hint:"] * (len(lines) // 2)
    assert lines
    assert "fault of convanim" not in err
    assert "drawn, " not in out or "1 failed" in out
    assert sorted(locked.rglob("*")) == before
