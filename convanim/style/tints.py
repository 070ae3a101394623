"""Names of colours between roles: the tints of a heat map or of a kernel's weights, and letters to read on them.

A name such as ``input@0.35`` is a role that every theme understands (``Theme.colour``): so far from paper to input.
"""


def shade(role: str, share: float) -> str:
    """The name of the colour a ``share`` of the way from paper to ``role``."""
    return f"{role}@{share:.3g}"


def between(first: str, last: str, share: float) -> str:
    """The name of the colour a ``share`` of the way from one role to another."""
    return f"{first}>{last}@{share:.3g}"


def kernel_row(row: int, rows: int) -> str:
    """The tint of a row of a kernel: even steps from the palest, the first, to the deepest, the last."""
    return between("kernel_first", "kernel_last", row / (rows - 1)) if rows > 1 else "kernel"


WASH = "wash"
"""The role of a window's veil, as strong as letters below it allow."""


def letters_on(ground: str, veil: str = "") -> str:
    """The role of letters that can be read on an area of the role ``ground``, and also where a ``veil`` lies on it."""
    return f"on:{ground}+{veil}" if veil else f"on:{ground}"


def near_on(letters: str, ground: str) -> str:
    """The role of letters on ``ground`` in a colour of their own, nearer to ink where they could not be read."""
    return f"near:{letters}:{ground}"


def quiet_on(ground: str) -> str:
    """The role of letters on ``ground`` that stand back: as pale as can be read."""
    return f"quiet:{ground}"
