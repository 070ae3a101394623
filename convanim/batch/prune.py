"""Removing what a figures file made and makes no more."""

from collections.abc import Iterator
from pathlib import Path

from convanim import files
from convanim.batch.job import can_have
from convanim.batch.journal import Made, leads_out
from convanim.batch.plan import Plan
from convanim.errors import FailedError


def leftovers(plan: Plan) -> list[str]:
    """The files that convanim made for this figures file, or for one that is gone, and that no table makes now.

    A file that somebody has changed since is not convanim's, nor is one that its output cannot have, whatever a
    journal says: it came with the folder, which may be somebody else's.
    """
    needed = {name for target in plan.all_targets if (made := plan.known.get(target.output)) for name in made.files}
    return sorted(
        name
        for output, made in _unwanted(plan)
        for name, digest in made.files.items()
        if name not in needed and can_have(output, name) and _is_unchanged(plan.folder, name, digest)
    )


def prune(plan: Plan) -> Iterator[str]:
    """Remove the leftovers, and yield their names."""
    for name in leftovers(plan):
        try:
            (plan.folder / name).unlink(missing_ok=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise FailedError(f"{plan.folder / name} could not be removed: {reason}.", "remove it by hand.") from error
        yield name
    forgotten = [(output, made._replace(files={})) for output, made in _unwanted(plan)]
    if forgotten:
        plan.journal.add(forgotten)
        plan.journal.tidy()


def _unwanted(plan: Plan) -> list[tuple[str, Made]]:
    """What is known of outputs that are of this figures file, or of none, and that no table makes."""
    kept = {target.output for target in plan.all_targets}
    return [(output, made) for output, made in plan.known.items() if output not in kept and _is_ours(plan, made)]


def _is_ours(plan: Plan, made: Made) -> bool:
    gone = made.source and not (plan.folder / made.source).is_file()
    return made.source == plan.source or bool(gone)


def _is_unchanged(folder: Path, name: str, digest: str) -> bool:
    path = folder / name
    if path.is_symlink() or not path.is_file() or leads_out(path, folder):
        return False
    return files.digest(path) == digest
