"""A batch that is killed, stopped, or has nowhere to write."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from convanim import cli, files
from convanim.batch.journal import NAME

MANY = """
[figures.f]
operation = "conv"
input_size = 3
cell = 4
labels = false
sweep = { loop = %s }
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "convanim", "batch", "figures.toml", "-o", "out", *arguments]


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a folder, but for files that are not finished; workers may still be putting them away."""
    names = [name for name in os.listdir(folder) if not name.startswith(".convanim-")]
    return {name: (folder / name).read_bytes() for name in names}


def write_figures(folder: Path, count: int) -> None:
    (folder / "figures.toml").write_text(MANY % [*range(count)])


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def count_of(folder: Path) -> int:
    return len(list(folder.glob("*.gif")))


def processes_of(folder: Path) -> list[str]:
    """Processes that work in a folder, and are no zombies."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder and (process / "exe").readlink():
                found.append(process.name)
        except OSError:
            continue
    return found


def test_a_batch_that_is_killed_again_and_again_ends_as_a_clean_one(tmp_path: Path) -> None:
    write_figures(tmp_path, 200)
    clean = tmp_path / "clean"
    clean.mkdir()
    write_figures(clean, 200)
    subprocess.run(command("-q"), cwd=clean, check=True)
    expected = contents(clean / "out")
    assert len(expected) == 201

    moments = random.Random(0)  # noqa: S311
    for _ in range(10):
        started = count_of(tmp_path / "out")
        process = subprocess.Popen(command("-q", "-j", moments.choice("12")), cwd=tmp_path)
        while count_of(tmp_path / "out") == started and process.poll() is None:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.15))
        process.kill()
        process.wait()
        for name, content in contents(tmp_path / "out").items():
            assert name == NAME or content == expected[name]
    wait_for(lambda: not processes_of(tmp_path))
    subprocess.run(command("-q"), cwd=tmp_path, check=True)
    assert contents(tmp_path / "out") == expected
    assert set(os.listdir(tmp_path / "out")) == set(expected), "what was left unfinished is swept up"


def test_two_batches_at_once_end_with_whole_files(tmp_path: Path) -> None:
    write_figures(tmp_path, 60)
    both = [subprocess.Popen(command("-q", "-j", "1"), cwd=tmp_path) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert count_of(tmp_path / "out") == 60
    check = subprocess.run(command("--check"), cwd=tmp_path, capture_output=True, text=True)
    assert (check.returncode, check.stdout) == (0, "60 outputs, all up to date\n")


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are counted in /proc")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_at_once_and_keeps_what_is_finished(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "figures.toml").write_text(
        '[figures.f]\noperation = "conv"\ninput_size = 34\nsweep = { loop = [0, 1, 2, 3] }\n'
        '[figures.a]\noperation = "conv"\ncell = 4\n'
    )
    text = (tmp_path / "figures.toml").read_text()
    (tmp_path / "figures.toml").write_text(text[text.index("[figures.a]") :] + text[: text.index("[figures.a]")])
    process = subprocess.Popen(
        command("-j", jobs),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C goes to the whole group.
    )
    wait_for(lambda: (tmp_path / "out/a.gif").exists())
    time.sleep(0.5)
    pressed = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert time.monotonic() - pressed < 5
    assert process.returncode == 130
    assert re.search(r"^Stopped: 1 of 5 outputs drawn; the same command goes on from there\.$", err, re.MULTILINE)
    assert "Traceback" not in err
    assert processes_of(tmp_path) == []
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a.gif", NAME}


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_figures(tmp_path, 3)
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_that_is_a_file_is_an_error_a_figure(
    three: Path, jobs: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (three / "out").write_text("in the way")
    assert cli.main(command("-j", jobs)[3:]) == 1
    told = capfd.readouterr()
    assert len(re.findall(r"^Error: out/f-loop-\d\.gif could not be written: ", told.err, re.MULTILINE)) == 3
    assert "3 outputs: 0 drawn, 0 up to date, 3 failed" in told.out


def test_a_folder_that_cannot_be_written_is_an_error_a_figure(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Root may write everywhere but there.
    monkeypatch.chdir("/proc" if Path("/proc/self").exists() else "/dev")
    figures = str(three / "figures.toml")
    assert cli.main(["batch", figures, "-o", "convanim", "-j", "1"]) == 1
    told = capsys.readouterr()
    assert len(re.findall(r"^Error: convanim/f-loop-\d\.gif could not be written: ", told.err, re.MULTILINE)) == 3


def test_a_folder_that_vanishes_is_made_again(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.digest

    def vanishing(path: Path) -> str:
        monkeypatch.setattr(files, "digest", real)
        shutil.rmtree(three / "out")
        return real(path)

    monkeypatch.setattr(files, "digest", vanishing)
    assert cli.main(command("-j", "1", "-q")[3:]) == 1
    assert cli.main(command("-j", "1", "-q")[3:]) == 0
    assert count_of(three / "out") == 3


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_an_error_a_figure(tiny_disk: Path, three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny_disk / "filling").write_bytes(b"x" * 12 * 1024)
    assert cli.main(["batch", "figures.toml", "-o", str(tiny_disk), "-j", "1"]) == 1
    assert "no space left" in capsys.readouterr().err
    (tiny_disk / "filling").unlink()
    (three / "figures.toml").write_text(MANY % [0])
    assert cli.main(["batch", "figures.toml", "-o", str(tiny_disk), "-j", "1", "-q"]) == 0


def test_a_saved_file_is_drawn_again_while_it_is_watched(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    write_figures(tmp_path, 2)
    figures, told, errors = tmp_path / "figures.toml", tmp_path / "told", tmp_path / "errors"
    with told.open("wb") as out, errors.open("wb") as err:
        process = subprocess.Popen(command("--watch", "-j", "1"), cwd=tmp_path, stdout=out, stderr=err)
    try:
        wait_for(lambda: "2 drawn, 0 up to date" in told.read_text())
        write_figures(tmp_path, 3)
        wait_for(lambda: "1 drawn, 2 up to date" in told.read_text())
        figures.write_text("[figures")  # The next save mends it.
        wait_for(lambda: "this is not TOML" in errors.read_text())
        (tmp_path / "new").write_text(MANY % [*range(4)])
        (tmp_path / "new").replace(figures)
        wait_for(lambda: "1 drawn, 3 up to date" in told.read_text())
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert told.read_text().count(".gif: ") == 4, "each was drawn once"


def test_watching_without_the_library_says_how_to_get_it(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert cli.main(command("--watch", "-j", "1")[3:]) == 1
    assert "pip install 'convanim[watch]'" in capsys.readouterr().err


def test_a_terminal_gets_a_bar(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    write_figures(tmp_path, 3)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command("-j", "1"), cwd=tmp_path, stdout=theirs, stderr=theirs)
    os.close(theirs)
    told = b""
    try:
        while chunk := os.read(ours, 4096):
            told += chunk
    except OSError:
        pass  # The end of a terminal.
    assert process.wait() == 0
    assert b"Drawing" in told
    assert b"3/3" in told
    assert b"f-loop-1.gif" in told
    assert b"3 outputs: 3 drawn" in told
