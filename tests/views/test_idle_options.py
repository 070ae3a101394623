"""An option is refused exactly where the picture would be the same without it."""

import json
from pathlib import Path
from typing import Any

import pytest

from convanim import ConvanimError, Figure, cli, views
from convanim.batch.figures_file import read
from convanim.batch.tables import FiguresFileError
from convanim.errors import IdleOptionError
from convanim.frameworks import read_layer
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.views import _idle_options

OPTIONS: dict[str, object] = {"values": "arange", "weights": "1 2; 3 5", "seed": 7, "flip": True, "round_trip": True}
BESIDE: list[dict[str, object]] = [
    {},
    {"numbers": True},
    {"weights": "2 1; 4 7"},
    {"weights": "random"},
    {"round_trip": True},
    {"values": "ones"},
    {"values": "ones", "weights": "2 1; 4 7"},
]


def _options(view: str, beside: dict[str, object]) -> dict[str, Any]:
    return {"view": view, "input_size": 3, "kernel_size": 2, "cell": 20, **beside}


def _is_possible(operation: str, view: str, beside: dict[str, object]) -> bool:
    try:
        Figure.of(operation, **_options(view, beside))
    except IdleOptionError:
        return False
    return True


CASES = [
    (operation, view, option, beside)
    for operation in operations.names()
    for view in views.names()
    if views.fits(view, Layer.of(operation, input_size=3, kernel_size=2))
    for option in OPTIONS
    for beside in BESIDE
    if option not in beside and (option != "round_trip" or operation == "conv")
    # What flip does to names is told in the tests of the matrix view.
    if (view, option) != ("matrix", "flip") or beside.keys() & {"numbers", "round_trip"}
    if _is_possible(operation, view, beside)
]


@pytest.mark.parametrize(("operation", "view", "option", "beside"), CASES)
def test_an_option_changes_the_picture_or_is_refused(
    operation: str, view: str, option: str, beside: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = _options(view, beside)
    without = Figure.of(operation, **given)
    changed = {**given, option: OPTIONS[option]}
    try:
        Figure.of(operation, **changed)
    except IdleOptionError as error:
        assert error.option == option
        refused = True
    else:
        refused = False
    monkeypatch.setattr(_idle_options, "refuse_idle", lambda _: None)
    try:
        same = Figure.of(operation, **changed).scene() == without.scene()
    except ConvanimError:
        same = True  # No picture at all: pooling with weights.
    assert refused == same


@pytest.mark.parametrize("view", views.names())
def test_numbers_are_for_views_that_can_do_both(view: str) -> None:
    operation, dim = next(
        (operation, dim)
        for operation in ("transpose", "conv")
        for dim in (1, 2)
        if views.fits(view, Layer.of(operation, dim=dim))
    )
    given: dict[str, Any] = {"view": view, "input_size": 3, "kernel_size": 2, "dim": dim}
    scenes = []
    for numbers in (True, False):
        try:
            scenes.append(Figure.of(operation, **given, numbers=numbers).scene())
        except IdleOptionError as error:
            assert error.option == "numbers"
    assert len(scenes) in (0, 2)
    assert not scenes or scenes[0] != scenes[1]
    assert bool(scenes) == (view in ("matrix", "overlap", "rows", "scatter"))


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("conv --values missing.csv", "values"),
        ("conv --weights sobel-x", "weights"),
        ("conv --seed 4", "seed"),
        ("conv --numbers", "numbers"),
        ("conv --no-numbers --view flat", "numbers"),
        ("conv --flip", "flip"),
        ("transpose --view scatter --no-numbers --values ones", "values"),
        ("transpose --view scatter --beside 4", "beside"),
        ("conv --beside 4", "beside"),
        ("conv --round-trip", "round_trip"),
        ("transpose --view matrix --round-trip", "round_trip"),
        ("conv --view flat --seed 4 --values ones --weights ones", "seed"),
        ("conv --matte #ffffff", "matte"),
        ("conv --padding-mode reflect", "padding_mode"),
        ("conv --padding-mode reflect --p valid", "padding_mode"),
        ("steps conv --padding-mode circular", "padding_mode"),
        ("explain conv --padding-mode circular", "padding_mode"),
        ("max-pool --view flat --flip", "flip"),
    ],
)
def test_a_command_with_an_idle_option_writes_nothing(
    command: str, option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(command.split()) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 2
    assert told.err.startswith(f"Error: {option} ")
    assert option in told.err.splitlines()[1]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "given",
    [
        {"values": "ones"},
        {"matte": "#000000"},
        {"padding_mode": "reflect"},
        {"view": "matrix", "weights": "ones", "numbers": False},
    ],
)
def test_python_refuses_the_same(given: dict[str, object]) -> None:
    with pytest.raises(IdleOptionError):
        Figure.of("conv", **given)


def test_the_way_out_is_one() -> None:
    with pytest.raises(IdleOptionError, match="use the view flat or linked or matrix or scatter"):
        Figure.of("transpose", values="ones")
    for view in ("flat", "linked"):
        assert Figure.of("transpose", values="ones", view=view).scene()
    for view in ("matrix", "scatter"):
        assert Figure.of("transpose", values="ones", view=view, numbers=True).scene()


def test_defaults_of_a_figures_file_hold_where_they_have_an_effect(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(
        '[defaults]\nseed = 4\nmatte = "#102030"\npadding_mode = "reflect"\n'
        '[figures.plain]\noperation = "conv"\n'
        '[figures.numbers]\noperation = "conv"\nview = "flat"\npadding = 1\nbackground = "transparent"\n'
    )
    plain, numbers = (entry.figure for entry in read(path))
    assert plain.command == "convanim conv --i 4 --k 3"
    assert numbers.command == (
        "convanim conv --i 4 --k 3 --p 1 --padding-mode reflect "
        "--view flat --seed 4 --background transparent --matte '#102030'"
    )
    path.write_text('[figures.plain]\noperation = "conv"\nseed = 4\n')
    with pytest.raises(FiguresFileError, match=r"figures\.toml:3: \[figures\.plain\]: seed has no effect"):
        read(path)


def test_a_pasted_layer_may_say_what_has_no_effect() -> None:
    read = read_layer('nn.Conv2d(3, 8, 1, padding_mode="reflect")')
    assert json.dumps(Figure.of(read.operation, **read.options).layer.padding.sides) == "[[0, 0], [0, 0]]"
    assert read_layer('nn.Conv2d(3, 8, 3, padding=1, padding_mode="reflect")').options["padding_mode"] == "reflect"
