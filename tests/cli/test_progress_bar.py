"""The bar of batch in terminals of every width."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = (
    "one",
    "a-figure-with-a-very-long-name-that-does-not-fit-a-narrow-terminal",
    "卷积核的图形卷积核的图形卷积核的图形卷积核的图形",
)


def told_in_a_terminal(folder: Path, columns: int) -> str:
    """What batch writes on a terminal that is so wide."""
    pty, fcntl, struct, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "struct", "termios"))
    tables = (f'[figures."{name}"]\noperation = "conv"\ncell = 4\noutputs = ["svg"]\n' for name in NAMES)
    (folder / "f.toml").write_text("".join(tables), encoding="utf-8")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
    command = [sys.executable, "-m", "convanim", "batch", "f.toml", "-o", "out", "-j", "1"]
    with subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment | {"TERM": "xterm"}
    ) as process:
        os.close(theirs)
        told = b""
        try:
            while chunk := os.read(ours, 4096):
                told += chunk
        except OSError:
            pass  # The end of a terminal.
        assert process.wait() == 0
    os.close(ours)
    return told.decode()


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 132])
def test_the_bar_takes_one_line(tmp_path: Path, columns: int) -> None:
    told = told_in_a_terminal(tmp_path, columns)
    bar, _, _ = told.rpartition("\r\n3 outputs")
    drawings = [re.sub("\x1b\\[[?0-9]*[a-zA-Z]", "", line) for line in bar.split("\r")]
    assert any("3/3" in line for line in drawings)
    # A letter of Chinese takes two columns.
    wide = max(sum(1 + ("\u4e00" <= letter <= "\u9fff") for letter in line) for line in drawings)
    assert wide < columns
    assert ("[" in bar.replace("\x1b[", "")) is (columns >= 80)
    if columns >= 60:
        assert "terminal.svg" in bar
