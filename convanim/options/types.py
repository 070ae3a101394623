"""What options take, as types: as wide as what ``table`` reads."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Array(Protocol):
    """An array of any library."""

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        """As NumPy has it."""


SizeLike = int | str | Sequence[int]
"""3, "3x5" or (3, 5), which is (rows, columns)."""
SidesLike = int | str | Sequence[int | str | Sequence[int]]
"""1, "0:1x2", (1, 2), ((0, 1), (2, 2)), or a name: "same"."""
File = str | os.PathLike[str]
ThemeLike = File | Mapping[str, object]
"""A name, a TOML file, or a mapping of its keys."""
Numbers = File | float | Sequence[float] | Sequence[Sequence[float]] | Array
"""A word, a file, rows as text ("1 2; 3 4"), lists or an array."""
