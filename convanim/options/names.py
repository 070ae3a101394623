"""The kinds of option that take texts: words of a figure, names of parts, and files."""

import contextlib
import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from convanim.errors import ConvanimError
from convanim.options import sources
from convanim.options.kinds import Kind, literal
from convanim.options.toml_tables import as_json

if TYPE_CHECKING:
    from convanim.options.option import Option


@dataclass(frozen=True)
class Word(Kind):
    """A text of letters that every format has, as it stands."""

    def read(self, value: object, option: "Option") -> str:
        return _lettered(value, option.name)


@dataclass(frozen=True)
class Text(Kind):
    """Words of a figure: line breaks and tabs are blanks."""

    metavar: str = "TEXT"

    def read(self, value: object, option: "Option") -> str:
        if not isinstance(value, str):
            return _lettered(value, option.name)
        # In a locale of ASCII alone Python hands over other letters as the bytes that they are.
        with contextlib.suppress(UnicodeError):
            value = value.encode("utf-8", "surrogateescape").decode()
        return _lettered(" ".join(value.split()), option.name)


@dataclass(frozen=True)
class Part(Word):
    """The name of a part, which is a file in a folder; who loads it says whether it is there."""

    folder: str = ""
    suffix: str = ".py"

    def signature(self, names: Iterable[str]) -> str:
        return literal(names)


@dataclass(frozen=True)
class File(Kind):
    """The name of a file."""

    metavar: str = "FILE"
    takes_files: ClassVar[bool] = True

    def read(self, value: object, option: "Option") -> str:
        return _lettered(os.fspath(value) if isinstance(value, os.PathLike) else value, option.name)

    def signature(self, names: Iterable[str]) -> str:
        return "File"


FOLLOWING = ("auto", "classic-auto", "colorblind-auto", "print-auto")
"""Themes that have no file: the one for light pages and the one for dark ones, as the reader has it."""


@dataclass(frozen=True)
class Table(Part):
    """A part that is a table: its name, somebody's TOML file, or its keys, which are JSON once they are read."""

    words: tuple[str, ...] = ()  # type: ignore[misc]  # names that have no file
    takes_files: ClassVar[bool] = True
    suffixes: ClassVar[tuple[str, ...]] = (".toml",)

    def read(self, value: object, option: "Option") -> str:
        given = as_json(value, option.name) if isinstance(value, Mapping) else value
        return _lettered(os.fspath(given) if isinstance(given, os.PathLike) else given, option.name)

    def in_python(self, value: Any) -> Any:
        import json  # Few figures need it.

        return json.loads(value) if value.startswith("{") else value

    def signature(self, names: Iterable[str]) -> str:
        return "ThemeLike"


@dataclass(frozen=True)
class Source(Kind):
    """Where numbers come from: a word, a file, or rows of them."""

    metavar: str = "SOURCE"
    words: tuple[str, ...] = ()  # type: ignore[misc]  # here each option has its own
    takes_files: ClassVar[bool] = True
    suffixes: ClassVar[tuple[str, ...]] = sources.FILES

    def read(self, value: object, option: "Option") -> Any:
        given = os.fspath(value) if isinstance(value, os.PathLike) else value
        return sources.read(_lettered(given, option.name) if isinstance(given, str) else given, option.name)

    def written(self, value: Any) -> str:
        return value if isinstance(value, str) else sources.written(value)

    def signature(self, names: Iterable[str]) -> str:
        return "Numbers"


def _lettered(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ConvanimError(f"{name}: {str(value)[:40]!r} is not a name.", f"write a name in quotes for {name}.")
    for letter in value:
        # They are nothing in pictures, and SVG, TeX and file systems go wrong over them.
        if unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff":
            raise ConvanimError(f"{name}: {letter!a} is no letter of a text.", "leave it out, and write in UTF-8.")
    return value
