"""What solve finds and what it calls nearest, against every layer within its bounds."""

import re
import shlex
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, cli
from convanim.answers.solve_search import Question, nearest, solutions
from convanim.layers import operations
from tests.answers.test_explain import out
from tests.answers.test_solve import commands
from tests.examples import examples

SLOW = settings(deadline=None, max_examples=examples(50), suppress_health_check=[HealthCheck.too_slow])
PADDINGS: list[tuple[int, int] | str | None] = [None, (0, 0), (1, 1), (0, 1), (2, 2), "valid", "half", "full"]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Questions that leave one of kernel, stride and dilation open, or the padding or the output padding."""
    operation = draw(st.sampled_from(operations.names()))
    is_pooling = operation.endswith("-pool")
    settled = {
        "kernel_size": draw(st.integers(1, 5)),
        "stride": draw(st.integers(1, 5)),
        "dilation": 1 if operation == "avg-pool" else draw(st.integers(1, 4)),
    }
    settled.pop(draw(st.sampled_from(["none", *settled])), None)
    return Question(
        operation,
        draw(st.integers(1, 14)),
        draw(st.integers(1, 24)),
        **settled,
        padding=draw(st.sampled_from(PADDINGS)),
        output_padding=draw(st.sampled_from([None, 0, 1])) if operation == "transpose" else None,
        ceil_mode=is_pooling and draw(st.booleans()),
    )


def possible(question: Question) -> set[int]:
    """The sizes of all layers with kernels up to 11, strides up to 64 and dilations up to 4, if the kernel has gaps.

    By the formulas of docs.pytorch.org: Conv1d, ConvTranspose1d and MaxPool1d with its rules of padding.
    """
    found = set()
    dilates = question.operation != "avg-pool"
    for k, s, d in product(
        [question.kernel_size] if question.kernel_size else range(1, 12),
        [question.stride] if question.stride else range(1, 65),
        [question.dilation] if question.dilation else range(1, 5 if dilates else 2),
    ):
        if k == 1 and d > (question.dilation or 1):
            continue
        reach = d * (k - 1)
        most = k // 2 if question.operation.endswith("-pool") else reach
        named = {"valid": (0, 0), "half": ((reach + 1) // 2, (reach + 1) // 2), "full": (reach, reach)}
        settled = named[question.padding] if isinstance(question.padding, str) else question.padding
        for before, after in [settled] if settled else [(n // 2, n - n // 2) for n in range(2 * most + 1)]:
            if question.operation.endswith("-pool") and max(before, after) > most:
                continue
            if question.operation == "transpose":
                extras = range(max(s, d)) if question.output_padding is None else [question.output_padding]
                whole = (question.input_size - 1) * s - before - after + reach + 1
                found |= {whole + extra for extra in extras if extra < max(s, d)}
                continue
            room = question.input_size + before + after - reach - 1
            size = (-(-room // s) if question.ceil_mode else room // s) + 1
            if question.ceil_mode and (size - 1) * s >= question.input_size + before:
                size -= 1
            # Without a window that fits, rounding up makes one only where it starts in the input or before it.
            found |= {size} if room >= 0 or question.ceil_mode else set()
    return {size for size in found if size >= 1}


@SLOW
@given(question=questions())
def test_what_exists_within_the_bounds_is_found_and_the_nearest_are_the_nearest(question: Question) -> None:
    try:
        found = bool(solutions(question))
    except ConvanimError:
        assume(False)
        raise
    sizes = possible(question)
    if question.output_size in sizes:
        assert found
    if not found:
        want = sorted(abs(size - question.output_size) for size in sizes)[:3]
        got = sorted(abs(size - question.output_size) for size in nearest(question, 3))
        assert all(a <= b for a, b in zip(got, want, strict=False))
        assert len(got) >= len(want)


# (28 - 19) / 1 + 1 = 10, and 19 = 9 (3 - 1) + 1.
def test_a_settled_padding_finds_kernels_and_dilations_of_any_size() -> None:
    assert commands("conv", 28, 10, stride=1, padding=0)[0] == "convanim conv --i 28 --k 19"
    assert commands("conv", 28, 10, stride=1, padding=0, dilation=1) == ["convanim conv --i 28 --k 19"]
    assert commands("conv", 28, 10, stride=1, padding=0, kernel_size=3) == ["convanim conv --i 28 --k 3 --d 9"]


# (1000 - 400) / 150 + 1 = 5 out of 1000 with a kernel of 400.
def test_a_settled_kernel_finds_strides_of_any_size() -> None:
    assert "convanim conv --i 1000 --k 400 --s 150" in commands("conv", 1000, 5, kernel_size=400, padding=0, dilation=1)


# Poolings of PyTorch pad by half of the kernel at the most: k 2 makes 9 (p 1) and 7 (p 0) of 8, k 3 makes 8.
def test_the_nearest_sizes_of_a_pooling(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(shlex.split("solve avg-pool --dim 1 --i 8 --o 14")) == 2
    assert re.findall(r"[:,] (\d+) \(convanim", capsys.readouterr().err) == ["9", "8", "7"]


# AlexNet (the one-column version, arXiv:1404.5997): 11 × 11, stride 4, 227 to 55, to the last cell.
def test_layers_that_leave_no_cell_over_come_first() -> None:
    assert commands("conv", 227, 55)[0] == "convanim conv --i 227 --k 11 --s 4"


@pytest.mark.parametrize("name", ["valid", "half", "full", "same", "same-lower"])
def test_every_line_with_a_named_padding_makes_the_size(capsys: pytest.CaptureFixture[str], name: str) -> None:
    lines = out(capsys, f"solve transpose --i 7 --o 14 --p {name} --most 99").splitlines()
    assert len(lines) > 5
    for line in lines:
        arguments = line.removeprefix("convanim transpose")
        told = out(capsys, f"explain transpose {arguments}")
        assert told.startswith("transpose: Input 7 × 7 → Output 14 × 14\n"), line


def test_sizes_out_of_reach_are_refused_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(shlex.split("solve avg-pool --i 14 --o 4294967295")) == 2
    assert re.search(r": 15 × 15 \(convanim avg-pool --i 14 --k 2 --s 1 --p 1\)", capsys.readouterr().err)


def test_what_was_bounded_is_said_and_square_questions_have_square_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(shlex.split("solve avg-pool --i 8 --o 14")) == 2
    bounded = capsys.readouterr().err
    assert "(tried up to kernel_size 11, stride 64)" in bounded
    assert "within these bounds" in bounded
    sizes = re.findall(r"(\d+) × (\d+) \(convanim", bounded)
    assert len(sizes) == 3
    assert all(rows == columns for rows, columns in sizes)
    assert cli.main(shlex.split("solve avg-pool --i 8 --o 14 --k 3 --s 1 --p 0")) == 2
    settled = capsys.readouterr().err
    assert "tried" not in settled
    assert "the nearest that can be had: 6 × 6" in settled, "8 - 3 + 1"
