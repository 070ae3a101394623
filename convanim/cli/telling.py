"""Errors as their readers see them: two lines each on standard error."""

import contextlib

import click

from convanim.errors import ConvanimError


def tell(error: ConvanimError) -> None:
    """Print an error; one that gathers several has its ``problems``."""
    excerpt = getattr(error, "excerpt", "")  # Asked by name: what reads layers is loaded by its command alone.
    for message, hint in getattr(error, "problems", [(error.message, error.hint)]):
        lines(message, hint, excerpt)


def lines(message: str, hint: str, excerpt: str = "") -> None:
    """Print an error's message and hint, with an excerpt of what was read between them."""
    told = [f"Error: {' '.join(message.split())}", *excerpt.splitlines(), f"Hint: {' '.join(hint.split())}"]
    with contextlib.suppress(OSError):  # Where nobody listens the exit status has to do.
        click.echo("\n".join(told), err=True)
