"""Layers that make one size out of another, against onnxruntime."""

import json
import re
import shlex
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, cli
from convanim.answers.solve import solve
from convanim.answers.solve_search import Question, nearest, solutions
from convanim.layers import operations
from convanim.layers.command import command_line
from convanim.layers.layer import Layer
from tests.answers.test_explain import out, returned
from tests.examples import examples

SLOW = settings(deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
SMALL = st.integers(1, 12)


def commands(operation: str, i: object, o: object, most: int = 20, **narrowed: object) -> list[str]:
    return [command_line(layer) for layer in solve(operation, i, o, most=most, **narrowed).layers]


@SLOW
@given(operation=st.sampled_from(operations.names()), i=st.tuples(SMALL, SMALL), o=st.tuples(SMALL, SMALL))
def test_every_solution_makes_the_size_in_the_engine(operation: str, i: tuple[int, int], o: tuple[int, int]) -> None:
    try:
        found = solve(operation, i, o, most=12)
    except ConvanimError:
        return
    for layer in found.layers:
        assert layer.input_size == i
        assert layer.output_size == o
        assert layer == Layer.of(operation, **_options(layer))
        assert returned(layer, np.zeros(i, np.float32)).shape == o


def _options(layer: Layer) -> dict[str, object]:
    taken = operations.load(layer.operation).OPTIONS
    return {name: getattr(layer, name) for name in taken} | {"padding": layer.padding.sides}


@SLOW
@given(
    operation=st.sampled_from(operations.names()),
    i=SMALL,
    k=st.integers(1, 4),
    s=st.integers(1, 3),
    p=st.integers(0, 2),
)
def test_every_small_layer_is_among_the_solutions(operation: str, i: int, k: int, s: int, p: int) -> None:
    options = {"input_size": i, "kernel_size": k, "stride": s, "padding": min(p, k // 2, k - 1)}
    try:
        layer = Layer.of(operation, **options)
    except ConvanimError:
        return
    found = solve(operation, i, layer.output_size, most=10_000, kernel_size=k, stride=s).layers
    assert layer in found


@SLOW
@given(operation=st.sampled_from(operations.names()), i=SMALL, o=SMALL, k=st.integers(1, 5), s=st.integers(1, 4))
def test_the_nearest_sizes_are_the_nearest_there_are(operation: str, i: int, o: int, k: int, s: int) -> None:
    question = Question(operation, i, o, kernel_size=k, stride=s, dilation=1, output_padding=0)
    reach = k // 2 if operation.endswith("pool") else k - 1
    possible = set()
    for before in range(reach + 1):
        for after in (before, before + 1):
            options = {"kernel_size": k, "stride": s, "padding": (before, min(after, reach))}
            try:
                possible.add(Layer.of(operation, dim=2, input_size=i, **_square(options)).output_size[0])
            except ConvanimError:
                continue
    near = nearest(question, 3)
    assert min((abs(size - o) for size in near), default=-1) == min((abs(size - o) for size in possible), default=-1)
    assert bool(solutions(question)) == (o in possible)


def _square(options: dict[str, object]) -> dict[str, object]:
    return {**options, "padding": (options["padding"], options["padding"])}


# Layers of published networks: the ones people look for come first.
@pytest.mark.parametrize(
    ("operation", "i", "o", "command"),
    [
        # DCGAN (arXiv:1511.06434) in PyTorch's examples: kernels of 4, stride 2, padding 1; first 1 to 4.
        ("transpose", 4, 8, "convanim transpose --i 4 --k 4 --s 2 --p 1"),
        ("transpose", 1, 4, "convanim transpose --i 1 --k 4"),
        # VGG (arXiv:1409.1556): 3 × 3 convolutions that keep the size, 2 × 2 poolings that halve it.
        ("conv", 224, 224, "convanim conv --i 224 --k 3 --p 1"),
        ("max-pool", 224, 112, "convanim max-pool --i 224 --k 2 --s 2"),
        # LeNet-5: a 5 × 5 convolution without padding makes 28 of 32.
        ("conv", 32, 28, "convanim conv --i 32 --k 5"),
        # Kernels of the whole image, however large.
        ("conv", 14, 1, "convanim conv --i 14 --k 14"),
        ("transpose", 1, 16, "convanim transpose --i 1 --k 16"),
        # ViT (arXiv:2010.11929): patches of 16 that neither overlap nor leave a cell out; and larger ones.
        ("conv", 224, 14, "convanim conv --i 224 --k 16 --s 16"),
        ("conv", 448, 7, "convanim conv --i 448 --k 64 --s 64"),
        # GoogLeNet (arXiv:1409.4842): a 3 × 3 pooling that keeps the size, in each module.
        ("max-pool", 28, 28, "convanim max-pool --i 28 --k 3 --s 1 --p 1"),
        # ResNet (arXiv:1512.03385): a stage halves with 3 × 3, stride 2; the end averages 7 × 7.
        ("conv", 56, 28, "convanim conv --i 56 --k 3 --s 2 --p 1"),
        ("avg-pool", 7, 1, "convanim avg-pool --i 7 --k 7 --s 7"),
    ],
)
def test_the_usual_layer_comes_first(operation: str, i: int, o: int, command: str) -> None:
    assert commands(operation, i, o)[0] == command


# PyTorch's documentation of ConvTranspose2d halves and doubles with these; so do ResNet's first layers.
@pytest.mark.parametrize(
    ("operation", "i", "o", "command"),
    [
        ("transpose", 7, 14, "convanim transpose --i 7 --k 3 --s 2 --p 1 --op 1"),
        ("transpose", 7, 14, "convanim transpose --i 7 --k 2 --s 2"),
        ("conv", 224, 112, "convanim conv --i 224 --k 7 --s 2 --p 3"),
        ("max-pool", 112, 56, "convanim max-pool --i 112 --k 3 --s 2 --p 1"),
    ],
)
def test_other_usual_layers_come_early(operation: str, i: int, o: int, command: str) -> None:
    assert command in commands(operation, i, o, most=6)


# https://distill.pub/2016/deconv-checkerboard/: a kernel that its stride does not divide overlaps unevenly.
def test_kernels_that_overlap_evenly_come_before_those_that_do_not() -> None:
    told = commands("transpose", 7, 14)
    evenly = [told.index(f"convanim transpose --i 7 {rest}") for rest in ("--k 4 --s 2 --p 1", "--k 6 --s 2 --p 2")]
    assert max(evenly) < told.index("convanim transpose --i 7 --k 3 --s 2 --p 1 --op 1")


def test_little_padding_comes_before_much() -> None:
    told = commands("conv", 224, 112)
    assert told.index("convanim conv --i 224 --k 2 --s 2") < told.index("convanim conv --i 224 --k 5 --s 2 --p 2")


def test_parameters_narrow_the_search() -> None:
    for layer in solve("transpose", 7, 14, kernel_size=3, dilation=1, most=99).layers:
        assert (layer.kernel_size, layer.dilation) == ((3, 3), (1, 1))
    assert commands("transpose", 7, 14, kernel_size="3", stride=2, padding=1)[0].endswith("--k 3 --s 2 --p 1 --op 1")
    assert commands("conv", 8, 8, kernel_size=4, padding="same")[0] == "convanim conv --i 8 --k 4 --p same"
    assert commands("conv", 9, 9, dim=1, padding="causal", kernel_size=3) == [
        "convanim conv --dim 1 --i 9 --k 3 --p causal"
    ] + [f"convanim conv --dim 1 --i 9 --k 3 --p causal --d {dilation}" for dilation in (2, 3, 4)]


def test_one_set_of_parameters_for_both_axes_comes_first() -> None:
    found = solve("transpose", "7x5", "14x10", most=99).layers
    assert all(layer.kernel_size[0] == layer.kernel_size[1] for layer in found)
    assert all(layer.stride[0] == layer.stride[1] for layer in found)
    # 14 / 7 and 15 / 5: no stride serves both.
    first = solve("transpose", "7x5", "14x15").layers[0]
    assert first.stride == (2, 3)
    assert first.output_size == (14, 15)


def test_settled_axes_that_differ_leave_the_rest_free() -> None:
    # A row of padding for the kernel of 3, none for that of 9.
    assert commands("conv", "5x9", "5x1", kernel_size="3x9")[0] == "convanim conv --i 5x9 --k 3x9 --p 1x0"


def test_rounding_up_comes_only_where_nothing_else_fits() -> None:
    # (5 - 2) / 2 = 1.5, and neither that nor (5 - 3) / 2 is 2 when rounded down.
    halving = {"kernel_size": 2, "stride": 2, "padding": 0}
    assert commands("max-pool", 5, 3, **halving, dilation=1) == ["convanim max-pool --i 5 --k 2 --s 2 --ceil-mode"]
    assert all("--ceil-mode" in each for each in commands("max-pool", 5, 3, **halving))
    assert not any("--ceil-mode" in each for each in commands("max-pool", 6, 3))


def test_lines_are_commands_that_run(capsys: pytest.CaptureFixture[str]) -> None:
    told = out(capsys, "solve transpose --i 7 --o 14 --most 3").splitlines()
    assert told[:2] == ["convanim transpose --i 7 --k 4 --s 2 --p 1", "convanim transpose --i 7 --k 2 --s 2"]
    assert re.fullmatch(r"# \d+ more: --most \d+", told[3])
    for line in told[:3]:
        arguments = shlex.split(line.removeprefix("convanim "))
        assert json.loads(out(capsys, shlex.join(["explain", *arguments, "--json"])))["output_size"] == [14, 14]


def test_no_remark_where_all_lines_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "solve transpose -i 7 --output-size 14 -k 4 -s 2 -d 1 -op 0 --p 1") == (
        "convanim transpose --i 7 --k 4 --s 2 --p 1\n"
    )


def test_at_most_twenty_lines_and_a_remark(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(out(capsys, "solve conv --i 7 --o 7").splitlines()) == 21


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(out(capsys, "solve conv --i 7x9 --o 7x9 --most 1 --json"))
    assert told["found"] > 1
    (first,) = told["solutions"]
    assert first["command"] == "convanim conv --i 7x9 --k 3 --p 1"
    assert first["output_size"] == [7, 9]
    assert first["padding"] == [[1, 1], [1, 1]]


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        # (7 - 1) 2 + 3 = 15, and without padding there is nothing to crop.
        ("transpose --i 7 --o 14 --k 3 --s 2 --p 0 --op 0 --d 1", "14 × 14 out of 7 × 7", r": 15 × 15 \(convanim"),
        # 5 + 2 - 3 + 1 = 5
        (
            "conv --i 5 --o 9 --k 3 --s 1 --p 1 --d 1",
            "9 × 9 out of 5 × 5",
            r": 5 × 5 \(convanim conv --i 5 --k 3 --p 1\)",
        ),
        ("conv --dim 1 --i 4 --o 9 --k 3 --d 1", "no conv with kernel_size 3", r": 6 \(convanim conv --dim 1 --i 4 "),
        ("max-pool --i 4 --o 9", "no max-pool makes 9 × 9", r": 5 × 5 \(convanim max-pool"),
        ("avg-pool --i 4x5 --o 9x2", "no avg-pool makes 9 × 2", r": 5 × 2 \(convanim avg-pool"),
        # Rows have what is asked (padding 1: 5 + 2 - 4 + 1 = 4), columns come to 4 + 4 - 4 + 1 at most.
        ("max-pool --i 5x4 --o 4x99 --k 4 --s 1 --d 1 --ceil-mode", "4 × 99 out of 5 × 4", r": 4 × 5 \(convanim"),
        ("transpose --i 7 --o 14 --op 5 --s 2 --d 1", "output_padding 5 must be smaller", "output_padding 1 or less"),
        ("conv --i 5 --o 5 --p causal", "causal padding needs an axis of time", "--dim 1"),
        ("conv --i 5 --o 0", "output_size: 0 is too small", "1 or more"),
        ("conv --dim 1 --i 5 --o 5x6", "output_size: a layer of one dimension has no rows", "one number"),
        ("conv --dim 1 --i 5 --o 5 --k 3x5", "kernel_size: a layer of one dimension has no rows", "one number"),
        ("conv --o 5", "Missing option '--i'", "--help"),
        ("conv --i 5", "Missing option '--o'", "--help"),
        ("conv --i 5 --o 5 --most 0", "--most", "--help"),
        ("conf --i 5 --o 5", "there is no operation 'conf'", "did you mean conv"),
    ],
)
def test_what_cannot_be_is_told_in_two_lines(
    capsys: pytest.CaptureFixture[str], options: str, message: str, hint: str
) -> None:
    assert cli.main(shlex.split(f"solve {options}")) == 2
    told = capsys.readouterr()
    assert told.out == ""
    lines = re.fullmatch(r"Error: ([^\n]+)\nHint: ([^\n]+)\n", told.err)
    assert lines
    assert message in lines[1]
    assert re.search(hint, lines[2])


def test_the_hint_s_commands_make_the_sizes_it_names() -> None:
    with pytest.raises(ConvanimError) as caught:
        solve("transpose", "7x6", "14x99", kernel_size=3, stride=2, output_padding=0, padding=1)
    named = re.findall(r"(\d+) × (\d+) \(convanim transpose ([^)]*)\)", caught.value.hint)
    assert named
    for rows, columns, options in named:
        words = shlex.split(options)
        given = {{"--i": "input_size", "--k": "kernel_size", "--s": "stride", "--p": "padding", "--d": "dilation"}[a]: b
                 for a, b in zip(words[::2], words[1::2], strict=True)}  # fmt: skip
        assert Layer.of("transpose", **given).output_size == (int(rows), int(columns))


def test_sizes_beyond_reason_take_no_time() -> None:
    assert solve("conv", 10**12, 3).found
    assert solve("transpose", 16, 10**12).found
    with pytest.raises(ConvanimError):
        solve("transpose", 10**12, 4)


@pytest.mark.parametrize("operation", operations.names())
def test_help_ends_with_an_example_that_runs(capsys: pytest.CaptureFixture[str], operation: str) -> None:
    for command in ("solve", f"solve {operation}"):
        example = out(capsys, f"{command} --help").split("Example:\n")[1]
        assert out(capsys, example.strip().removeprefix("convanim "))


@pytest.mark.parametrize("module", ["numpy", "PIL", "imageio"])
@pytest.mark.parametrize("command", ["explain conv --i 5", "solve conv --i 5 --o 3", "solve max-pool --i 4 --o 9"])
def test_explaining_and_solving_load_nothing_heavy(command: str, module: str) -> None:
    probe = f"import sys; from convanim.cli import main; main({command.split()!r}); sys.exit({module!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True)
