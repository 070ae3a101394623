"""The top command, which finds its subcommands when they are asked for."""

import importlib
from collections.abc import Callable

import click

from convanim.errors import ConvanimError, choose
from convanim.layers import operations

_OTHERS = ("batch", "explain", "gallery", "init", "layer", "matrix", "post", "remake", "solve", "steps", "themes")


class _Commands(click.Group):
    """Operations are commands by being in their folder; the others are the modules beside this one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*operations.names(), *_OTHERS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in operations.names():
            from convanim.cli.draw import draw_command

            return draw_command(cmd_name)
        if cmd_name in _OTHERS:
            command = importlib.import_module(f"convanim.cli.{cmd_name}").command
            assert isinstance(command, click.Command)
            return command
        if ctx.resilient_parsing:
            return None  # There is nothing to complete.
        raise ConvanimError(f"there is no command {cmd_name!r}.", choose(cmd_name, self.list_commands(ctx)))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    epilog="\b\nExample:\n  convanim transpose --k 3 --s 2",
)
@click.version_option(package_name="convanim", message="%(prog)s %(version)s")
def convanim() -> None:
    """Draw the arithmetic of convolution layers as animated figures."""
    help_if_alone()


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

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of one operation."""
        if cmd_name not in operations.names() and ctx.resilient_parsing:
            return None  # There is nothing to complete.
        if cmd_name not in operations.names():
            raise ConvanimError(f"there is no operation {cmd_name!r}.", choose(cmd_name, operations.names()))
        return self._make(cmd_name)
