"""The layers whose spellings are executed, and what PyTorch and Keras returned for them.

``python -m tests.spelled_layers`` records it anew, where torch and keras are installed.
"""

import json
import math
import random
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from convanim import ConvanimError
from convanim.frameworks import spellings
from convanim.layers import operations
from convanim.layers.command import command_line
from convanim.layers.layer import Layer
from tests import spelled

RECORDED = Path(__file__).parent / "spelled_layers.json"
COUNT = 160


class Case(NamedTuple):
    """A layer, and numbers for it."""

    layer: Layer
    values: spelled.Array
    weights: spelled.Array


@cache
def cases() -> tuple[Case, ...]:
    """The same layers every time, all kinds of them: their names are the keys of what is recorded."""
    chance = random.Random(7)  # noqa: S311 # nothing secret
    found: dict[str, Layer] = {}
    while len(found) < COUNT:
        layer = _layer(chance)
        if layer is not None:
            found[command_line(layer)] = layer
    return tuple(
        Case(layer, _numbers(chance, layer.input_size), _numbers(chance, layer.kernel_size)) for layer in found.values()
    )


def _numbers(chance: random.Random, size: tuple[int, ...]) -> spelled.Array:
    return np.array([chance.choice([-3, -2, -1, 1, 2, 3, 4]) for _ in range(math.prod(size))], np.float32).reshape(size)


def _layer(chance: random.Random) -> Layer | None:
    operation, dim = chance.choice(operations.names()), chance.choice([1, 2])

    def size(low: int, high: int) -> object:
        one = chance.randint(low, high)
        return one if dim == 1 or chance.random() < 0.6 else (one, chance.randint(low, high))

    named = ["same", "same", "same-lower", "valid", "full", "half", *(["causal"] if dim == 1 else [])]
    sides = [[chance.randint(0, 2), chance.randint(0, 2)] for _ in range(dim)]
    options: dict[str, Any] = {
        "dim": dim,
        "input_size": size(1, 7),
        "kernel_size": size(1, 4),
        "stride": size(1, 5),
        "padding": chance.choice([chance.choice(named), chance.randint(0, 3), sides]),
        "dilation": chance.choice([1, 1, size(1, 3)]),
        "output_padding": chance.choice([0, size(0, 2)]),
        "padding_mode": chance.choice(["zeros", "zeros", "reflect", "replicate", "circular"]),
        "ceil_mode": chance.random() < 0.3,
        "count_include_pad": chance.random() < 0.5,
    }
    if options["padding"] in ("same", "same-lower"):
        options.pop("output_padding")
    taken = operations.load(operation).OPTIONS
    try:
        return Layer.of(operation, **{name: value for name, value in options.items() if name in taken})
    except ConvanimError:
        return None


def _record() -> None:
    found = {}
    for layer, values, weights in cases():
        for framework in ("PyTorch", "Keras"):
            text = spellings(layer)[framework]
            if not text.startswith("cannot"):
                result = spelled.returned(framework, text, layer, values, weights)
                key = f"{framework}: {command_line(layer)}"
                found[key] = {"text": text, "returned": [[round(float(each), 4) for each in row] for row in result]}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in found.items()]
    RECORDED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    _record()
