"""Reads a command line that was written somewhere else than on a command line."""

from collections.abc import Callable

import click

from convanim import options
from convanim.errors import ConvanimError
from convanim.figure import Figure


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
    from convanim.cli.draw import draw_command

    if not words:
        raise ConvanimError("there is no command.", "write an operation and its options: conv --k 3.")
    operation, *arguments = words
    command = draw_command(operation)
    command.add_help_option = False  # Help would be printed instead of read.
    try:
        given = command.make_context(operation, arguments).params
    except click.UsageError as error:
        raise ConvanimError(error.format_message(), f"see 'convanim {operation} --help'.") from None
    output = given.pop("output")
    taken = (*(each.name for each in options.LAYER), *options.LOOK_NAMES)
    for name, value in given.items():
        if name not in taken and value and name != "quiet":
            raise ConvanimError(f"--{name} has no place here.", "leave it out.")
    chosen = {name: value for name, value in given.items() if name in taken and value is not None}
    if found:
        chosen = {name: found(name, value) for name, value in chosen.items()}
    return Figure.of(operation, **chosen), tuple(output)
