"""The numbers in a figure: where values and weights come from, and what the layer makes of them.

A source is what ``convanim.sources`` reads. Nothing in a file is run: an .npy file that holds objects is refused.
"""

import math
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from convanim.errors import ConvanimError, FailedError
from convanim.files import read_bytes
from convanim.geometry.steps import Index, Step, Tap
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.layers.operations import Term
from convanim.layers.planar import PlanarLayer
from convanim.options import sources
from convanim.options.sizes import Size
from convanim.options.sources import FILES as FILES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

LARGEST_FILE = 50_000_000
"""Bytes of a file of values that are read at most."""
MOST_PIXELS = 50_000_000
"""Of an image of values."""


class Numbers(NamedTuple):
    """The numbers of a layer, of its own number of axes."""

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

    given = _array("random" if values is None else values, layer.input_size, "values", seed, 0, 9)
    used = None
    if layer.definition.HAS_WEIGHTS:
        used = _weights("random" if weights is None else weights, layer, seed + 1)
        used = np.flip(used).copy() if flip else used
    elif weights is not None:
        raise ConvanimError(f"{layer.operation} has no weights.", "leave out weights.")
    made = np.zeros(layer.output_size)
    found = Numbers(given, used, made)
    for step in layer.steps(limit=False):
        made[step.output] = result(layer, found, step)
    return found


def on_plane(found: Numbers, layer: PlanarLayer) -> Numbers:
    """The same numbers in rows and columns, as the steps of ``layer`` count them."""
    weights = None if found.weights is None else found.weights.reshape(layer.kernel_size)
    return Numbers(found.input.reshape(layer.input_size), weights, found.output.reshape(layer.output_size))


def value(found: Numbers, tap: Tap) -> float:
    """The value that a tap meets: 0 where it holds none."""
    return found.input.item(tap.input) if tap.input is not None else 0.0


def weight(found: Numbers, tap: Tap) -> float:
    """The weight of a tap; 1 where the layer has none."""
    return found.weights.item(tap.kernel) if found.weights is not None else 1.0


def terms(found: Numbers, step: Step) -> list[Term]:
    """The taps of a step in numbers."""
    return [Term(value(found, tap), weight(found, tap), tap.kind, tap.input is not None) for tap in step.taps]


def result(layer: Layer, found: Numbers, step: Step) -> float:
    """What the layer returns for a step: a sum of products, a maximum or a mean."""
    return layer.definition.result(terms(found, step), layer.divisor(step))


def _weights(source: object, layer: Layer, seed: int) -> "Array":
    size = layer.kernel_size
    if isinstance(source, str) and source in sources.KERNELS:
        return _named_kernel(source, size, layer)
    return _array(source, size, "weights", seed, -2, 2)


def _array(source: object, size: Size, name: str, seed: int, low: int, high: int) -> "Array":
    """The array of a source, in the layer's size."""
    import numpy as np

    read = sources.read(source, name)
    if not isinstance(read, str):
        found = np.array(read)
    elif read in sources.VALUE_WORDS:
        return _by_word(read, size, seed, low, high)
    elif sources.is_file(read):
        found = _from_file(Path(read), size, name)
    else:
        found = np.array(sources.from_text(read, name))
    if found.ndim > len(size) and len(found) == 1:
        found = found[0]  # Numbers are written in rows, and the layer has none.
    if found.shape != size:
        raise ConvanimError(
            f"{name}: there are {_counted(found.shape)} numbers, but the layer takes {_counted(size)}.",
            f"give {' rows of '.join(map(str, size))}, "
            f"or another {'input_size' if name == 'values' else 'kernel_size'}.",
        )
    if not np.isfinite(found).all():
        raise ConvanimError(f"{name}: some of the numbers are not finite.", "use numbers that can be added up.")
    return found.astype(np.float64)


def _counted(shape: Size) -> str:
    return " × ".join(map(str, shape))


def _by_word(word: str, size: Size, seed: int, low: int, high: int) -> "Array":
    import numpy as np

    if word == "ones":
        return np.ones(size)
    if word == "arange":
        return np.arange(math.prod(size), dtype=np.float64).reshape(size)
    if word == "impulse":
        found = np.zeros(size)
        found[_middle(size)] = 1
        return found
    return np.random.default_rng(seed).integers(low, high + 1, size).astype(np.float64)


def _named_kernel(name: str, size: Size, layer: Layer) -> "Array":
    """The kernels people know, in the layer's size; those that have only one size say so."""
    import numpy as np

    if name == "box":
        return np.full(size, 1 / math.prod(size))
    if name == "identity":
        found = np.zeros(size)
        found[_middle(size)] = 1
        return found
    if name == "gaussian":
        # The binomial weights: 1 2 1, 1 4 6 4 1...
        return _separable(_binomial, size)
    if name == "bilinear":
        if not layer.definition.SCATTERS:
            scattering = " or ".join(name for name in operations.names() if operations.load(name).SCATTERS)
            raise ConvanimError(f"bilinear weights are for {scattering}.", "use box or gaussian.")
        return _separable(_triangle, size)
    fixed = {
        "sobel-x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
        "sobel-y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
        "laplace": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    }
    if size != (3, 3):
        raise ConvanimError(
            f"{name} is a kernel of 3 × 3, but the layer has {_counted(size)}.",
            "use a layer of two dimensions and --k 3.",
        )
    return np.array(fixed[name], np.float64)


def _middle(size: Size) -> Index:
    return tuple(each // 2 for each in size)


def _separable(along: Callable[[int], "Array"], size: Size) -> "Array":
    """The products of the weights ``along`` each axis."""
    import numpy as np

    return reduce(np.multiply.outer, map(along, size))


def _binomial(size: int) -> "Array":
    """The shares of 1 that n choose 0, n choose 1... have: whole numbers as large as can be, then one division each."""
    import numpy as np

    last, chosen = size - 1, [1]
    for n in range(last):
        chosen.append(chosen[-1] * (last - n) // (n + 1))
    return np.array([each / 2**last for each in chosen])


def _triangle(size: int) -> "Array":
    """Weights of linear interpolation (the filler "bilinear" of FCN: Long, Shelhamer and Darrell, arXiv:1411.4038)."""
    import numpy as np

    factor = (size + 1) // 2
    centre = factor - 1 if size % 2 else factor - 0.5
    return np.asarray(1 - np.abs(np.arange(size) - centre) / factor, np.float64)


def _from_file(path: Path, size: Size, name: str) -> "Array":
    import io

    import numpy as np

    try:
        content = io.BytesIO(read_bytes(path, LARGEST_FILE, "name a file of values."))
        if path.suffix.lower() == ".npy":
            return np.atleast_2d(_npy(content))
        if path.suffix.lower() == ".csv":
            return _csv(content)
        return _grey(content, sources.IMAGES[path.suffix.lower()], size)
    except FailedError as error:
        raise FailedError(f"{name}: {error.message}", error.hint) from error
    except (OSError, EOFError, ValueError, TypeError, SyntaxError, MemoryError) as error:
        told = getattr(error, "strerror", None) or str(error) or type(error).__name__
        reason = told.splitlines()[0].removesuffix(".")
        raise FailedError(f"{name}: {path} could not be read: {reason}.", "use a file of plain numbers.") from error


def _csv(content: IO[bytes]) -> "Array":
    import numpy as np

    lines = [line for line in content.read().decode("utf-8-sig").splitlines() if line.strip()]
    if not lines:
        raise ValueError("it is empty")
    return np.asarray(np.loadtxt(lines, delimiter=",", ndmin=2), np.float64)


def _npy(content: IO[bytes]) -> "Array":
    """The array of an .npy file, whose head may not promise more than such a file holds."""
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
    return np.asarray(sources.in_decimals(found), np.float64)


def _grey(content: IO[bytes], form: str, size: Size) -> "Array":
    """An image as grey from 0 to 255, fitted to the size.

    Only ``form`` is opened: what is in a file does not choose the program that does.
    """
    import warnings

    import numpy as np
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
        grey = Image.fromarray(np.asarray(picture, np.float32) / 257) if deep else picture.convert("L")
        fitted = grey.resize((size[-1], math.prod(size[:-1])), Image.Resampling.BOX)
    return np.asarray(fitted, np.float64)
