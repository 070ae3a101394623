"""Reads a command line that was written somewhere else than on a command line."""

from collections.abc import Callable
from functools import cache
from typing import Any

import click
from click.core import ParameterSource

from convanim.errors import ConvanimError
from convanim.figure import Figure, look
from convanim.options import table


def figure_from_command(words: list[str]) -> Figure:
    """The figure that ``convanim`` with these words would draw; raises ConvanimError."""
    figure, _ = read_command(words)
    return figure


def read_command(
    words: list[str], found: Callable[[str, object], object] | None = None
) -> tuple[Figure, tuple[str, ...]]:
    """The figure that ``convanim`` with these words would draw, and the files that it names for it with -o.

    ``found`` gets each option's name and value and returns the value to take. Raises ConvanimError for what is no
    command that draws.
    """
    operation, given = parsed(words)
    output = given.pop("output", ())
    for name in given:
        if name not in drawn() and name != "quiet":
            raise ConvanimError(f"--{name} has no place here.", "leave it out.", name)
    chosen = {name: value for name, value in given.items() if name in drawn()}
    if found:
        chosen = {name: found(name, value) for name, value in chosen.items()}
    return Figure.of(operation, **chosen), tuple(output)


@cache
def drawn() -> tuple[str, ...]:
    """The options that say what a figure is; the others say what becomes of it."""
    return (*(each.name for each in table.LAYER), *look.names())


def parsed(words: list[str]) -> tuple[str, dict[str, Any]]:
    """The operation of a command, and the options that it gives, by their whole names, with values as written.

    Nothing runs. Raises ConvanimError for what is no command that draws.
    """
    from convanim.cli.draw import draw_command

    if not words:
        raise ConvanimError("there is no command.", "write an operation and its options: conv --k 3.")
    operation, *arguments = words
    command = draw_command(operation)
    command.add_help_option = False  # Help would be printed instead of read.
    try:
        context = command.make_context(operation, arguments)
    except click.UsageError as error:
        raise ConvanimError(error.format_message(), f"see 'convanim {operation} --help'.") from None
    return operation, {name: value for name, value in context.params.items() if is_given(context, name)}


def is_given(context: click.Context, name: str) -> bool:
    """Whether a parameter was written on the command line of a context."""
    return context.get_parameter_source(name) is ParameterSource.COMMANDLINE
