"""``convanim batch``: many figures from one file."""

from pathlib import Path

import click

from convanim.batch import read_figures
from convanim.cli.parameters import example


@click.command(
    help="Draw every figure of a TOML file.\n\n"
    "Each table [figures.NAME] has an operation and the options of its command by their whole names, with "
    "underscores; the table [defaults] holds for all. Every figure becomes FOLDER/NAME.gif.",
    epilog=example("batch gallery/figures.toml -o gallery"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder to draw into.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all went well.")
def command(file: Path, folder: Path, quiet: bool) -> None:  # noqa: D103  the help above is its docstring
    # All are read before the first is drawn: a mistake in the last table costs no time.
    for name, figure in read_figures(file).items():
        saved = figure.save(folder / f"{name}.gif")
        if not quiet:
            click.echo(saved)
