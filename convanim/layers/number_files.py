"""Numbers from files: .csv with what Python brings, .npy with NumPy, and images with Pillow.

Nothing in a file is run: an .npy file that holds objects is refused.
"""

import io
import math
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NamedTuple

from convanim.errors import FailedError
from convanim.files import read_bytes
from convanim.options import sources
from convanim.options.sizes import Size

LARGEST_FILE = 50_000_000
"""Bytes of a file of values that are read at most."""
MOST_PIXELS = 50_000_000
"""Of an image of values."""
_BLOCK = 65_536
"""Letters of a .csv file that are taken apart at once."""


class Read(NamedTuple):
    """Numbers as they were given, whether they fit or not."""

    shape: tuple[int, ...]
    items: Sequence[float]
    """In row-major order; of a file with too many of them, none or those at its start."""


def read(path: Path, size: Size, name: str) -> Read:
    """The numbers in a file that was given for ``name``; an image's are fitted to the ``size``.

    Raises FailedError for what cannot be read.
    """
    suffix = path.suffix.lower()
    try:
        content = io.BytesIO(read_bytes(path, LARGEST_FILE, "name a file of values."))
        if suffix == ".npy":
            return _npy(content, math.prod(size))
        return _csv(content, math.prod(size)) if suffix == ".csv" else _grey(content, sources.IMAGES[suffix], size)
    except FailedError as error:
        raise FailedError(f"{name}: {error.message}", error.hint) from error
    except (ImportError, OSError, EOFError, ValueError, TypeError, SyntaxError, MemoryError) as error:
        told = getattr(error, "strerror", None) or str(error) or type(error).__name__
        reason = told.splitlines()[0].removesuffix(".")
        raise FailedError(f"{name}: {path} could not be read: {reason}.", "use a file of plain numbers.") from error


def _csv(content: IO[bytes], most: int) -> Read:
    """Rows of numbers; what is behind a # is a comment, and lines without numbers do not count.

    Beyond ``most`` numbers they are only counted.
    """
    items, rows, columns, before = array("d"), 0, 0, 0
    lines = io.TextIOWrapper(content, "utf-8-sig")
    while block := lines.readlines(_BLOCK):
        found = [line.partition("#")[0].strip() for line in block]
        filled = [row for row in found if row]
        columns = columns or (_columns(filled[0]) if filled else 0)
        try:
            if not {columns}.issuperset(map(_columns, filled)):
                raise ValueError("rows of unequal length")
            if filled:
                _add(items, ",".join(filled), most)
        except ValueError:
            raise _mistake(found, columns, before) from None
        rows, before = rows + len(filled), before + len(block)
    if not rows:
        raise ValueError("it is empty")
    return Read((rows, columns), items)


def _columns(row: str) -> int:
    return row.count(",") + 1


def _add(items: "array[float]", row: str, most: int) -> None:
    """Add the numbers of a row, piece by piece, until there are more than ``most``."""
    start = 0
    while start <= len(row) and len(items) <= most:
        end = row.find(",", start + _BLOCK)
        end = len(row) if end < 0 else end
        piece = row[start:end]
        if "_" in piece:  # Python reads 1_000 as one number, and nobody else does.
            raise ValueError(f"could not convert string to float: {piece[:40]!r}")
        items.extend(map(float, piece.split(",")))
        start = end + 1


def _mistake(rows: list[str], columns: int, before: int) -> ValueError:
    """What is wrong in the first of the ``rows`` that is wrong; ``before`` are the lines before them."""
    for number, row in enumerate(rows, before + 1):
        if row and _columns(row) != columns:
            return ValueError(f"line {number} has {_columns(row)} numbers, but the first one has {columns}")
        try:
            _add(array("d"), row or "0", len(row))
        except ValueError as error:
            return ValueError(f"line {number}: {str(error)[:80]}")
    raise AssertionError("no row is wrong")


def _npy(content: IO[bytes], most: int) -> Read:
    """The array of an .npy file, whose head may not promise more than such a file holds.

    More than ``most`` numbers are only counted.
    """
    from tokenize import TokenError

    import numpy as np

    read_head = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    try:
        version = np.lib.format.read_magic(content)
        if version not in read_head:
            raise ValueError("it is no array of numbers")
        shape, *_ = read_head[version](content)
        if math.prod(shape) > LARGEST_FILE:
            raise ValueError(f"it has {math.prod(shape):,} numbers")
        content.seek(0)
        found = np.lib.format.read_array(content, allow_pickle=False)
    except (TokenError, OverflowError) as error:
        raise ValueError("its header is broken") from error
    if np.iscomplexobj(found):
        raise ValueError("its numbers are complex")
    if found.size > most:
        return Read(found.shape, ())
    return Read(found.shape, np.asarray(sources.in_decimals(found), np.float64).ravel().tolist())


def _grey(content: IO[bytes], form: str, size: Size) -> Read:
    """An image as grey from 0 to 255, fitted to the size.

    Only ``form`` is opened: what is in a file does not choose the program that does.
    """
    import warnings

    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # Its bound is not ours.
        try:
            picture = Image.open(content, formats=[form])
        except UnidentifiedImageError:
            raise ValueError(f"it is no {form}") from None
        except Image.DecompressionBombError:
            raise ValueError(f"it has far more than {MOST_PIXELS:,} pixels") from None
    with picture:
        pixels = picture.width * picture.height
        if pixels > MOST_PIXELS:
            raise ValueError(f"it has {pixels:,} pixels, more than {MOST_PIXELS:,}")
        # Pillow's own way from 16 bits to 8 makes nearly everything white.
        deep = picture.mode.startswith("I;16")
        fitted = picture.convert("F" if deep else "L").resize((size[-1], math.prod(size[:-1])), Image.Resampling.BOX)
    items = memoryview(fitted.tobytes()).cast("f" if deep else "B").tolist()
    return Read(tuple(size), [each / 257 for each in items] if deep else items)
