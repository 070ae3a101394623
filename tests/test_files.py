"""Files are written whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from convanim import FailedError, Figure
from convanim.files import whole_file


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "f.gif"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), whole_file(target) as file:
        file.write(b"half of the new")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["f.gif"]


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "f.gif"
    for content in (b"first", b"second"):
        with whole_file(target) as file:
            file.write(content)
        assert target.read_bytes() == content
        assert os.listdir(target.parent) == ["f.gif"]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.gif").symlink_to("real.gif")
    with whole_file(tmp_path / "link.gif") as file:
        file.write(b"content")
    assert (tmp_path / "link.gif").is_symlink()
    assert (tmp_path / "real.gif").read_bytes() == b"content"


@pytest.mark.parametrize("name", ["folder", "file/f.gif", "x" * 300 + ".gif"])
def test_a_place_that_cannot_be_written_is_a_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FailedError, match="could not be written") as caught, whole_file(tmp_path / name) as file:
        file.write(b"content")
    assert caught.value.exit_status == 1
    assert (tmp_path / "file").read_bytes() == b""


@pytest.mark.skipif(sys.platform != "linux", reason="the device is Linux's")
def test_a_full_device_is_a_failure_and_stays_one(tmp_path: Path) -> None:
    try:
        # One of our own: should it be replaced after all, the machine's is still there.
        os.mknod(tmp_path / "f.gif", stat.S_IFCHR | 0o666, os.makedev(1, 7))
    except PermissionError:
        pytest.skip("only root makes devices")
    with pytest.raises(FailedError, match="no space left"):
        Figure.of("conv").save(tmp_path / "f.gif")
    assert (tmp_path / "f.gif").is_char_device()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    Figure.of("conv").save(tmp_path / "file.svg")
    os.mkfifo(tmp_path / "pipe.svg")
    with subprocess.Popen(["cat", "pipe.svg"], cwd=tmp_path, stdout=subprocess.PIPE) as reader:
        saved = Figure.of("conv").save(tmp_path / "pipe.svg")
        told, _ = reader.communicate(timeout=20)
    assert told == (tmp_path / "file.svg").read_bytes()
    assert saved.bytes == len(told)
    assert (tmp_path / "pipe.svg").is_fifo()


def test_a_killed_process_leaves_the_old_file_and_the_next_sweeps_up(tmp_path: Path) -> None:
    (tmp_path / "f.gif").write_bytes(b"old")
    command = [sys.executable, "-m", "convanim", "conv", "--i", "64", "-q", "-o", "f.gif"]
    process = subprocess.Popen(command, cwd=tmp_path)
    end = time.monotonic() + 60
    while len(os.listdir(tmp_path)) < 2:
        assert time.monotonic() < end, "it never began to write"
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was to be killed while it drew"
    assert (tmp_path / "f.gif").read_bytes() == b"old"
    (left,) = set(os.listdir(tmp_path)) - {"f.gif"}
    assert left.startswith(".convanim-")
    elsewhere = left.replace(left.split("-")[1], "another")
    alive = left.replace(str(process.pid), str(os.getpid()))
    for name in (elsewhere, alive, ".convanim-mine"):
        (tmp_path / name).write_bytes(b"of a living process, or none of ours")
    subprocess.run([*command[:4], "-q", "-o", "g.svg"], cwd=tmp_path, check=True)
    assert set(os.listdir(tmp_path)) == {"f.gif", "g.svg", elsewhere, alive, ".convanim-mine"}
