"""The options of the matrix view that no other view has, and what it makes of a shared one."""

from typing import Any

from convanim.layers import operations
from convanim.options import numbers
from convanim.options.kinds import Switch
from convanim.options.option import Option


def _without_way_back(figure: Any) -> tuple[str, str] | None:
    there = [name for name in operations.names() if _goes_there(name)]
    return None if figure.layer.operation in there else (f"it is for {' or '.join(there)}", "")


def _goes_there(operation: str) -> bool:
    """Whether the way back from an operation is the one that scatters."""
    definition = operations.load(operation)
    return definition.HAS_WEIGHTS and definition.INVERSE is not None and not definition.SCATTERS


def _in_numbers_anyway(figure: Any) -> tuple[str, str] | None:
    is_left_out = figure.option("round_trip") and not figure.option("numbers")
    return ("a round trip is one of numbers", "") if is_left_out else None


ROUND_TRIP = Option(
    "round_trip", Switch(), False, "In the matrix view of conv: transpose the result back.", idle=_without_way_back
)
NUMBERS = numbers.NUMBERS._replace(idle=_in_numbers_anyway)
