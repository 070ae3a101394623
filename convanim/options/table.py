"""Every option of a figure, once: its names, how a value is read, and what it means.

The command line, a figures file and Python all pass through here, so they accept and refuse the same.
"""

import contextlib
import os
import unicodedata
from collections.abc import Callable, Mapping
from numbers import Integral
from typing import Any, NamedTuple

from convanim.errors import ConvanimError, choose
from convanim.options import sources
from convanim.options.sizes import parse_sides, parse_size
from convanim.options.toml_tables import as_json

PADDING_NAMES = ("valid", "same", "same-lower", "half", "full", "causal")
_PADDINGS = "a number, BEFORE:AFTER, both for rows x columns, or " + ", ".join(PADDING_NAMES)


class Option(NamedTuple):
    """One option of a figure."""

    name: str
    """Its whole name; dashes on the command line."""
    read: Callable[[object, str], Any]
    """The value from what was given, and the option's name for the error."""
    default: object
    help: str
    short: str = ""
    metavar: str = ""
    flag: bool = False


def _size(minimum: int) -> Callable[[object, str], Any]:
    return lambda value, name: parse_size(value, name, minimum)


def _sides(value: object, name: str) -> Any:
    return parse_sides(value, name, PADDING_NAMES)


def _one_of(words: tuple[str, ...]) -> Callable[[object, str], str]:
    def read(value: object, name: str) -> str:
        if not isinstance(value, str) or value not in words:
            raise ConvanimError(f"{name}: there is no {str(value)[:40]!r}.", choose(str(value), words))
        return value

    return read


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + f" or {words[-1]}"


def _whole_number(minimum: int, maximum: int) -> Callable[[object, str], int]:
    def read(value: object, name: str) -> int:
        number = _as_int(value)
        if number is None or not minimum <= number <= maximum:
            raise ConvanimError(
                f"{name}: {str(value)[:40]!r} is not a whole number from {minimum:,} to {maximum:,}.",
                f"the default of {name} is {option(name).default or 'chosen to fit'}.",
            )
        return number

    return read


def _as_int(value: object) -> int | None:
    if isinstance(value, Integral) and not isinstance(value, bool):
        return int(value)
    try:
        return int(value) if isinstance(value, str) and len(value) < 20 else None
    except ValueError:
        return None


def _switch(value: object, name: str) -> bool:
    if not isinstance(value, bool):
        raise ConvanimError(f"{name}: {str(value)[:40]!r} is neither true nor false.", "write true or false.")
    return value


def _word(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ConvanimError(f"{name}: {str(value)[:40]!r} is not a name.", f"write a name in quotes for {name}.")
    for letter in value:
        # They are nothing in pictures, and SVG, TeX and file systems go wrong over them.
        if unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff":
            raise ConvanimError(f"{name}: {letter!a} is no letter of a text.", "leave it out, and write in UTF-8.")
    return value


def _text(value: object, name: str) -> str:
    """Words of a figure: line breaks and tabs are blanks."""
    if not isinstance(value, str):
        return _word(value, name)
    # In a locale of ASCII alone Python hands over other letters as the bytes that they are.
    with contextlib.suppress(UnicodeError):
        value = value.encode("utf-8", "surrogateescape").decode()
    return _word(" ".join(value.split()), name)


def _file(value: object, name: str) -> str:
    return _word(os.fspath(value) if isinstance(value, os.PathLike) else value, name)


def _theme(value: object, name: str) -> str:
    return _word(as_json(value, name), name) if isinstance(value, Mapping) else _file(value, name)


def _source(value: object, name: str) -> Any:
    return sources.read(_file(value, name) if isinstance(value, str | os.PathLike) else value, name)


def _hold(value: object, name: str) -> tuple[int, int]:
    parts = value.split(":") if isinstance(value, str) else value if isinstance(value, (list, tuple)) else [value]
    times = [_as_int(part) for part in parts]
    if len(times) not in (1, 2) or any(time is None or not 0 <= time <= 600_000 for time in times):
        raise ConvanimError(
            f"{name}: {str(value)[:40]!r} is not one or two times up to 600,000 milliseconds.",
            "write one number for the first and the last frame, or FIRST:LAST.",
        )
    return times[0] or 0, times[-1] or 0


def _still(value: object, name: str) -> int | str:
    number = _as_int(value)
    if isinstance(value, str) and value in ("first", "middle", "last"):
        return value
    if number is None or number < 1:
        raise ConvanimError(
            f"{name}: there is no step {str(value)[:40]!r}.", "write a number from 1, first, middle or last."
        )
    return number


def _board(value: object, name: str) -> object:
    number = _as_int(value)
    size = (1, number) if number is not None else parse_size(value, name, 1)
    if not 1 <= size[0] * size[1] <= 100:
        raise ConvanimError(f"{name}: {size[0] * size[1]} pictures are too many or too few.", "write 1 to 100, or 2x3.")
    return number if number is not None else size


VECTORS = ("row", "column")
PADDING_MODES = ("zeros", "reflect", "replicate", "circular")

LAYER = (
    Option("dim", _whole_number(1, 2), 2, "Dimensions of the layer: 1 or 2.", metavar="N"),
    Option("input_size", _size(1), None, "Size of the input, without its padding.", "i", "SIZE"),
    Option("kernel_size", _size(1), "3", "Size of the kernel.", "k", "SIZE"),
    Option("stride", _size(1), "1", "Cells from one window to the next.", "s", "SIZE"),
    Option("padding", _sides, "0", f"Border, as the layer counts it: {_PADDINGS}.", "p", "SIDES"),
    Option("dilation", _size(1), "1", "Cells from one kernel element to the next.", "d", "SIZE"),
    Option("output_padding", _size(0), "0", "Rows and columns added to the output, bottom and right.", "op", "SIZE"),
    Option(
        "padding_mode",
        _one_of(PADDING_MODES),
        "zeros",
        f"What fills the border: {_listed(PADDING_MODES)}.",
        metavar="MODE",
    ),
    Option("ceil_mode", _switch, False, "Round the output's size up, as PyTorch does.", flag=True),
    Option(
        "count_include_pad",
        _switch,
        None,
        "Count cells of padding in the average. [default: as PyTorch, count; with padding same as TensorFlow, do not]",
        flag=True,
    ),
)
LOOK = (
    Option(
        "theme", _theme, "classic", "The colours: a name, a TOML file of yours, or its keys as JSON.", metavar="NAME"
    ),
    Option(
        "background", _one_of(("paper", "transparent")), "paper", "The ground: paper or transparent.", metavar="GROUND"
    ),
    Option("matte", _word, None, "Colour of the page that a transparent GIF is for: #rrggbb.", metavar="COLOUR"),
    Option("title", _text, None, "Words above the figure.", metavar="TEXT"),
    Option("caption", _text, None, "Words below the figure.", metavar="TEXT"),
    Option("lang", _word, "en", "Language of the labels: en or zh.", metavar="NAME"),
    Option("font", _file, None, "A font file for letters that the built-in font lacks.", metavar="FILE"),
    Option("still", _still, None, "One picture of a step: a number from 1, first, middle or last.", metavar="STEP"),
    Option("storyboard", _board, None, "One picture of evenly chosen steps: how many, or ROWSxCOLUMNS.", metavar="N"),
    Option("labels", _switch, True, "Name the planes and the parameters in words.", flag=True),
    Option("legend", _switch, None, "Name the kinds of cell. [default: in all but the classic themes]", flag=True),
    Option("note", _text, None, "Words to add to the parameters.", metavar="TEXT"),
    Option(
        "cell", _whole_number(2, 1000), None, "Pixels a unit. [default: 40, or fewer for 1,200 across]", metavar="N"
    ),
    Option("step_ms", _whole_number(20, 600_000), 1000, "Milliseconds a step.", metavar="N"),
    Option("loop", _whole_number(0, 65_535), 0, "How often it plays; 0 plays for ever.", metavar="N"),
    Option("optimize", _switch, False, "Make the GIF smaller with gifsicle, where it is installed.", flag=True),
    Option("limit", _switch, True, "Refuse more than 20,000 frames or 100 million pixels.", flag=True),
)
VIEW = (
    Option("view", _word, None, "What to show. [default: planes, or rows in 1-D]", metavar="NAME"),
    Option(
        "values",
        _source,
        None,
        f"Input: {_listed(sources.VALUE_WORDS)}, a .csv, .npy or image file, or rows (1 2; 3 4).",
        metavar="SOURCE",
    ),
    Option("weights", _source, None, f"Kernel: the same, or {_listed(sources.KERNELS)}.", metavar="SOURCE"),
    Option("seed", _whole_number(0, 2**32 - 2), 0, "Of the random numbers.", metavar="N"),
    Option("flip", _switch, False, "Turn the kernel around: the convolution of signal processing.", flag=True),
    Option("numbers", _switch, None, "Numbers instead of names, or none, where the view can do both.", flag=True),
    Option("round_trip", _switch, False, "In the matrix view of conv: transpose the result back.", flag=True),
    Option(
        "vectors",
        _one_of(VECTORS),
        "row",
        "In the matrix view: the input as a row over the matrix, or as a column beside it.",
        metavar="WAY",
    ),
    Option(
        "hold_ms",
        _hold,
        None,
        "Milliseconds of the set-up and more for the last frame: N, or FIRST:LAST.",
        metavar="TIMES",
    ),
    Option("glide", _whole_number(0, 60), 0, "Frames between two steps, in which windows slide.", metavar="N"),
)
LOOK_NAMES = tuple(each.name for each in VIEW + LOOK)


def option(name: str) -> Option:
    """The option with this whole name."""
    return next(each for each in LAYER + VIEW + LOOK if each.name == name)


def read(given: Mapping[str, object], taken: tuple[str, ...], owner: str) -> dict[str, Any]:
    """A value for every option ``taken``: those given, and the defaults of the others where they have one.

    Raises ConvanimError for an option that the ``owner`` does not take and for a value that does not fit. An option
    that is given as None has no value.
    """
    for name in given:
        if name not in taken:
            raise ConvanimError(f"{owner} takes no option {name!r}.", choose(name, taken))
    wanted = {name: given.get(name, option(name).default) for name in taken}
    return {name: option(name).read(value, name) for name, value in wanted.items() if value is not None}
