"""What a hint proposes works: each way out of an error is taken, and nothing less would have done."""

import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convanim import ConvanimError
from convanim.layers import operations
from convanim.layers.layer import Layer
from tests.strategies import many

_CHANGE = re.compile(
    r"(?:an? )?(padding|output_padding|dilation|stride|input|kernel)(?: of)? (\d+)( or less| or more)?"
)
_OPTION = {"input": "input_size", "kernel": "kernel_size"}
LARGER_IS_FINE = ("input_size", "kernel_size", "stride")


def ways(hint: str) -> list[dict[str, tuple[Any, str]]]:
    """What each way of a hint changes: by option the value, and "or less", "or more" or ""."""
    found: list[dict[str, tuple[Any, str]]] = []
    for way in re.split(r", or |, | or (?!less|more)", hint.removeprefix("use ").rstrip(".")):
        if way == "padding_mode replicate":
            found.append({"padding_mode": ("replicate", "")})
            continue
        changes = [_CHANGE.fullmatch(part) for part in way.split(" with ")]
        assert all(changes), hint
        found.append(
            {_OPTION.get(each[1], each[1]): (int(each[2]), (each[3] or "").strip()) for each in changes if each}
        )
    return found


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """An operation and options along one axis, wild enough to be refused often."""
    operation = draw(st.sampled_from(operations.names()))
    known: dict[str, st.SearchStrategy[Any]] = {
        "input_size": st.integers(1, 9),
        "kernel_size": st.integers(1, 9),
        "stride": st.integers(1, 5),
        "padding": st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda sides: [sides]),
        "dilation": st.integers(1, 5),
        "output_padding": st.integers(0, 6),
        "padding_mode": st.sampled_from(["zeros", "reflect", "replicate", "circular"]),
        "ceil_mode": st.booleans(),
    }
    taken = operations.load(operation).OPTIONS
    options = draw(st.fixed_dictionaries({name: each for name, each in known.items() if name in taken}))
    if options["padding"] == [(0, 0)]:
        options.pop("padding_mode", None)  # It would say nothing, which is an error of its own.
    return operation, options


def refusal(operation: str, options: dict[str, Any]) -> ConvanimError | None:
    try:
        Layer.of(operation, dim=1, **options)
    except ConvanimError as error:
        return error
    return None


@many
@given(request=requests())
def test_every_way_out_of_an_impossible_layer_leads_out(request: tuple[str, dict[str, Any]]) -> None:
    operation, options = request
    error = refusal(operation, options)
    assume(error is not None)
    assert error is not None
    for way in ways(error.hint):
        changed = {**options, **{option: value for option, (value, _) in way.items()}}
        assert refusal(operation, changed) is None, (error, way)
        for option, (value, bound) in way.items():
            if isinstance(value, str):
                continue
            less = {**changed, option: max(value - 1, 0 if "padding" in option else 1)}
            if bound == "or less":
                # Without any padding a mode of it says nothing, which is another error.
                assert less[option] == 0 or refusal(operation, less) is None, (error, way)
                assert refusal(operation, {**changed, option: value + 1}) is not None, (error, way)
            elif less != changed and (bound == "or more" or option in LARGER_IS_FINE):
                assert refusal(operation, less) is not None, (error, way)
            if bound == "or more":
                assert refusal(operation, {**changed, option: value + 7}) is None, (error, way)


@pytest.mark.parametrize(
    ("operation", "options", "hint"),
    [
        ("conv", {"input_size": 2, "kernel_size": 5}, "use padding 2 or more, or an input of 5."),
        ("conv", {"input_size": 4, "padding": 5, "padding_mode": "reflect"}, "padding 3 or less, an input of 6"),
        ("max-pool", {"input_size": 5, "kernel_size": 2, "padding": 2}, "padding 1 or less, or a kernel of 3"),
        ("transpose", {"output_padding": 2, "stride": 2}, "output_padding 1 or less, or stride 3"),
        ("transpose", {"input_size": 2, "kernel_size": 2, "padding": 2}, "padding 1 or less, or an input of 4"),
    ],
)
def test_hints_have_their_numbers(operation: str, options: dict[str, Any], hint: str) -> None:
    error = refusal(operation, options)
    assert error is not None
    assert hint in error.hint
