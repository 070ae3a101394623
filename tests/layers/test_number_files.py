"""Files of numbers: read as NumPy reads them, in bounded time and memory."""

import io
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy
from PIL import Image

from convanim import FailedError
from convanim.layers import number_files
from convanim.layers.number_files import Read


def read(path: Path, content: bytes, size: tuple[int, int] = (2, 2)) -> Read:
    path.write_bytes(content)
    return number_files.read(path, size, "values")


@given(rows=st_numpy.arrays(np.float64, st_numpy.array_shapes(min_dims=2, max_dims=2), elements=st.floats(-1e9, 1e9)))
def test_what_numpy_wrote_is_read_back(rows: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> None:
    path, file = tmp_path_factory.getbasetemp() / "v.csv", io.BytesIO()
    np.savetxt(file, rows, delimiter=",", header="one, two")
    found = read(path, file.getvalue(), (len(rows), len(rows[0])))
    np.testing.assert_array_equal(np.reshape(found.items, found.shape), np.loadtxt(path, delimiter=",", ndmin=2))


@pytest.mark.parametrize(
    "text",
    [
        "1,2\n3,4\n",
        "1,2\r\n\r\n 3 ,\t4 \r\n",
        "1,2\r3,4",
        "# words\n1,2 # more words\n3,4",
        "-1e3,+.5\n5.,1E-3",
        "nan,inf\n-inf,Infinity",
        "5",
        "1,2,\n3,4,\n",
        "1,,2",
        ",",
        "1;2",
        "1 2\n3 4",
        '"1","2"',
        "1_000,2",
        "0x10,1",
        "1,2\n3",
        "1,2\n3,4,5",
        "a,b\n1,2",
        "1,2\n3,x",
        "1,2\0",
        "",
        "\n \n",
        "# nothing",
    ],
)
def test_what_numpy_refuses_is_refused(text: str, tmp_path: Path) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Of an empty file it only warns.
            expected = np.loadtxt(text.splitlines(), delimiter=",", ndmin=2)
    except (ValueError, UserWarning):
        with pytest.raises(FailedError, match=r"v\.csv could not be read: ") as caught:
            read(tmp_path / "v.csv", text.encode())
        assert len(caught.value.message) < 300
    else:
        found = read(tmp_path / "v.csv", text.encode())
        np.testing.assert_array_equal(np.reshape(found.items, found.shape), expected)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"1,2\n3,four\n", "line 2: could not convert string to float: 'four'"),
        (b"1,2\n\n3\n", "line 3 has 1 numbers, but the first one has 2"),
        (b"x" * 90_000, "line 1: could not convert"),
        (b"1,2\n3,4_4", "line 2: could not convert string to float: '3,4_4'"),
        (b"\xff1", "can't decode"),
    ],
)
def test_a_mistake_is_told_by_its_line(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(FailedError) as caught:
        read(tmp_path / "v.csv", content)
    assert message in caught.value.message
    assert len(caught.value.message) < 300


BOUNDED = """
import resource, sys, time
from pathlib import Path
from convanim.layers import number_files

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
found = number_files.read(Path(sys.argv[1]), (2, 2), "values")
seconds = time.process_time() - started
print(*found.shape, seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def npy(rows: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, rows)
    return file.getvalue()


@pytest.mark.skipif(sys.platform != "linux", reason="systems count the memory of a process in units of their own")
@pytest.mark.parametrize(
    ("name", "content", "shape"),
    [
        ("wide.csv", b"1," * 24_999_999 + b"1", "1 25000000"),
        ("high.csv", b"12\n" * 3_300_000, "3300000 1"),
        ("v.npy", npy(np.zeros((3, 4_000_000), np.float32)), "3 4000000"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_large_file_is_counted_in_seconds_and_little_memory(
    name: str, content: bytes, shape: str, tmp_path: Path
) -> None:
    """A text or a float for each number would take a gigabyte."""
    (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-c", BOUNDED, name]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    *found, seconds, megabytes = ended.stdout.split()
    assert found == shape.split()
    assert float(seconds) < 8
    assert float(megabytes) < 300


def test_a_large_file_that_fits_is_read_whole(tmp_path: Path) -> None:
    expected = np.arange(250_000).reshape(2, -1) % 977
    for rows in (expected, expected.T):
        lines = "\n".join(",".join(map(str, row)) for row in rows)
        found = read(tmp_path / "v.csv", lines.encode(), rows.shape)
        np.testing.assert_array_equal(np.reshape(found.items, found.shape), rows)
        with pytest.raises(FailedError, match="could not convert string to float: 'x'"):
            read(tmp_path / "v.csv", (lines.rpartition(",")[0] + ",x").encode(), rows.shape)


@pytest.mark.parametrize("suffix", ["png", "tiff"])
@pytest.mark.parametrize("kind", ["<u2", ">u2"])
def test_sixteen_bits_of_either_order(kind: str, suffix: str, tmp_path: Path) -> None:
    expected = np.array([[0, 50], [100, 255]])
    deep = np.ascontiguousarray(np.kron(expected, np.ones((3, 3), int)) * 257).astype(kind)
    mode = "I;16" if kind == "<u2" else "I;16B"
    picture = Image.frombytes(mode, deep.shape, deep.tobytes())
    try:
        picture.save(tmp_path / f"v.{suffix}")
    except OSError:
        pytest.skip(f"Pillow writes no {mode} into {suffix}")
    found = number_files.read(tmp_path / f"v.{suffix}", (2, 2), "values")
    np.testing.assert_allclose(np.reshape(found.items, found.shape), expected, atol=1e-4)
