"""Where the numbers of a figure come from: a word, a kernel, a file, or rows of numbers.

Rows are ``"1 2; 3 4"``, lists, or an array of any library; one row may stand alone.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convanim.errors import ConvanimError, choose

if TYPE_CHECKING:
    import numpy.typing as npt

VALUE_WORDS = ("random", "ones", "arange", "impulse")
KERNELS = ("box", "gaussian", "sobel-x", "sobel-y", "laplace", "sharpen", "identity", "bilinear")
IMAGES = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".bmp": "BMP",
    ".webp": "WEBP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
}
"""What Pillow calls the images, by their suffix."""
FILES = (".csv", ".npy", *IMAGES)

Rows = tuple[tuple[float, ...], ...]


def read(given: object, name: str) -> str | Rows:
    """A source that was given for ``name``, "values" or "weights": text as it stands, anything else as rows.

    Raises ConvanimError for what is none: a word that nobody knows, rows of unequal length, no numbers at all. Whether
    files are there and rows fit is for the layer to say.
    """
    if not isinstance(given, str):
        return _from_object(given, name)
    if given not in words(name) and not is_file(given):
        from_text(given, name)
    return given


def words(name: str) -> tuple[str, ...]:
    """The words for values or for weights."""
    return (*VALUE_WORDS, *KERNELS) if name == "weights" else VALUE_WORDS


def is_file(text: str) -> bool:
    """Whether a text is the name of a file of numbers."""
    return Path(text).suffix.lower() in FILES


def from_text(text: str, name: str) -> Rows:
    """The rows in a text: semicolons end rows, spaces or commas end numbers."""
    try:
        rows = [[float(each) for each in row.replace(",", " ").split()] for row in text.strip(" ;").split(";")]
    except ValueError:
        if ";" not in text and " " not in text.strip():
            raise ConvanimError(f"{name}: there is no source {text[:40]!r}.", choose(text, words(name))) from None
        raise _no_rows(text, name) from None
    return _checked(rows, text, name)


def _from_object(given: object, name: str) -> Rows:
    try:
        listed = _listed(given)
        if len(shape := _shape(listed)) > 2:
            shown = " × ".join(map(str, shape))
            raise ConvanimError(f"{name}: there are {shown} numbers, not rows of them.", "give those of one channel.")
        row_by_row = listed if len(shape) == 2 else [listed if shape else [listed]]
        rows = [[_number(each) for each in row] for row in row_by_row]
    except (TypeError, ValueError, OverflowError, RuntimeError):  # The last is what tensors of an accelerator raise.
        raise _no_rows(given, name) from None
    return _checked(rows, given, name)


def _listed(given: object) -> Any:
    """Rows as lists of lists; arrays know themselves what is in them."""
    if hasattr(given, "__array__"):
        import numpy as np

        return in_decimals(np.asarray(given)).tolist()
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        return [_listed(each) for each in given]
    return given


def in_decimals(found: "npt.NDArray[Any]") -> "npt.NDArray[Any]":
    """The numbers as they are written: 0.1 of 32 bits is 0.1, where its binary fraction is 0.10000000149."""
    short = found.dtype.kind == "f" and found.dtype.itemsize < 8
    return found.astype(str).astype(float) if short else found


def _shape(listed: Any) -> list[int]:
    """How many are in a list, in its first list, and so on; nothing of a number."""
    sizes = []
    while isinstance(listed, list):
        sizes.append(len(listed))
        listed = listed[0] if listed else None
    return sizes


def _number(given: Any) -> float:
    if isinstance(given, str | bytes):
        raise TypeError(given)
    return float(given)


def _checked(rows: list[list[float]], given: object, name: str) -> Rows:
    if not rows or not rows[0]:
        raise ConvanimError(f"{name}: there are no numbers in {str(given)[:40]!r}.", ways(name))
    if len({len(row) for row in rows}) != 1:
        raise ConvanimError(f"{name}: the rows of {str(given)[:40]!r} are not of one length.", ways(name))
    if not all(math.isfinite(each) for row in rows for each in row):
        raise ConvanimError(f"{name}: some of the numbers are not finite.", "use numbers that can be added up.")
    return tuple(map(tuple, rows))


def _no_rows(given: object, name: str) -> ConvanimError:
    return ConvanimError(f"{name}: {str(given)[:40]!r} is not rows of numbers.", ways(name))


def ways(name: str) -> str:
    """What can be given for values or for weights, as a hint."""
    return f'write {", ".join(words(name))}, a .csv, .npy or image file, or rows ("1 2; 3 4").'


def written(rows: Rows) -> str:
    """The text that is read as the same rows."""
    return "; ".join(" ".join(repr(each).removesuffix(".0") for each in row) for row in rows)
