"""Animated figures of convolution arithmetic, right and beautiful.

    import convanim
    convanim.transpose(kernel_size=3, stride=2).save("up.gif")

Every operation (``conv``, ``transpose``...) is a function that takes the options of the command line by their whole
names and returns a ``Figure``.
"""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convanim.errors import ConvanimError as ConvanimError
    from convanim.errors import FailedError as FailedError
    from convanim.exporters import Saved as Saved
    from convanim.figure import Figure as Figure

__version__ = "0.1.0"
__all__ = ["ConvanimError", "FailedError", "Figure", "Saved"]


_HOMES = {"ConvanimError": "errors", "FailedError": "errors", "Figure": "figure", "Saved": "exporters"}


# Looked up when used: `import convanim` stays cheap, and a new operation needs no line here.
def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"convanim.{_HOMES[name]}"), name)
    operation = name.replace("_", "-")
    if operation in import_module("convanim.parts").names("layers/operations"):
        return partial(import_module("convanim.figure").Figure.of, operation)
    raise AttributeError(f"module 'convanim' has no attribute {name!r}")
