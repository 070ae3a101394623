"""The options of the matrix view that no other view has, and what it makes of a shared one."""

from typing import Any

from convanim.layers import operations
from convanim.options import numbers
from convanim.options.kinds import Choice, Switch
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


def _read_both_ways(figure: Any) -> tuple[str, str] | None:
    return ("a round trip reads its matrix across and down", "") if figure.option("round_trip") else None


ROUND_TRIP = Option(
    "round_trip", Switch(), False, "In the matrix view of conv: transpose the result back.", idle=_without_way_back
)
NUMBERS = numbers.NUMBERS._replace(idle=_in_numbers_anyway)
VECTORS = Option(
    "vectors",
    Choice("WAY", ("row", "column")),
    "row",
    "In the matrix view: the input as a row over the matrix, or as a column beside it.",
    idle=_read_both_ways,
)


def with_numbers(option: Option) -> Option:
    """An option about numbers, which has no effect where names stand in their place."""

    def idle(figure: Any) -> tuple[str, str] | None:
        if figure.option("numbers") is False and not figure.option("round_trip"):
            return "there are no numbers", "leave out --no-numbers"
        return option.idle(figure) if option.idle else None

    return option._replace(idle=idle)
