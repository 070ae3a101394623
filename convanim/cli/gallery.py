"""``convanim gallery``: a page of the figures of a file."""

from pathlib import Path

import click

from convanim.batch.plan import read_figures
from convanim.cli.messages import say
from convanim.cli.parameters import example
from convanim.publish import gallery


@click.command(
    short_help="Write a page of the figures of a file.",
    help="Write a page of the figures of a TOML file: each picture with its command.\n\n"
    "It is there in HTML (index.html) and in Markdown (README.md), beside the pictures; those that are up to date are "
    "left alone. See 'convanim batch --help' for the file.",
    epilog=example("gallery gallery/figures.toml -o page"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="Folder of the page.")
@click.option("--title", default="Gallery", metavar="TEXT", show_default=True, help="Heading of the page.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all went well.")
def command(file: Path, folder: Path, title: str, quiet: bool) -> None:  # noqa: D103  its help says it
    for path in gallery.write(read_figures(file), folder, title):
        if not quiet:
            say(path)
