"""A file of figures, drawn: only what changed, in parallel, by make or while it is edited.

``convanim.batch.draw`` and ``convanim.batch.read_figures`` are for programs; they are looked up when used.
"""

from importlib import import_module
from typing import Any

_HOMES = {"draw": "plan", "read_figures": "figures_file"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"convanim.batch.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'convanim.batch' has no attribute {name!r}")
