"""``convanim steps``: the arithmetic as JSON, without a picture."""

import json
from typing import Any

import click

from convanim.cli.commands import PerOperation
from convanim.cli.parameters import example, given, layer_parameters, limit_parameter
from convanim.geometry.steps import Step
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.layers.parameters import sizes_of


def _steps_command(operation: str) -> click.Command:
    def steps(limit: bool | None, **values: Any) -> None:
        layer = Layer.of(operation, **given(values))
        taken = layer.steps(limit=limit is not False)
        click.echo(_head(layer) + ', "steps": [', nl=False)
        for number, step in enumerate(taken):
            click.echo(("," if number else "") + "\n" + json.dumps(_told(layer, step)), nl=False)
        click.echo("\n]}")

    return click.Command(
        operation,
        callback=steps,
        params=[*layer_parameters(operations.load(operation).OPTIONS), limit_parameter()],
        help=f"Print the steps of the operation {operation!r} as JSON.",
        epilog=example(f"steps {operation} --i 5 --k 3"),
    )


def _head(layer: Layer) -> str:
    """All of the object but its end: the steps follow one by one, however many there are."""
    told: dict[str, object] = {"operation": layer.operation, **sizes_of(layer)}
    if layer.padding_mode != "zeros":
        told["padding_mode"] = layer.padding_mode
    return json.dumps(told)[:-1]


def _told(layer: Layer, step: Step) -> dict[str, object]:
    taps = [tap._asdict() for tap in step.taps]
    divisor = layer.divisor(step)
    if divisor is not None:
        return {"output": step.output, "divisor": divisor, "taps": taps}
    return {"output": step.output, "taps": taps}


command = PerOperation(
    "steps",
    _steps_command,
    "Print the arithmetic of an operation as JSON.\n\n"
    "Every step (one output element) in row-major order, with its taps: the kernel element, the input element that "
    "it meets, and the kind of that cell (input, padding, inserted or extra).",
    example("steps transpose --i 2 --k 3 --s 2"),
)
