"""Rules for make: every output a target, with all that it depends on."""

import re
import shlex
from collections.abc import Iterable
from pathlib import Path

from convanim.batch import fingerprint
from convanim.batch.plan import Target
from convanim.errors import ConvanimError

ALL = "figures"
"""The target of all outputs."""


def files(targets: Iterable[Target], folder: Path) -> list[str]:
    """The file of each target that make is to look at."""
    return [(folder / target.first_file).as_posix() for target in targets]


def rules(targets: list[Target], figures_file: Path, folder: Path) -> str:
    """What a Makefile includes. Paths are those of the folder in which convanim runs.

    The recipe asks convanim whether the output is stale in truth, and then tells make that it is fresh: so a
    mended table draws its own figures again, and no others. Raises ConvanimError for a name that make cannot take.
    """
    outputs = [escaped(path) for path in files(targets, folder)]
    lines = [
        f"# Made by: convanim batch {quoted(figures_file)} -o {quoted(folder)} --make",
        "CONVANIM ?= convanim",
        "",
        f".PHONY: {ALL}",
        f"{ALL}: {' '.join(outputs)}",
    ]
    for target, output in zip(targets, outputs, strict=True):
        read = [figures_file, *fingerprint.files_read(target.entry.figure).values()]
        needed = dict.fromkeys(escaped(path.as_posix()) for path in read)
        lines += [
            "",
            f"{output}: {' '.join(needed)}",
            f"\t$(CONVANIM) batch {quoted(figures_file)} -o {quoted(folder)} -q -j 1 --only={quoted(target.output)}",
            f"\t@touch -c {quoted(folder / target.first_file)}",
        ]
    return "\n".join(lines) + "\n"


def escaped(path: str) -> str:
    """A path as make reads it in a rule."""
    if re.search(r"[\n\r=;|&\\'\"`<>()\ud800-\udfff]", path):
        raise ConvanimError(f"{path!r} is a name that make cannot take.", "rename it: letters, digits, dashes.")
    return re.sub(r"([ \t#%:*?\[\]~])", r"\\\1", path).replace("$", "$$")


def quoted(path: Path | str) -> str:
    """A path, or a text, as the shell of a recipe reads it."""
    if isinstance(path, str):
        return shlex.quote(path).replace("$", "$$")
    text = path.as_posix()
    return shlex.quote(f"./{text}" if text.startswith("-") else text).replace("$", "$$")
