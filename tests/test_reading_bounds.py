"""What is read is bounded, in time and memory, and nothing but a file is read."""

import json
import os
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import numpy as np
import pytest

from convanim import cli
from convanim.layers.layer import Layer
from convanim.layers.values import numbers
from convanim.options.toml_tables import tables_of
from tests import engine

POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n%%EOF\n"
KILOBYTES = 700_000


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refused(*arguments: str, stdin: int | None = None, status: tuple[int, ...] = (1, 2)) -> str:
    """What a command says that ends by itself, soon and in bounded memory, with two lines."""
    shell = f'ulimit -v {KILOBYTES}; exec "$0" -m convanim "$@"'
    # NumPy's threads reserve memory that they never use.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    ended = subprocess.run(
        ["sh", "-c", shell, sys.executable, *arguments],
        stdin=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
    )
    assert ended.returncode in status
    assert "there is not enough memory" not in ended.stderr
    first, second = ended.stderr.splitlines()[-2:]
    assert first.startswith("Error: ")
    assert second.startswith("Hint: ")
    return first


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(side: int, *chunks: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0" * 9))
    return b"".join([b"\x89PNG\r\n\x1a\n", header, *chunks, data, chunk(b"IEND", b"")])


SLOW = {
    "f.svg": b"<metadata" * 110_000,
    "g.svg": b"<metadata>convanim " * 50_000,
    "f.html": b'name="convanim" content="convanim ' * 30_000,
    "f.pdf": b"/Keywords (convanim " * 50_000,
    "g.pdf": b"/Keywords (convanim " + b"\\a" * 400_000,
    "f.tex": b"%" + b" " * 900_000 + b"\n%",
    "long.svg": b'<metadata>convanim "' + b"a" * 900_000 + b'"</metadata>',
    "xmp.png": png(9, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b">convanim " * 50_000)),
    "bomb.png": png(60_000),
    "text.png": png(9, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 100_000_000))),
}


@pytest.mark.parametrize("name", SLOW)
def test_no_figure_takes_long_to_read(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_bytes(SLOW[name])
    started = time.monotonic()
    assert cli.main(["remake", name]) in (1, 2)
    assert time.monotonic() - started < 20
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize("name", ["f.svg", "f.gif", "f.png", "f.pdf", "f.md", "f.toml", "f.csv"])
def test_a_file_of_three_gigabytes_does_not_fill_the_memory(name: str) -> None:
    with Path(name).open("wb") as file:
        file.truncate(3_000_000_000)  # With a hole in it, it takes no room on the disk.
    reader = {".md": ["post", name], ".toml": ["batch", name], ".csv": ["conv", "--view", "flat", "--values", name]}
    refused(*reader.get(Path(name).suffix, ["remake", name]))


def test_the_end_of_a_large_file_counts_where_a_format_has_its_words_there() -> None:
    pytest.importorskip("reportlab")
    assert cli.main(["conv", "-q", "-o", "f.pdf"]) == 0
    content = Path("f.pdf").read_bytes()
    Path("large.pdf").write_bytes(content[:20] + b"\n%" + b"." * 3_000_000 + content[20:])
    assert cli.main(["remake", "large.pdf", "-q", "-o", "again.svg"]) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize(
    "command",
    [
        "remake f.svg",
        "remake f.gif",
        "remake f.mp4",
        "post f.md",
        "batch f.toml",
        "gallery f.toml -o .",
        "conv --theme f.toml",
        "conv --view flat --values f.csv",
        "conv --view flat --values f.png",
    ],
)
def test_what_is_no_file_is_refused_at_once(kind: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    (name,) = (word for word in command.split() if word.startswith("f."))
    os.mkfifo(name) if kind == "pipe" else Path(name).symlink_to("/dev/zero")
    started = time.monotonic()
    assert cli.main(command.split()) in (1, 2)
    assert time.monotonic() - started < 20
    told = capsys.readouterr().err
    assert f"is a {kind}, not a file." in told or "leads out of its folder" in told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_no_batch_waits_for_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.toml").write_text('[figures.f]\noperation = "conv"\n')
    os.mkfifo("f.gif")
    assert cli.main(["batch", "f.toml", "-j", "1"]) == 1
    assert "f.gif is a pipe or a device" in capsys.readouterr().err
    Path("f.gif").unlink()
    Path(".convanim.jsonl").unlink(missing_ok=True)
    os.mkfifo(".convanim.jsonl")
    assert cli.main(["batch", "f.toml", "--check"]) == 1
    assert ".convanim.jsonl is not a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        ".".join("a" * 20) + " = 1",
        "[" + ". ".join(['"a"'] * 20) + "]",
        "f = [1, { " + " . ".join("a" * 20) + " = 1 }]",
        's = ["""x"""", { ' + ".".join("a" * 20) + " = 1 }]",
        "s = '''x'''''\n" + ".".join("a" * 20) + " = 1",
    ],
)
def test_a_key_of_many_parts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"more than 16 parts \(at line \d, "):
        tables_of(text)


def test_dots_that_join_no_key_are_left_alone() -> None:
    dotted = ".".join("a" * 40)
    text = f"# {dotted}\na.b.c = \"{dotted}\"\nd = '{dotted}'\nf = [1.5, 2.5]\n"
    text += f'e = """\n"{dotted}\\""""\ng = \'\'\'\n\'{dotted}\'\'\'\n'
    found = tables_of(text)
    assert found["a"]["b"]["c"] == found["d"] == dotted
    assert dotted in found["e"]
    assert dotted in found["g"]


def test_dotted_keys_do_not_fill_the_memory() -> None:
    for name, command in {"figures.toml": ["batch"], "theme.toml": ["conv", "--theme"]}.items():
        Path(name).write_text(".".join("a" * 49_000) + " = 1\n")
        assert "a key of more than 16 parts" in refused(*command, name)


def test_a_theme_has_a_bound(capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.toml").write_text("#" * 200_000)
    assert cli.main(["conv", "--theme", "t.toml"]) == 1
    assert "t.toml has more than 100,000 bytes" in capsys.readouterr().err


def test_mistakes_beyond_counting_are_counted_to_a_hundred(capsys: pytest.CaptureFixture[str]) -> None:
    keys = {f"k{number}": 1 for number in range(90_000)}
    Path("f.toml").write_text('[figures.f]\noperation = "conv"\n' + "".join(f"{key} = 1\n" for key in keys))
    started = time.monotonic()
    assert cli.main(["batch", "f.toml"]) == 2
    assert time.monotonic() - started < 60
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 202
    assert told[-2] == "Error: these are the first 100 mistakes; there may be more."


def test_a_model_on_standard_input_has_a_bound() -> None:
    with subprocess.Popen(["head", "-c", "1000000000", "/dev/zero"], stdout=subprocess.PIPE) as endless:
        assert endless.stdout
        assert "standard input has more than" in refused("layer", "-", stdin=endless.stdout.fileno())
        endless.kill()


@pytest.mark.parametrize("sizes", [("14", "4294967295"), ("4294967295", "14"), ("1", "4294967295")])
@pytest.mark.parametrize("operation", ["avg-pool", "max-pool", "conv", "transpose"])
def test_a_search_ends_whatever_the_sizes(operation: str, sizes: tuple[str, str]) -> None:
    started = time.monotonic()
    for more in ([], ["--ceil-mode"] if "pool" in operation else ["--k", "3"]):
        assert cli.main(["solve", operation, "--i", sizes[0], "--o", sizes[1], *more]) in (0, 2)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("suffix", ["png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff"])
def test_no_picture_is_handed_to_a_program_that_its_name_does_not_tell(
    suffix: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pillow hands PostScript to Ghostscript: one of our own says whether it was called."""
    Path("bin").mkdir()
    Path("bin/gs").write_text(f"#!/bin/sh\ntouch {Path.cwd()}/called\n")
    Path("bin/gs").chmod(0o755)
    monkeypatch.setenv("PATH", f"{Path.cwd()}/bin", prepend=os.pathsep)
    monkeypatch.setattr("PIL.EpsImagePlugin.gs_binary", None)
    Path(f"v.{suffix}").write_bytes(POSTSCRIPT)
    assert cli.main(["conv", "--view", "flat", "--values", f"v.{suffix}", "-o", "f.svg"]) == 1
    assert cli.main(["remake", f"v.{suffix}"]) in (1, 2)
    Path("p.md").write_text(f"<!-- convanim: conv --view flat --values v.{suffix} -->\n")
    assert cli.main(["post", "p.md"]) == 1
    assert not Path("called").exists()
    assert "it is no " in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_video_that_is_a_list_of_files_opens_none() -> None:
    pytest.importorskip("imageio_ffmpeg")
    os.mkfifo("secret.mp4")  # Who opens it waits.
    Path("f.mp4").write_text("ffconcat version 1.0\nfile secret.mp4\n")
    started = time.monotonic()
    assert cli.main(["remake", "f.mp4"]) == 2
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("side", [8_000, 20_000])
def test_a_picture_that_swells_is_refused(side: int) -> None:
    Path("bomb.png").write_bytes(png(side))
    message = refused("conv", "--i", "3", "--view", "flat", "--values", "bomb.png")
    assert "more than 50,000,000" in message


@pytest.mark.parametrize("shape", ["(1000000000000,)", "(-1, -1000000000000)"])
@pytest.mark.parametrize("kind", ["<f8", "<U0"])
def test_an_array_that_promises_too_much_is_refused(shape: str, kind: str) -> None:
    head = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    Path("v.npy").write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode())
    assert "it has 1,000,000,000,000 numbers" in refused("conv", "--i", "3", "--view", "flat", "--values", "v.npy")


def test_sixteen_bits_are_as_grey_as_eight() -> None:
    from PIL import Image

    eight = np.arange(9, dtype=np.uint8).reshape(3, 3) * 30
    Image.fromarray(eight.astype(np.uint16) * 257).save("deep.png")
    read = numbers(Layer.of("conv", input_size=3), "deep.png").input
    np.testing.assert_allclose(engine.array(read), eight, atol=0.01)


def test_a_journal_has_a_bound(capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.toml").write_text('[figures.f]\noperation = "conv"\n')
    long = {"output": "f.gif", "fingerprint": "a", "source": "f.toml", "files": {"f.gif": "x" * 5_000_000}}
    Path(".convanim.jsonl").write_text(json.dumps(long) + "\n")
    assert cli.main(["batch", "f.toml", "--check"]) == 1
    assert "f.gif is new" in capsys.readouterr().out
    with Path(".convanim.jsonl").open("wb") as file:
        file.truncate(3_000_000_000)
    assert ".convanim.jsonl has more than 32,000,000 bytes" in refused("batch", "f.toml", "--check")
