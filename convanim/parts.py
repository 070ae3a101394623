"""Parts are found by listing their folder: ``layers/operations/conv.py`` is the operation "conv".

Adding an operation, a view, a format or a theme is one new file; nothing registers it.
"""

import importlib
from functools import cache
from pathlib import Path
from types import ModuleType

from convanim.errors import ConvanimError, choose

HERE = Path(__file__).parent


@cache
def names(folder: str, suffix: str = ".py") -> tuple[str, ...]:
    """The names of the parts in ``folder``: ``max_pool.py`` is "max-pool", and so is a folder ``max_pool``."""
    files = [*(HERE / folder).glob(f"*{suffix}")]
    if suffix == ".py":
        files += [package.parent for package in (HERE / folder).glob("*/__init__.py")]
    return tuple(sorted(f.stem.replace("_", "-") for f in files if not f.stem.startswith("_")))


def load(folder: str, name: str, what: str) -> ModuleType:
    """The module of the part called ``name``; ``what`` is the word for it in the error."""
    if name not in names(folder):
        raise ConvanimError(f"there is no {what} {name!r}.", choose(name, names(folder)))
    return importlib.import_module(f"convanim.{folder.replace('/', '.')}.{name.replace('-', '_')}")
