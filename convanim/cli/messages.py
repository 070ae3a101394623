"""What people are told, on a terminal: lines, and errors of two."""

import contextlib
import re

import click

from convanim.errors import ConvanimError

LONGEST = 2000
"""Letters of a line of an error: who reads more has lost the thread, and what went in may have been far longer."""

# What a terminal obeys, or what turns the order of letters around; half a letter is none.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def say(told: object, *, nl: bool = True, err: bool = False) -> None:
    """Print what may hold names from files and models: signs that a terminal obeys are spelled out."""
    click.echo(_CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", str(told)), nl=nl, err=err)


def tell(error: ConvanimError) -> None:
    """Print an error; one that gathers several has its ``problems``."""
    excerpt = getattr(error, "excerpt", "")  # Asked by name: what reads layers is loaded by its command alone.
    for message, hint in getattr(error, "problems", [(error.message, error.hint)]):
        lines(message, hint, excerpt)


def lines(message: str, hint: str, excerpt: str = "") -> None:
    """Print an error's message and hint, with an excerpt of what was read between them."""
    with contextlib.suppress(OSError):  # Where nobody listens the exit status has to do.
        say("\n".join([f"Error: {_line(message)}", *excerpt.splitlines(), f"Hint: {_line(hint)}"]), err=True)


def _line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
