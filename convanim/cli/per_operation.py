"""A command with one subcommand per operation."""

from collections.abc import Callable

import click

from convanim import operations
from convanim.errors import ConvanimError, choose


class PerOperation(click.Group):
    """Makes the subcommand of an operation when it is asked for."""

    def __init__(self, name: str, make: Callable[[str], click.Command], help: str, epilog: str) -> None:  # noqa: A002
        """``make`` takes the name of an operation; the rest is click's."""
        super().__init__(name, help=help, epilog=epilog, no_args_is_help=True)
        self._make = make

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all operations."""
        return list(operations.names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """The subcommand of one operation."""
        if cmd_name not in operations.names():
            raise ConvanimError(f"there is no operation {cmd_name!r}.", choose(cmd_name, operations.names()))
        return self._make(cmd_name)
