"""``convanim gallery``: a page of the figures of a file."""

from pathlib import Path

import click

from convanim.batch.figures_file import read_page
from convanim.cli.messages import say
from convanim.cli.parameters import example
from convanim.publish import gallery


@click.command(
    short_help="Write a page of the figures of a file.",
    help="Write a page of the figures of a TOML file: a card of each, with its command and a link to its player.\n\n"
    "It is there in HTML (index.html) and in Markdown (README.md), beside the pictures; those that are up to date are "
    "left alone. In the file [page] and [sections.NAME] have a title and a text; a figure names its section, and may "
    "have a heading and a text for the page. See 'convanim batch --help' for the rest of the file.",
    epilog=example("gallery gallery/figures.toml -o page"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="Folder of the page.")
@click.option("--title", metavar="TEXT", help="Heading of the page. [default: that of the file, or Gallery]")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all went well.")
def command(file: Path, folder: Path, title: str | None, quiet: bool) -> None:  # noqa: D103  its help says it
    for path in gallery.write(read_page(file), folder, title):
        if not quiet:
            say(path)
