"""``convanim batch``: many figures from one file."""

import contextlib
import fnmatch
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from convanim.batch import fingerprint, makefile
from convanim.batch import prune as pruning
from convanim.batch import watch as watching
from convanim.batch.figures_file import read, read_lines
from convanim.batch.plan import Mapper, Plan, Target, map_here
from convanim.batch.tables import Entry
from convanim.cli.messages import say, tell
from convanim.cli.parameters import example
from convanim.cli.progress_bar import with_bar
from convanim.errors import ConvanimError, choose
from convanim.style import theme


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command(
    short_help="Draw every figure of a file, and only what changed.",
    help="Draw every figure of a TOML file.\n\n"
    "Each table [figures.NAME] has an operation and the options of its command by their whole names, with "
    "underscores; the table [defaults] holds for all. Every figure becomes FOLDER/NAME.gif, or what its outputs "
    "say; one that is up to date is left alone. FILE - is standard input, a JSON object a line. 'convanim init' "
    "writes a file to begin with.",
    epilog=example("batch gallery/figures.toml -o gallery"),
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder to draw into.")
@click.option("-j", "--jobs", type=click.IntRange(1, 512), help="Processes. [default: one a core]")
@click.option("--only", multiple=True, metavar="PATTERN", help="Figures, tables or files of these names: 'up-*'.")
@click.option("--force", is_flag=True, help="Draw what is up to date, too.")
@click.option("--prune", is_flag=True, help="Remove files that convanim made and no table makes any more.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@click.option("--check", is_flag=True, help="Draw nothing; list what is stale, and exit with 1 if anything is.")
@click.option("--watch", is_flag=True, help="Draw again whenever a file that is read was saved, until Ctrl-C.")
@click.option("--make", "as_rules", is_flag=True, help="Print rules for make to include.")
@click.option("--list", "as_list", is_flag=True, help="Print the files that are made.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all went well.")
def command(  # noqa: D103  the help above is its docstring
    file: Path,
    folder: Path,
    jobs: int | None,
    only: tuple[str, ...],
    force: bool,
    prune: bool,
    dry_run: bool,
    check: bool,
    watch: bool,
    as_rules: bool,
    as_list: bool,
    quiet: bool,
) -> int:
    piped = str(file) == "-"
    if piped and (watch or as_rules):
        raise ConvanimError("standard input is no file to come back to.", "save the figures in a file.")
    if watch and (check or dry_run or as_rules or as_list):
        raise ConvanimError("--watch draws.", "leave it out, or the options that draw nothing.")
    processes = jobs or _cores()
    if watch:
        return _watched(file, folder, only, prune, quiet, processes)
    entries = read_lines(sys.stdin.buffer) if piped else read(file)
    plan = Plan(entries, folder, None if piped else file, wanted=lambda target: _is_wanted(target, only), force=force)
    _refuse_nothing(plan, only)
    if as_rules or as_list:
        listed = "\n".join(makefile.files(plan.targets, folder)) + "\n"
        say(makefile.rules(plan.targets, file, folder) if as_rules else listed, nl=False)
        return 0
    if check or dry_run:
        return _told(plan, prune, check, quiet)
    with _workers(processes if plan.stale else 1) as run:
        return _drawn(plan, prune, quiet, run)


@contextlib.contextmanager
def _workers(processes: int) -> Iterator[Mapper]:
    """What does the work: other processes, which end with the block, or this one."""
    if processes == 1:
        yield map_here
        return
    from convanim.batch.workers import Workers

    with Workers(processes) as workers:
        yield workers.run


def _is_wanted(target: Target, only: tuple[str, ...]) -> bool:
    names = (target.entry.name, target.entry.table, target.output)
    return not only or any(fnmatch.fnmatchcase(name, pattern) for name in names for pattern in only)


def _refuse_nothing(plan: Plan, only: tuple[str, ...]) -> None:
    for pattern in only:
        if not any(_is_wanted(target, (pattern,)) for target in plan.targets):
            known = dict.fromkeys(target.entry.name for target in plan.all_targets)
            raise ConvanimError(f"no figure is called {pattern!r}.", choose(pattern, list(known)[:100]))


def _told(plan: Plan, prune: bool, check: bool, quiet: bool) -> int:
    """Tell what is stale; the exit status of a check."""
    plan.refuse_impossible()
    leftovers = pruning.leftovers(plan) if prune else []
    for target, why in plan.stale:
        say(f"{plan.folder / target.output} {why}")
    for name in leftovers:
        say(f"{plan.folder / name} is made by no table any more")
    if not quiet and not plan.stale and not leftovers:
        say(f"{_counted(len(plan.targets))}, all up to date")
    return int(check and bool(plan.stale or leftovers))


def _drawn(plan: Plan, prune: bool, quiet: bool, run: Mapper) -> int:
    """Draw what is stale; the exit status."""
    started = time.monotonic()
    plan.refuse_impossible()
    count = len(plan.stale)
    done, failed = 0, []
    without_video: list[str] = []
    results = plan.draw(run)
    bar = sys.stderr.isatty() and not quiet and count > 1
    try:
        for drawn in with_bar([target.output for target, _ in plan.stale], results) if bar else results:
            if drawn.error:
                failed.append(drawn.error)
                if not bar:
                    tell(drawn.error)
                continue
            done += 1
            without_video += [drawn.left_out] if drawn.left_out else []
            if not quiet and not bar:
                say(drawn.saved or plan.folder / drawn.output)
    except KeyboardInterrupt:
        say(f"\nStopped: {done} of {_counted(count)} drawn; the same command goes on from there.", err=True)
        raise
    if bar:
        for error in failed:
            tell(error)
    if without_video:
        from convanim import bundle

        click.echo(bundle.without_video(without_video[0], len(without_video)), err=True)
    removed = _pruned(plan, quiet) if prune else 0
    if not quiet:
        parts = [f"{done} drawn", f"{len(plan.targets) - count} up to date"]
        parts += [f"{len(failed)} failed"] if failed else []
        parts += [f"{removed} removed"] if removed else []
        say(f"{_counted(len(plan.targets))}: {', '.join(parts)}, in {time.monotonic() - started:.1f} s")
    return int(bool(failed))


def _pruned(plan: Plan, quiet: bool) -> int:
    """Remove what no figure makes any more; the number of files."""
    removed = 0
    for name in pruning.prune(plan):
        removed += 1
        if not quiet:
            say(f"{plan.folder / name}: removed")
    return removed


def _counted(count: int) -> str:
    return f"{count:,} output{'' if count == 1 else 's'}"


def _watched(file: Path, folder: Path, only: tuple[str, ...], prune: bool, quiet: bool, processes: int) -> int:
    """Draw, and again whenever something was saved; ends with Ctrl-C."""
    entries: list[Entry] = []

    def files() -> list[Path]:
        return [file, *(path for entry in entries for path in fingerprint.files_read(entry.figure).values())]

    with _workers(processes) as run:
        for _ in watching.rounds(files):
            theme.load.cache_clear()
            try:
                entries[:] = read(file)
                plan = Plan(entries, folder, file, wanted=lambda target: _is_wanted(target, only))
                _drawn(plan, prune, quiet, run)
            except ConvanimError as error:
                tell(error)  # It is watched on: the next save may mend it.
    return 0
