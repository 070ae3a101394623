"""What a figures file says, and what is wrong in it."""

import io
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convanim import ConvanimError, FailedError, Figure
from convanim.batch.figures_file import read, read_figures, read_lines
from convanim.batch.tables import FiguresFileError, Reader
from convanim.batch.toml_lines import Lines


def written(folder: Path, text: str) -> Path:
    path = folder / "figures.toml"
    path.write_text(text)
    return path


def problems(folder: Path, text: str) -> list[tuple[str, str]]:
    with pytest.raises(ConvanimError) as caught:
        read(written(folder, text))
    assert caught.value.exit_status == 2
    told = getattr(caught.value, "problems", [(caught.value.message, caught.value.hint)])
    return [(message.removeprefix(f"{folder}/"), hint) for message, hint in told]


def test_tables_are_figures_and_defaults_are_merged_in(tmp_path: Path) -> None:
    figures = read_figures(
        written(
            tmp_path,
            """
            [defaults]
            stride = 2
            output_padding = 1
            step_ms = 300

            [figures.down]
            operation = "conv"
            kernel_size = "3x2"

            [figures.up-again]
            operation = "transpose"
            stride = 3
            padding = [1, 0]
            """,
        )
    )
    assert figures == {
        "down": Figure.of("conv", kernel_size="3x2", stride=2, step_ms=300),
        "up-again": Figure.of("transpose", stride=3, padding=[1, 0], output_padding=1, step_ms=300),
    }


def test_the_defaults_can_name_the_operation(tmp_path: Path) -> None:
    text = "[defaults]\noperation = 'conv'\n[figures.a]\nstride = 2\n[figures.b]\noperation = 'transpose'"
    assert read_figures(written(tmp_path, text)) == {"a": Figure.of("conv", stride=2), "b": Figure.of("transpose")}


def test_a_sweep_is_a_figure_for_every_combination(tmp_path: Path) -> None:
    text = """
        [figures.strides]
        operation = "conv"
        input_size = 7
        sweep = { stride = [1, 2, [2, 1]], padding = [0, "same", "0:1x2"] }
    """
    assert read_figures(written(tmp_path, text)) == {
        f"strides-s{s}-p{p}": Figure.of("conv", input_size=7, stride=stride, padding=padding)
        for s, stride in (("1", 1), ("2", 2), ("2x1", (2, 1)))
        for p, padding in (("0", 0), ("same", "same"), ("0-1x2", "0:1x2"))
    }


def test_options_without_a_letter_are_whole_in_names(tmp_path: Path) -> None:
    text = "[figures.f]\nsweep = { operation = ['conv', 'max-pool'], theme = ['light'], labels = [true, false] }"
    assert list(read_figures(written(tmp_path, text))) == [
        "f-operation-conv-theme-light-labels-true",
        "f-operation-conv-theme-light-labels-false",
        "f-operation-max-pool-theme-light-labels-true",
        "f-operation-max-pool-theme-light-labels-false",
    ]


def test_a_layer_is_read_as_it_stands_in_code(tmp_path: Path) -> None:
    text = """
        [defaults]
        kernel_size = 9
        step_ms = 300
        input_size = 14

        [figures.from-a-layer]
        layer = "nn.Conv2d(3, 64, 7, stride=2, padding=3)"
        note = "the first of a ResNet"
    """
    (figure,) = read_figures(written(tmp_path, text)).values()
    assert figure.layer == Figure.of("conv", kernel_size=7, stride=2, padding=3, input_size=14).layer
    assert figure.step_ms == 300


def test_files_count_from_the_folder_of_the_figures_file(tmp_path: Path) -> None:
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "kernel.csv").write_text("1,0\n0,1\n")
    path = written(tmp_path / "post", "[figures.f]\noperation='conv'\nkernel_size=2\nweights='kernel.csv'\nview='flat'")
    (figure,) = read_figures(path).values()
    assert Path(str(figure.weights)) == tmp_path / "post" / "kernel.csv"


@pytest.mark.parametrize(
    ("given", "outputs"),
    [('["gif", ".svg"]', ("gif", "svg")), ('"png"', ("png",)), ('["%03d.png", "x-%d.png"]', ("%03d.png", "x-%d.png"))],
)
def test_outputs_are_suffixes(tmp_path: Path, given: str, outputs: tuple[str, ...]) -> None:
    (entry,) = read(written(tmp_path, f"[figures.f]\noperation = 'conv'\noutputs = {given}"))
    assert entry.outputs == outputs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[figures.f\n", "figures.toml:1: this is not TOML: "),
        ("x = [[[\n", "figures.toml: this is not TOML: "),
        ("", "figures.toml has no figures"),
        ("[figure.f]\noperation = 'conv'", "figures.toml: there is no table [figure]"),
        ("\n[figure]\noperation = 'conv'", "figures.toml:2: there is no table [figure]"),
        ("[figures.f]\nkernel_size = 3", "figures.toml:1: [figures.f]: there is no operation."),
        ("[figures.f]\noperation = 'conf'", "figures.toml:2: [figures.f]: there is no operation 'conf'"),
        ("[figures.f]\noperation = 'conv'\nkernel = 3", "figures.toml:3: [figures.f]: conv takes no option 'kernel'"),
        ("[figures.f]\noperation = 'conv'\nkernel_size = 0", "figures.toml:3: [figures.f]: kernel_size: 0 is too"),
        ("[figures]\nf = { operation = 'conv', stride = 0 }", "figures.toml:2: [figures.f]: stride: 0 is too small"),
        (
            "[figures.f]\noperation = 'conv'\ninput_size = 2\ndilation = 2",
            "figures.toml:4: [figures.f]: rows: a kernel",
        ),
        ("[figures.f]\noperation = 'conv'\ntheme = 'drak'", "figures.toml:3: [figures.f]: there is no theme 'drak'"),
        (
            "[figures.f]\noperation = 'conv'\noutputs = ['gfi']",
            "figures.toml:3: [figures.f]: outputs: there is no format",
        ),
        (
            "[figures.f]\noperation = 'conv'\noutputs = ['%03d.x']",
            "figures.toml:3: [figures.f]: outputs: there is no fo",
        ),
        (
            "[figures.f]\noperation = 'conv'\noutputs = ['../gif']",
            "figures.toml:3: [figures.f]: outputs: there is no fo",
        ),
        ("[figures.f]\noperation = 'conv'\noutputs = []", "figures.toml:3: [figures.f]: outputs: '[]' is no list"),
        ("[figures.f]\nlayer = 'nn.Conv9d(3)'", "figures.toml:2: [figures.f]: "),
        (
            "[figures.f]\nlayer = 'nn.Conv2d(3, 4, 3)'\noperation = 'conv'",
            "figures.toml:2: [figures.f]: there are both",
        ),
        (
            "[figures.f]\noperation = 'conv'\nsweep = { stride = 2 }",
            "figures.toml:3: [figures.f]: sweep: stride is '2'",
        ),
        ("[figures.f]\noperation = 'conv'\nsweep = 3", "figures.toml:3: [figures.f]: sweep: '3' is no table"),
        ("[figures.f]\noperation = 'conv'\nsweep = {stride=[1,0]}", "figures.toml:3: [figures.f]: stride: 0 is too sm"),
        (
            "[figures.f]\noperation = 'conv'\nstride = 1\nsweep.stride = [1]",
            "figures.toml:4: [figures.f]: sweep: stride",
        ),
        (
            "[figures.'../f']\noperation = 'conv'",
            "figures.toml:1: [figures.../f]: the name '../f' would not do for a f",
        ),
        ("[figures.'/tmp/f']\noperation = 'conv'", "figures.toml:1: [figures./tmp/f]: the name '/tmp/f' would not do"),
        ("[figures.'.f']\noperation = 'conv'", "figures.toml:1: [figures..f]: the name '.f' would not do"),
        (
            "[figures.f]\noperation = 'conv'\n[defaults]\nsteps = 3",
            "figures.toml:4: [defaults]: no figure takes an opti",
        ),
        (
            "[figures.f]\noperation = 'conv'\n[defaults]\nstride = 0",
            "figures.toml:4: [defaults]: stride: 0 is too small",
        ),
        ("[figures.f]\noperation='conv'\n[figures.F]\noperation='conv'", "figures.toml:3: [figures.F]: "),
        (
            "[figures.f]\noperation = 'conv'\nvalues = 'no.csv'",
            "figures.toml:3: [figures.f]: values: there is no file ",
        ),
        (
            "[figures.f]\noperation = 'conv'\nvalues = '/dev/zero.csv'",
            "figures.toml:3: [figures.f]: values: there is no",
        ),
    ],
)
def test_a_mistake_names_its_file_line_and_key(tmp_path: Path, text: str, message: str) -> None:
    (told, hint), *more = problems(tmp_path, text)
    assert told.startswith(message)
    assert hint
    assert more == []


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = """[defaults]
steps = 3
step_ms = 0

[figures.one]
operation = "conv"
kernel_size = 0
strides = 2
note = '''
kernel_size = 0
'''

[figures."two too"]
operation = "transpose"

[figures.three]
operation = "conv"
padding = "sum"
sweep = { stride = [1, "x"], theme = ["light", "drak"] }
"""
    found = [message.split(": ")[0] for message, _ in problems(tmp_path, text)]
    assert found == [f"figures.toml:{line}" for line in (2, 3, 7, 8, 13, 18, 19, 19)]


def test_a_figure_that_a_default_spoils_is_told_of_at_its_table(tmp_path: Path) -> None:
    text = "[defaults]\nkernel_size = 9\n[figures.f]\noperation = 'conv'\ninput_size = 3"
    ((message, _),) = problems(tmp_path, text)
    assert message.startswith("figures.toml:3: [figures.f]: rows: a kernel of 9 is larger")


def test_a_file_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="there is no file"):
        read_figures(tmp_path / "figures.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#" * 100_000_000, "more than 2,000,000 bytes"),
        (
            "[figures.f]\noperation = 'conv'\nsweep = {" + f"seed = {[*range(101)]}, loop = {[*range(101)]}" + "}",
            "10,201",
        ),
        ("".join(f"[figures.f{n}]\noperation = 'conv'\n" for n in range(10_001)), "the file has 10,001 figures"),
        ("[figures.f]\noperation = 'conv'\nstride = " + "[" * 100_000, "tables too deep|not TOML"),
        ("[figures.f]\noperation = 'conv'\nstride = " + "9" * 10_000, "not TOML"),
    ],
    ids=["100 MB", "sweep", "tables", "depth", "digits"],
)
def test_files_that_explode_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        read(written(tmp_path, text))


def test_a_device_is_no_figures_file() -> None:
    with pytest.raises(ConvanimError, match="is a device, not a file"):
        read(Path("/dev/zero"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_values_that_would_never_end_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.npy").symlink_to("/dev/zero")
    text = "[figures.f]\noperation = 'conv'\nvalues = 'pipe.csv'\nweights = 'zero.npy'"
    assert len(problems(tmp_path, text)) == 2


def test_lines_of_json_are_figures_too() -> None:
    lines = b'{"name": "up", "operation": "transpose", "stride": 2}\n\n{"operation": "conv", "outputs": "svg"}\n'
    entries = read_lines(io.BytesIO(lines))
    assert [(entry.name, entry.outputs) for entry in entries] == [("up", ("gif",)), ("conv_i4_k3", ("svg",))]
    assert entries[0].figure == Figure.of("transpose", stride=2)


def test_mistakes_in_json_name_their_line() -> None:
    lines = b'{"operation": "conv"\n3\n{"name": "f", "operation": "conf"}\n{"operation": "conv", "stride": 0}\n'
    lines += b'{"name": "f", "operation": "conv"}\n{"name": "../f", "operation": "conv"}\n' + b"[" * 100_000
    with pytest.raises(FiguresFileError) as caught:
        read_lines(io.BytesIO(lines))
    assert sorted(message[:6] for message, _ in caught.value.problems) == [f"line {n}" for n in range(1, 8)]
    with pytest.raises(ConvanimError, match="no figures"):
        read_lines(io.BytesIO(b"\n"))


KEYS = ("operation", "kernel_size", "stride", "padding", "sweep", "outputs", "layer", "theme", "values", "x")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2**70) | st.floats() | st.text(max_size=8) | st.sampled_from(["conv"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=4) | st.just("f"), st.dictionaries(st.sampled_from(KEYS), VALUES), max_size=3))
def test_any_tables_are_figures_or_told_of(tables: dict[str, dict[str, object]]) -> None:
    reader = Reader(lambda *_: "line 1", Path("/nowhere"))
    try:
        entries = reader.entries(list(tables.items()), {})
    except FiguresFileError as error:
        assert error.problems
        assert all(message and hint for message, hint in error.problems)
    else:
        assert all(isinstance(entry.figure, Figure) for entry in entries)


@given(st.binary(max_size=200) | st.text("[]{}=.,'\"\\#\n \tfiguresdt019-", max_size=200).map(str.encode))
def test_garbage_is_told_of(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "garbage.toml"
    path.write_bytes(content)
    with pytest.raises(ConvanimError):
        read(path)


SWEPT = st.dictionaries(
    st.sampled_from(["stride", "padding", "kernel_size", "cell", "step_ms"]),
    st.lists(st.integers(30, 90), min_size=1, max_size=4, unique=True),
)


@given(SWEPT)
def test_a_sweep_has_a_name_for_every_combination(swept: dict[str, list[int]]) -> None:
    reader = Reader(lambda *_: "line 1", Path())
    table = {"operation": "conv", "input_size": 200, "sweep": swept}
    entries = reader.entries([("f", table)], {})
    count = 1
    for values in swept.values():
        count *= len(values)
    assert len({entry.name for entry in entries}) == len({str(entry.figure) for entry in entries}) == count


def test_lines_are_found_wherever_a_key_may_stand() -> None:
    text = '''
[ figures . "a.b" ] # [x]
"key" = """
[figures.no]
key = 1
""" # """
array = [
  "x = 1", # ]
  "]",
]
dotted.inner = 'it''s'
[[more]]
last = {a = [
  1]}
'''
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        text = text.replace("'it''s'", "'its'")
    lines = Lines(text)
    assert lines.line("figures", "a.b") == 2
    assert lines.line("figures", "a.b", "key") == 3
    assert lines.line("figures", "a.b", "array") == 7
    assert lines.line("figures", "a.b", "dotted", "inner") == 11
    assert lines.line("figures", "a.b", "nowhere") == 2
    assert lines.line("figures", "no") is None
    assert lines.line("more", "last", "a") == 13
