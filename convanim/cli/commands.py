"""The top command, which finds its subcommands when they are asked for."""

import importlib

import click

from convanim import operations
from convanim.cli.per_operation import help_if_alone
from convanim.errors import ConvanimError, choose

_OTHERS = ("batch", "explain", "gallery", "init", "layer", "matrix", "post", "remake", "solve", "steps", "themes")


class _Commands(click.Group):
    """Operations are commands by being in their folder; the others are the modules beside this one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*operations.names(), *_OTHERS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name in operations.names():
            from convanim.cli.draw import draw_command

            return draw_command(cmd_name)
        if cmd_name in _OTHERS:
            command = importlib.import_module(f"convanim.cli.{cmd_name}").command
            assert isinstance(command, click.Command)
            return command
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
