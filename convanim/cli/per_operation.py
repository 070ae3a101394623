"""A command with one subcommand per operation."""

from collections.abc import Callable

import click

from convanim import operations
from convanim.errors import ConvanimError, choose


@click.pass_context
def help_if_alone(context: click.Context) -> None:
    """Print the help of a group that was named without a command; click's own way ends otherwise in each version."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


class PerOperation(click.Group):
    """Makes the subcommand of an operation when it is asked for."""

    def __init__(self, name: str, make: Callable[[str], click.Command], help: str, epilog: str) -> None:  # noqa: A002
        """``make`` takes the name of an operation; the rest is click's."""
        super().__init__(
            name,
            help=help,
            epilog=epilog,
            callback=help_if_alone,
            invoke_without_command=True,
            subcommand_metavar="OPERATION [ARGS]...",
        )
        self._make = make

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all operations."""
        return list(operations.names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """The subcommand of one operation."""
        if cmd_name not in operations.names():
            raise ConvanimError(f"there is no operation {cmd_name!r}.", choose(cmd_name, operations.names()))
        return self._make(cmd_name)
