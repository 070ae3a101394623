"""Files are written whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from convanim import FailedError, Figure, files
from convanim.files import whole_file


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "f.gif"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), whole_file(target) as file:
        file.write(b"half of the new")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["f.gif"]


@pytest.mark.parametrize("unnamed", [True, False])
def test_a_new_file_takes_the_place_of_the_old_one(
    tmp_path: Path, unnamed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not unnamed:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
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


def test_what_a_killed_process_left_does_not_stop_the_next(tmp_path: Path) -> None:
    for descriptor in range(40):
        (tmp_path / f".convanim-{os.getpid()}-{descriptor}").write_bytes(b"left behind")
    with whole_file(tmp_path / "f.gif") as file:
        file.write(b"content")
    assert (tmp_path / "f.gif").read_bytes() == b"content"


@pytest.mark.parametrize("name", ["folder", "file/f.gif", "x" * 300 + ".gif"])
def test_a_place_that_cannot_be_written_is_a_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FailedError, match="could not be written") as caught, whole_file(tmp_path / name) as file:
        file.write(b"content")
    assert caught.value.exit_status == 1
    assert (tmp_path / "file").read_bytes() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def full(_: Path) -> Iterator[tuple[BinaryIO, None]]:
        with Path("/dev/full").open("w+b", buffering=0) as file:
            yield file, None

    monkeypatch.setattr(files, "_hidden_file", full)
    with pytest.raises(FailedError, match="no space left"):
        Figure.of("conv").save(tmp_path / "f.gif")
    assert os.listdir(tmp_path) == []


def test_a_killed_process_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "f.gif").write_bytes(b"old")
    command = [sys.executable, "-m", "convanim", "conv", "--i", "64", "-q", "-o", "f.gif"]
    process = subprocess.Popen(command, cwd=tmp_path)
    time.sleep(1)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was to be killed while it drew"
    assert (tmp_path / "f.gif").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["f.gif"]
