"""Folders, posts and figures that come from somebody else, and work that is saved meanwhile."""

import json
import os
import shlex
import signal
import stat
import subprocess
import sys
import time
from html import escape
from pathlib import Path

import pytest

from convanim import Figure, cli
from convanim.batch.fingerprint import digest
from convanim.batch.journal import NAME, Journal, Made
from convanim.publish.embedded_command import command_in

POST = "<!-- convanim: conv --i 3 --k 2 --cell 10 -->\n"


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def carrying(command: str) -> None:
    Path("f.svg").write_text(f"<svg><metadata>{escape(command)}</metadata></svg>")


def files() -> set[str]:
    return {str(path) for path in Path().rglob("*") if path.is_file()}


def test_a_figure_does_not_say_where_it_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    carrying("convanim conv --i 3 --k 2 -o evil.svg --output=evil.gif --alt --bundle -q --no-limit")
    assert cli.main(["remake", "f.svg"]) == 0
    told = capsys.readouterr()
    assert files() == {"f.svg"}
    assert command_in(Path("f.svg")) == shlex.split("conv --i 3 --k 2")
    for dropped in ("output", "alt", "bundle", "no-limit"):
        assert f"f.svg: --{dropped} of its command is left out\n" in told.err
    assert told.out.startswith("f.svg: ")


def test_a_figure_does_not_lift_the_limits(capsys: pytest.CaptureFixture[str]) -> None:
    carrying("convanim conv --i 40000 --k 1 --no-limit")
    before = Path("f.svg").read_bytes()
    assert cli.main(["remake", "f.svg"]) == 2
    assert "more than" in capsys.readouterr().err
    assert Path("f.svg").read_bytes() == before
    carrying("convanim conv --i 3 --k 2")
    assert cli.main(["remake", "f.svg", "--no-limit", "-q"]) == 0, "the limits are its reader's to lift"


@pytest.mark.parametrize(
    "command",
    [
        "convanim init --force",
        "convanim batch f.toml",
        "convanim post .",
        "convanim gallery f.toml -o x",
        "convanim matrix conv -o x",
        "convanim conv --help",
        "convanim --version",
        "convanim",
        "rm -rf x",
    ],
)
def test_a_figure_obeys_nothing_but_operations(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.toml").write_text('[figures.evil]\noperation = "conv"\n')
    carrying(command)
    assert cli.main(["remake", "f.svg"]) == 2
    assert files() == {"f.svg", "f.toml"}
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Error: f.svg")
    assert len(told.err.splitlines()) == 2


def test_the_files_that_a_figure_reads_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("secret.csv").write_text("1,2\n3,4\n")
    carrying("convanim conv --i 2 --k 1 --view flat --values secret.csv --weights ones")
    assert cli.main(["remake", "f.svg"]) == 0
    assert capsys.readouterr().err == "f.svg: its values are read from secret.csv\n"
    assert cli.main(["remake", "f.svg", "--values", "ones"]) == 0
    assert capsys.readouterr().err == "", "the reader's own choice is no news"


def test_a_post_does_not_lift_the_limits(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.md").write_text("<!-- convanim: conv --i 3 --no-limit -->\n")
    assert cli.main(["post", "p.md"]) == 2
    assert "p.md:1: --no-limit has no place here." in capsys.readouterr().err
    assert files() == {"p.md"}


def test_a_post_that_was_saved_while_it_was_drawn_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("p.md").write_text(POST)
    save = Figure.save

    def saving(figure: Figure, path: Path) -> object:
        Path("p.md").write_text(POST + "An hour of work.\n")
        return save(figure, path)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Figure, "save", saving)
        assert cli.main(["post", "p.md"]) == 1
    assert "p.md was saved meanwhile" in capsys.readouterr().err
    assert Path("p.md").read_text() == POST + "An hour of work.\n"
    assert files() == {"p.md", "conv_i3_k2.gif", NAME}
    assert cli.main(["post", "p.md", "-q"]) == 0
    assert Path("p.md").read_text().endswith("An hour of work.\n")


def test_a_post_keeps_its_owner_and_mode() -> None:
    Path("p.md").write_text(POST)
    Path("p.md").chmod(0o640)
    owner = (12345, 54321) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown("p.md", *owner)
    assert cli.main(["post", "p.md", "-q"]) == 0
    status = Path("p.md").stat()
    assert "![" in Path("p.md").read_text()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (*owner, 0o640)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_a_post_whose_owner_cannot_be_kept_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("p.md").write_text(POST)

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refused)
    assert cli.main(["post", "p.md"]) == 1
    assert Path("p.md").read_text() == POST
    assert files() == {"p.md", "conv_i3_k2.gif", NAME}


@pytest.mark.parametrize("given", ["posts", "posts/p.md"])
def test_no_post_is_written_through_a_link(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("outside.md").write_text(POST)
    Path("posts").mkdir()
    Path("posts/p.md").symlink_to("../outside.md")
    assert cli.main(["post", given]) == 1
    assert "posts/p.md is a link that leads out of its folder." in capsys.readouterr().err
    assert Path("outside.md").read_text() == POST
    assert files() == {"outside.md", "posts/p.md"}


@pytest.mark.parametrize(
    ("output", "name"),
    [
        ("f.gif", ".git/config"),
        (".git/config", ".git/config"),
        ("up.gif", "mine.gif"),
        ("up-%03d.png", "mine-001.png"),
        ("up-%03d.png", "up-x.png"),
        ("up", "up.md"),
        ("up", "mine.gif"),
        ("sub/up.gif", "sub/up.gif"),
        ("mine.txt", "mine.txt"),
        ("", "mine.gif"),
    ],
)
@pytest.mark.parametrize("source", ["f.toml", "gone.toml"])
def test_a_lent_journal_deletes_nothing_of_others(output: str, name: str, source: str) -> None:
    Path("f.toml").write_text('[figures.mine]\noperation = "conv"\noutputs = "svg"\n')
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(b"precious")
    Journal(Path()).add([(output, Made("x", {name: digest(b"precious")}, source))])
    assert cli.main(["batch", "f.toml", "-q", "--prune"]) == 0
    assert Path(name).read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("output", "name"),
    [("up.gif", "up.gif"), ("up-%03d.png", "up-012.png"), ("up", "up-dark.gif"), ("up", "up.html.txt")],
)
def test_what_an_output_can_have_is_pruned(output: str, name: str) -> None:
    Path("f.toml").write_text('[figures.other]\noperation = "conv"\noutputs = "svg"\n')
    Path(name).write_bytes(b"old")
    Journal(Path()).add([(output, Made("x", {name: digest(b"old")}, "f.toml"))])
    assert cli.main(["batch", "f.toml", "-q", "--prune"]) == 0
    assert not Path(name).exists()


def test_half_a_letter_in_a_journal_stops_nobody() -> None:
    Path("f.toml").write_text('[figures.f]\noperation = "conv"\noutputs = "svg"\n')
    entry = {"output": "\ud800", "fingerprint": "\udfff", "files": {"\udcff\ud800": "\ud800"}, "source": "\ud800"}
    Path(NAME).write_text(json.dumps(entry) + "\n")
    assert cli.main(["batch", "f.toml", "-q"]) == 0
    assert cli.main(["batch", "f.toml", "-q", "--check", "--prune"]) == 0
    assert cli.main(["batch", "f.toml", "-q", "--prune"]) == 0
    assert "f.svg" in Journal(Path()).read()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_figures_file_whose_name_is_no_text_is_remembered() -> None:
    name = os.fsdecode(b"\xff.toml")
    Path(name).write_text('[figures.f]\noperation = "conv"\noutputs = "svg"\n')
    assert cli.main(["batch", name, "-q"]) == 0
    before = Path(NAME).read_bytes()
    assert cli.main(["batch", name, "-q", "--check"]) == 0
    assert cli.main(["batch", name, "-q"]) == 0
    assert Path(NAME).read_bytes() == before


EVIL = "\x1b]0;owned\x07\x1b[2J\u009b31m\u202e"


def told_bytes(*arguments: str, text: str = "") -> bytes:
    ended = subprocess.run(
        [sys.executable, "-m", "convanim", *arguments], input=text.encode(), capture_output=True, check=False
    )
    return ended.stdout + ended.stderr


def test_no_terminal_obeys_what_is_in_files_and_models() -> None:
    literal = ascii(EVIL)
    model = f"Sequential(\n  ({EVIL}): Conv2d(3, 8, kernel_size=(3, 3))\n  (b): Conv2d(3, 8, kernel_size=(3, 3))\n)\n"
    carrying("convanim conv")
    Path(f"{EVIL}.md").write_text(POST)
    Path("p.md").write_text(f'<!-- convanim: conv --theme "{EVIL}" -->\n')
    key = json.dumps(EVIL)
    Path("f.toml").write_text(f'[figures.{key}]\noperation = "conv"\n[figures.b]\noperation = {key}\n{key} = 1\n')
    for told in (
        told_bytes("layer", "-", text=model),
        told_bytes("layer", f"Conv2D(3, 3, name={literal}, padding={literal})"),
        told_bytes("layer", "-", text=f"a = Conv2D(3, 3, name={literal})\nb = Conv2D(3, 3)\n"),
        told_bytes("post", "."),
        told_bytes("post", "p.md"),
        told_bytes("batch", "f.toml"),
        told_bytes("conv", "--note", EVIL, "--alt"),
        told_bytes("conv", "-o", f"{EVIL}.svg"),
        told_bytes("conv", "--theme", EVIL),
        told_bytes("remake", f"{EVIL}.svg"),
        told_bytes("conv", f"--{EVIL}"),
    ):
        assert told, "something is told"
        assert not set(told.decode()) & {"\x1b", "\x07", "\u009b", "\u202e"}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="the system has no groups of processes")
def test_ctrl_c_while_processes_begin_is_no_traceback() -> None:
    Path("f.toml").write_text('[figures.f]\noperation = "conv"\ninput_size = 34\nsweep = { loop = [0, 1, 2, 3] }\n')
    for moment in (0.0, 0.1, 0.3):
        process = subprocess.Popen(
            [sys.executable, "-m", "convanim", "batch", "f.toml", "-o", "out", "-j", "4"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        end = time.monotonic() + 30
        while len(children_of(process.pid)) < 2:  # One of them only keeps the books.
            assert time.monotonic() < end, "no process was started"
            time.sleep(0.002)
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Traceback" not in err


def children_of(process: int) -> list[str]:
    listed = subprocess.run(["ps", "--no-headers", "-o", "pid", "--ppid", str(process)], capture_output=True, text=True)
    return listed.stdout.split()
