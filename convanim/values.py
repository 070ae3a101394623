"""The numbers in a figure: where values and weights come from, and what the layer makes of them.

A source is a word ("random"), a named kernel ("sobel-x"), a file (.csv, .npy or an image) or rows of numbers
("1 2; 3 4"). Nothing in a file is run: an .npy file that holds objects is refused.
"""

import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convanim.errors import ConvanimError, FailedError, choose
from convanim.geometry import Step, Tap
from convanim.layer import Layer
from convanim.notation import total
from convanim.options import KERNELS
from convanim.options import VALUE_WORDS as WORDS
from convanim.sizes import Size

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

FILES = (".csv", ".npy", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff")
LARGEST_FILE = 50_000_000
"""Bytes of a file of values that are read at most."""


class Numbers(NamedTuple):
    """The numbers of a layer, as (rows, columns)."""

    input: "Array"
    weights: "Array | None"
    """None for pooling, which has none."""
    output: "Array"


def numbers(
    layer: Layer, values: object = None, weights: object = None, seed: int = 0, *, flip: bool = False
) -> Numbers:
    """The numbers of ``layer``; ``flip`` turns the kernel around, which makes a convolution of the cross-correlation.

    Raises ConvanimError for a source that is none or does not fit the layer, FailedError for an unreadable file.
    """
    import numpy as np

    given = _array(values or "random", layer.input_size, "values", seed, 0, 9)
    used = None
    if layer.operation in ("conv", "transpose"):
        used = _weights(weights or "random", layer, seed + 1)
        used = used[::-1, ::-1].copy() if flip else used
    elif weights is not None:
        raise ConvanimError(f"{layer.operation} has no weights.", "leave out weights.")
    made = np.zeros(layer.output_size)
    found = Numbers(given, used, made)
    for step in layer.steps(limit=False):
        made[step.output] = result(layer, found, step)
    return found


def value(found: Numbers, tap: Tap) -> float:
    """The value that a tap meets: 0 where it holds none."""
    return float(found.input[tap.input]) if tap.input is not None else 0.0


def weight(found: Numbers, tap: Tap) -> float:
    """The weight of a tap; 1 where the layer has none."""
    return float(found.weights[tap.kernel]) if found.weights is not None else 1.0


def result(layer: Layer, found: Numbers, step: Step) -> float:
    """What the layer returns for a step: a sum of products, a maximum or a mean."""
    if layer.operation == "max-pool":
        return max((value(found, tap) for tap in step.taps if tap.input is not None), default=-math.inf)
    summed = total(weight(found, tap) * value(found, tap) for tap in step.taps)
    if layer.operation == "avg-pool":
        divisor = layer.divisor(step)
        return summed / divisor if divisor else math.nan
    return summed


def winner(found: Numbers, step: Step) -> Tap | None:
    """The tap of a max pooling that is returned, the first of equals; None where there is nothing but border."""
    real = [tap for tap in step.taps if tap.input is not None]
    return max(real, key=lambda tap: value(found, tap), default=None)


def _weights(source: object, layer: Layer, seed: int) -> "Array":
    size = layer.kernel_size
    if isinstance(source, str) and source in KERNELS:
        return _named_kernel(source, size, layer)
    return _array(source, size, "weights", seed, -2, 2)


def _array(source: object, size: Size, name: str, seed: int, low: int, high: int) -> "Array":
    """The array of a source, in the layer's size."""
    import numpy as np

    if isinstance(source, str) and source in WORDS:
        return _by_word(source, size, seed, low, high)
    if isinstance(source, str) and Path(source).suffix.lower() in FILES:
        found = _from_file(Path(source), size, name)
    elif isinstance(source, str):
        found = _from_text(source, name)
    else:
        try:
            found = _in_decimals(np.asarray(source))
        except (TypeError, ValueError):
            raise ConvanimError(f"{name}: {str(source)[:40]!r} is not rows of numbers.", _ways(name)) from None
    if found.ndim == 1:
        found = found[None]
    if found.shape != size:
        shown = " × ".join(map(str, found.shape))
        raise ConvanimError(
            f"{name}: there are {shown} numbers, but the layer takes {size[0]} × {size[1]}.",
            f"give {size[0]} rows of {size[1]}, or another {'input_size' if name == 'values' else 'kernel_size'}.",
        )
    if not np.isfinite(found).all():
        raise ConvanimError(f"{name}: some of the numbers are not finite.", "use numbers that can be added up.")
    return found.astype(np.float64)


def _in_decimals(found: "npt.NDArray[np.generic]") -> "Array":
    """The numbers as they are written: 0.1 of 32 bits is 0.1, where its binary fraction is 0.10000000149."""
    import numpy as np

    short = found.dtype.kind == "f" and found.dtype.itemsize < 8
    return np.asarray(found.astype(str) if short else found, np.float64)


def _by_word(word: str, size: Size, seed: int, low: int, high: int) -> "Array":
    import numpy as np

    if word == "ones":
        return np.ones(size)
    if word == "arange":
        return np.arange(size[0] * size[1], dtype=np.float64).reshape(size)
    if word == "impulse":
        found = np.zeros(size)
        found[size[0] // 2, size[1] // 2] = 1
        return found
    return np.random.default_rng(seed).integers(low, high + 1, size).astype(np.float64)


def _named_kernel(name: str, size: Size, layer: Layer) -> "Array":
    """The kernels people know, in the layer's size; those that have only one size say so."""
    import numpy as np

    rows, columns = size
    if name == "box":
        return np.full(size, 1 / (rows * columns))
    if name == "identity":
        found = np.zeros(size)
        found[rows // 2, columns // 2] = 1
        return found
    if name == "gaussian":
        # The binomial weights: 1 2 1, 1 4 6 4 1...
        made = np.outer(_binomial(rows), _binomial(columns))
        return np.asarray(made / made.sum(), np.float64)
    if name == "bilinear":
        if layer.operation != "transpose":
            raise ConvanimError("bilinear weights are for transpose.", "use box or gaussian.")
        return np.outer(_triangle(rows), _triangle(columns))
    fixed = {
        "sobel-x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
        "sobel-y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
        "laplace": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    }
    if size != (3, 3):
        raise ConvanimError(f"{name} is a kernel of 3 × 3, but the layer has {rows} × {columns}.", "use --k 3.")
    return np.array(fixed[name], np.float64)


def _binomial(size: int) -> "Array":
    import numpy as np

    return np.array([math.comb(size - 1, n) for n in range(size)], np.float64)


def _triangle(size: int) -> "Array":
    """Weights of linear interpolation (the filler "bilinear" of FCN: Long, Shelhamer and Darrell, arXiv:1411.4038)."""
    import numpy as np

    factor = (size + 1) // 2
    centre = factor - 1 if size % 2 else factor - 0.5
    return np.asarray(1 - np.abs(np.arange(size) - centre) / factor, np.float64)


def _from_text(text: str, name: str) -> "Array":
    import numpy as np

    try:
        rows = [[float(each) for each in row.replace(",", " ").split()] for row in text.strip(" ;").split(";")]
    except ValueError:
        known = (*WORDS, *(KERNELS if name == "weights" else ()))
        if ";" not in text and " " not in text.strip():
            raise ConvanimError(f"{name}: there is no source {text[:40]!r}.", choose(text, known)) from None
        raise ConvanimError(f"{name}: {text[:40]!r} is not rows of numbers.", _ways(name)) from None
    if len({len(row) for row in rows}) != 1 or not rows[0]:
        raise ConvanimError(f"{name}: the rows of {text[:40]!r} are not of one length.", _ways(name))
    return np.array(rows)


def _ways(name: str) -> str:
    words = ", ".join((*WORDS, *(KERNELS if name == "weights" else ())))
    return f'write {words}, a .csv, .npy or image file, or rows ("1 2; 3 4").'


def _from_file(path: Path, size: Size, name: str) -> "Array":
    import numpy as np

    try:
        if not path.is_file():
            raise FailedError(
                f"{name}: {path} is not a file." if path.exists() else f"{name}: there is no file {path}.",
                "name a file of values.",
            )
        if path.stat().st_size > LARGEST_FILE:
            raise FailedError(f"{name}: {path} has more than {LARGEST_FILE:,} bytes.", "use a smaller file.")
        if path.suffix.lower() == ".npy":
            return np.atleast_2d(_in_decimals(np.load(path, allow_pickle=False)))
        if path.suffix.lower() == ".csv":
            return np.asarray(np.loadtxt(path, delimiter=",", ndmin=2, encoding="utf-8"), np.float64)
        return _grey(path, size)
    except FailedError:
        raise
    except (OSError, ValueError, TypeError, SyntaxError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FailedError(f"{name}: {path} could not be read: {reason}.", "use a file of plain numbers.") from error


def _grey(path: Path, size: Size) -> "Array":
    """An image as grey from 0 to 255, fitted to the size."""
    import imageio.v3 as iio
    import numpy as np
    from PIL import Image

    try:
        pixels = iio.imread(path, index=0, plugin="pillow")
    except Image.DecompressionBombError as error:
        raise ValueError(error) from error
    picture = Image.fromarray(np.asarray(pixels)).convert("L")
    fitted = picture.resize((size[1], size[0]), Image.Resampling.BOX)
    return np.asarray(fitted, np.float64)
