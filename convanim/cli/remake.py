"""``convanim remake``: draws a figure again by the command that its file carries, differently if asked."""

from pathlib import Path

import click

from convanim.cli.parameters import example
from convanim.remake import command_in


@click.command(
    help="Draw a figure again by the command that its file carries.\n\n"
    "Options that follow change it: they are those of the command that drew it. The figure takes the place of the old "
    "one, unless -o names another file.",
    epilog=example("remake transpose_i2_k3_s2.gif --theme dark -o dark.gif"),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("figure", type=click.Path(path_type=Path))
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(context: click.Context, figure: Path, options: tuple[str, ...]) -> None:  # noqa: D103  its help says it
    words = [*command_in(figure), *options]
    if not {"-o", "--output", "--alt"} & {option.partition("=")[0] for option in options}:
        words += ["-o", str(figure)]
    assert context.parent is not None
    context.parent.command.main(words, prog_name="convanim", standalone_mode=False)
