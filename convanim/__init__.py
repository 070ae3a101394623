"""Animated figures of convolution arithmetic, right and beautiful.

    import convanim
    convanim.transpose(kernel_size=3, stride=2).save("up.gif")

Every operation (``conv``, ``transpose``, ``max_pool``, ``avg_pool``) is a function that takes the options of the
command line by their whole names and returns a ``Figure``. ``layer`` takes a layer as it stands in code, ``solve``
finds the layers that make one size out of another. What is wrong is a ``ConvanimError``.
"""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convanim.api.avg_pool import avg_pool
    from convanim.api.conv import conv
    from convanim.api.layer import layer
    from convanim.api.max_pool import max_pool
    from convanim.api.solve import solve
    from convanim.api.transpose import transpose
    from convanim.errors import ConvanimError, FailedError
    from convanim.exporters import Saved
    from convanim.figure import Figure

__version__ = "0.1.0"
__all__ = [
    "ConvanimError",
    "FailedError",
    "Figure",
    "Saved",
    "avg_pool",
    "conv",
    "layer",
    "max_pool",
    "solve",
    "transpose",
]

_HOMES = {"ConvanimError": "errors", "FailedError": "errors", "Figure": "figure", "Saved": "exporters"}


if not TYPE_CHECKING:  # To a type checker every name would be one that this function knows.
    # Looked up when used: `import convanim` stays cheap, and an operation that is only a file needs no line here.
    def __getattr__(name: str) -> Any:
        if name in __all__:
            found = getattr(import_module(f"convanim.{_HOMES.get(name, f'api.{name}')}"), name)
        elif name in _operations():
            found = partial(import_module("convanim.figure").Figure.of, name.replace("_", "-"))
        else:
            raise AttributeError(f"module 'convanim' has no attribute {name!r}")
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_operations()})


def _operations() -> set[str]:
    """The operations that there are, as Python names."""
    return {name.replace("-", "_") for name in import_module("convanim.parts").names("layers/operations")}
