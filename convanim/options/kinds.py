"""The kinds of option: what each takes, how it is read, and how it is written in a command and in Python.

What is a text, a name or a file is in ``names``.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING, Any, ClassVar

from convanim.errors import ConvanimError, choose
from convanim.options import sizes

if TYPE_CHECKING:
    from convanim.options.option import Option


@dataclass(frozen=True)
class Kind(ABC):
    """What all kinds have; each says what is different. ``metavar`` stands for a value in the help."""

    metavar: str = "NAME"
    words: ClassVar[tuple[str, ...]] = ()
    """The values that are words."""
    takes_files: ClassVar[bool] = False
    """Whether a value can be a file's name."""
    suffixes: ClassVar[tuple[str, ...]] = ()
    """How the names of files end that are values; nothing where they may end in any way."""

    @abstractmethod
    def read(self, value: object, option: "Option") -> Any:
        """The value from what was given; raises ConvanimError."""

    def written(self, value: Any) -> str:
        """The text in a command that is read as this value."""
        return str(value)

    def in_python(self, value: Any) -> Any:
        """What is given in Python for this value."""
        return value

    def signature(self, names: Iterable[str]) -> str:
        """What it takes in Python, besides None; ``names`` are those of the parts that a ``Part`` lists."""
        return "str"


@dataclass(frozen=True)
class Switch(Kind):
    """True or false."""

    def read(self, value: object, option: "Option") -> bool:
        if not isinstance(value, bool):
            raise ConvanimError(
                f"{option.name}: {str(value)[:40]!r} is neither true nor false.", "write true or false."
            )
        return value

    def signature(self, names: Iterable[str]) -> str:
        return "bool"


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...] = ()  # type: ignore[misc]  # here each option has its own
    switch: tuple[str, str] | None = None
    """The words that true and false stand for, where the option can be switched: ``--no-labels``."""

    def read(self, value: object, option: "Option") -> str:
        if isinstance(value, bool) and self.switch:
            return self.switch[not value]
        if not isinstance(value, str) or value not in self.words:
            raise ConvanimError(f"{option.name}: there is no {str(value)[:40]!r}.", choose(str(value), self.words))
        return value

    def signature(self, names: Iterable[str]) -> str:
        return literal(self.words)


@dataclass(frozen=True)
class Number(Kind):
    """A whole number."""

    metavar: str = "N"
    minimum: int = 0
    maximum: int = 0

    def read(self, value: object, option: "Option") -> int:
        number = _whole(value)
        if number is None or not self.minimum <= number <= self.maximum:
            raise ConvanimError(
                f"{option.name}: {str(value)[:40]!r} is not a whole number from {self.minimum:,} to {self.maximum:,}.",
                f"the default of {option.name} is {option.default or 'chosen to fit'}.",
            )
        return number

    def signature(self, names: Iterable[str]) -> str:
        few = range(self.minimum, self.maximum + 1)
        return literal(few) if len(few) <= 3 else "int"


@dataclass(frozen=True)
class Size(Kind):
    """A number for both axes, or one for each."""

    metavar: str = "SIZE"
    minimum: int = 1

    def read(self, value: object, option: "Option") -> sizes.Size:
        return sizes.parse_size(value, option.name, self.minimum)

    def written(self, value: Any) -> str:
        return sizes.written(value)

    def signature(self, names: Iterable[str]) -> str:
        return "SizeLike"


@dataclass(frozen=True)
class Sides(Kind):
    """A padding: sizes before and after, or one of the words."""

    metavar: str = "SIDES"
    words: tuple[str, ...] = ()  # type: ignore[misc]  # here each option has its own

    def read(self, value: object, option: "Option") -> sizes.Sides | str:
        return sizes.parse_sides(value, option.name, self.words)

    def written(self, value: Any) -> str:
        return value if isinstance(value, str) else sizes.written_sides(value)

    def signature(self, names: Iterable[str]) -> str:
        return "SidesLike"


@dataclass(frozen=True)
class Times(Kind):
    """Milliseconds of the first and of the last frame."""

    metavar: str = "TIMES"

    def read(self, value: object, option: "Option") -> tuple[int, int]:
        parts = value.split(":") if isinstance(value, str) else value if isinstance(value, (list, tuple)) else [value]
        times = [_whole(part) for part in parts]
        if len(times) not in (1, 2) or any(time is None or not 0 <= time <= 600_000 for time in times):
            raise ConvanimError(
                f"{option.name}: {str(value)[:40]!r} is not one or two times up to 600,000 milliseconds.",
                "write one number for the first and the last frame, or FIRST:LAST.",
            )
        return times[0] or 0, times[-1] or 0

    def written(self, value: Any) -> str:
        return ":".join(map(str, value))

    def signature(self, names: Iterable[str]) -> str:
        return "int | str | Sequence[int]"


@dataclass(frozen=True)
class Step(Kind):
    """A step, by its number from 1 or by where it stands."""

    metavar: str = "STEP"
    words: ClassVar[tuple[str, ...]] = ("first", "middle", "last")

    def read(self, value: object, option: "Option") -> int | str:
        number = _whole(value)
        if isinstance(value, str) and value in self.words:
            return value
        if number is None or number < 1:
            raise ConvanimError(
                f"{option.name}: there is no step {str(value)[:40]!r}.",
                f"write a number from 1, {listed(self.words)}.",
            )
        return number

    def signature(self, names: Iterable[str]) -> str:
        return f"int | {literal(self.words)}"


@dataclass(frozen=True)
class Board(Kind):
    """How many pictures there are on one page, or in how many rows and columns."""

    metavar: str = "N"

    def read(self, value: object, option: "Option") -> int | sizes.PlaneSize:
        number = _whole(value)
        rows, columns = 1, number or 0
        if number is None:
            rows, columns = sizes.for_axes(sizes.parse_size(value, option.name, 1), 2, option.name)
        if not 1 <= rows * columns <= 100:
            raise ConvanimError(
                f"{option.name}: {rows * columns} pictures are too many or too few.", "write 1 to 100, or 2x3."
            )
        return number if number is not None else (rows, columns)

    def written(self, value: Any) -> str:
        return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)

    def signature(self, names: Iterable[str]) -> str:
        return "SizeLike"


def listed(words: Iterable[str]) -> str:
    """Words in a sentence: "a, b or c"."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def literal(words: Iterable[object]) -> str:
    """The type of these values alone, as ruff formats it."""
    quoted = (f'"{word}"' if isinstance(word, str) else repr(word) for word in words)
    return f"Literal[{', '.join(quoted)}]"


def _whole(value: object) -> int | None:
    if isinstance(value, Integral) and not isinstance(value, bool):
        return int(value)
    try:
        return int(value) if isinstance(value, str) and len(value) < 20 else None
    except ValueError:
        return None
