"""``convanim post``: keeps the figures of a post inside the post."""

from pathlib import Path

import click

from convanim.cli.command_line import read_command
from convanim.cli.messages import say
from convanim.cli.parameters import example
from convanim.publish.post import Posts


@click.command(
    short_help="Draw the figures that posts name in comments.",
    help="Draw the figures that posts of Markdown or HTML name, and keep the line under each up to date.\n\n"
    "A comment <!-- convanim: transpose --k 3 --s 2 -->, {% comment %}convanim: ...{% endcomment %} or a fenced block "
    "called convanim names a figure by its command. It is drawn next to the post when its command changed; the image "
    "line under it, in Markdown, <img>, an include of Jekyll's or a figure of Hugo's, gets its file and its alt text, "
    "and all else stays as it is. A folder stands for its .md files.",
    epilog=example("post gallery"),
)
@click.argument("posts", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; list what is stale, and exit with 1 if anything is.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all went well.")
def command(posts: tuple[Path, ...], check: bool, quiet: bool) -> int:  # noqa: D103  its help says it
    found = Posts(posts, read_command)
    for path, why in found.passed_over:
        click.echo(f"{path} names a figure and is passed over: {why}.", err=True)
    stale = found.stale()
    if check:
        for where, why in stale:
            say(f"{where}: {why}")
    else:
        for told in found.update():
            if not quiet:
                say(told)
    if not stale and not quiet:
        say(f"{_counted(found.figures, 'figure')} in {_counted(found.files, 'post')}, all up to date")
    return int(check and bool(stale))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
