"""Which files are posts, and what else in a folder names figures."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from convanim.errors import ConvanimError
from convanim.layers import operations

MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm")
OTHERS = (".adoc", ".ipynb", ".mdx", ".org", ".qmd", ".rmd", ".rst", ".tex", ".txt")
"""Kinds of text in which an author may name a figure, and that are no posts."""
_LONGEST = 1_000_000
"""Bytes of a file of another kind that are looked at."""


def posts_of(paths: Iterable[Path]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """The posts, and the files that name a figure and are passed over, with the reason.

    A folder stands for the Markdown in it and below it, but in nothing hidden: pages of HTML are often what a site
    generator made of it. Raises ConvanimError for a file of another kind that is named by itself.
    """
    found: list[Path] = []
    passed_over: list[tuple[Path, str]] = []
    for path in paths:
        if not path.is_dir():
            if path.suffix.lower() not in (*MARKDOWN, *HTML) and path.exists():
                raise ConvanimError(
                    f"{path} is no post: {path.suffix or 'a file without a suffix'} is a kind that is not read.",
                    f"name posts of Markdown ({', '.join(MARKDOWN)}) or HTML ({', '.join(HTML)}).",
                )
            found.append(path)
            continue
        for base, folders, names in os.walk(path, onerror=_raised):
            folders[:] = sorted(each for each in folders if not each.startswith((".", "node_modules")))
            for each in (Path(base) / name for name in sorted(names)):
                if each.suffix.lower() in MARKDOWN:
                    found.append(each)
                elif each.suffix.lower() in (*HTML, *OTHERS) and _names_figures(each):
                    passed_over.append((each, _reason(each)))
    posts = list({os.path.realpath(path): path for path in reversed(found)}.values())[::-1]
    return posts, [(path, why) for path, why in passed_over if path not in posts]


def _raised(error: OSError) -> None:
    raise error  # A folder that cannot be looked into is not one without posts.


def _reason(path: Path) -> str:
    if path.suffix.lower() in HTML:
        return "a folder stands for its Markdown; name the page itself if it is no product of a generator"
    return f"{path.suffix} is a kind that is not read"


def _names_figures(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST)
    except OSError:
        return False
    known = "|".join(map(re.escape, operations.names()))
    return re.search(rf"convanim:\s*(?:convanim\s+)?(?:{known})\b".encode(), content) is not None
