"""What owners declare of their options and powers is true, and errors know which option they are about."""

import io
import pickle
from pathlib import Path
from typing import Any

import pytest

from convanim import ConvanimError, Figure, exporters, parts, views
from convanim.batch.figures_file import read
from convanim.batch.tables import FiguresFileError
from convanim.errors import IdleOptionError
from convanim.figure import look
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.options import table
from convanim.options.kinds import Switch
from convanim.options.names import Part, Source
from convanim.options.sources import from_text

OPTIONS = [*table.LAYER, *look.options()]
ODD: list[Any] = [object(), b"3", 1.5, {1}, "\0", "-1x", [[]], {"a": object()}, -(10**30), True]


def test_each_name_is_declared_once() -> None:
    names = [each.name for each in OPTIONS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("option", OPTIONS, ids=lambda each: each.name)
def test_what_is_wrong_with_a_value_is_about_its_option(option: Any) -> None:
    refused = 0
    for odd in ODD:
        try:
            option.read(odd)
        except ConvanimError as error:
            refused += 1
            assert error.option == option.name
            assert error.message.startswith(f"{option.name}: ") or option.name == "matte"
            assert pickle.loads(pickle.dumps(error)).option == option.name  # noqa: S301  our own
    assert refused >= 3


@pytest.mark.parametrize("option", OPTIONS, ids=lambda each: each.name)
def test_what_is_written_in_a_command_is_read_again(option: Any) -> None:
    if isinstance(option.kind, Switch):
        return
    values = [option.read(each) for each in [*option.kind.words, *([option.default] if option.default else [])]]
    samples: list[Any] = [7, "2x3", "0:1x2", (1, 5), "#102030", "1 2; 3.5 4", {"base": "dark"}]
    for sample in samples:
        try:
            values.append(option.read(sample))
        except ConvanimError:
            continue
    assert values
    for value in values:
        *_, text = option.in_command(value)
        # Text about numbers stays as it stands; it is rows when they are looked for.
        again = option.read(text)
        assert (
            from_text(again, option.name) if isinstance(value, tuple) and isinstance(again, str) else again
        ) == value
        if not isinstance(option.kind, Source | Part):
            assert option.read(option.kind.in_python(value)) == value


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ({"views": "flat"}, "views"),
        ({"view": "nothing"}, "view"),
        ({"view": "scatter"}, "view"),
        ({"theme": "nothing"}, "theme"),
        ({"lang": "nothing"}, "lang"),
        ({"matte": "blue", "background": "transparent"}, "matte"),
        ({"round_trip": True}, "round_trip"),
        ({"kernel_size": 9, "input_size": 3}, "kernel_size"),
        ({"padding": "causal"}, "padding"),
        ({"dim": 1, "kernel_size": "2x3"}, "kernel_size"),
        ({"still": 1, "storyboard": 3}, "still"),
        ({"values": "nothing", "view": "flat"}, "values"),
    ],
)
def test_errors_of_figures_know_their_option(given: dict[str, Any], option: str) -> None:
    with pytest.raises(ConvanimError) as caught:
        Figure.of("conv", **given)
    assert caught.value.option == option


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ('view = "flat"\nlang = "view"', 4),  # The message names another key, which is somebody's word.
        ('title = "theme"\ntheme = "title"', 4),
        ('note = "x"\npadding = "note"', 4),
        ("stride = 1\nkernel_size = 30\ninput_size = 3", 4),
        ("seed = 5\nsweep = { view = ['rows'] }", 4),
        ("glide = 2\nround_trip = true", 4),
    ],
)
def test_a_figures_file_is_told_the_line_of_the_option(lines: str, wrong: int, tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(f'[figures.f]\noperation = "conv"\n{lines}\n')
    with pytest.raises(FiguresFileError) as caught:
        read(path)
    assert caught.value.message.startswith(f"{path}:{wrong}: ")


@pytest.mark.parametrize("suffix", parts.names("exporters"))
def test_formats_do_what_they_declare(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"f.{suffix}"
    (tmp_path / "主题 (ü).toml").write_text('base = "dark"', encoding="utf-8")
    for said in ({"title": "it's (a) ü — €5\\"}, {"theme": tmp_path / "主题 (ü).toml"}, {}):
        figure = Figure.of("conv", input_size=3, kernel_size=2, cell=20, **said)
        saved = figure.save(path)
        assert exporters.power(suffix, "command_in")(path) == figure.command
    module = exporters.load(suffix)
    assert exporters.power(suffix, "HOLDS_STILL") == hasattr(module, "write_still")
    assert exporters.power(suffix, "EMBEDDED_AS") in (None, "image", "video", "page")
    follows = exporters.power(suffix, "FOLLOWS_READER")
    try:
        content = Figure.of("conv", theme="auto").to_bytes(suffix)
    except ConvanimError:
        assert not follows
    else:
        assert follows
        assert b"prefers-color-scheme" in content
    glided = Figure.of("conv", input_size=3, kernel_size=2, cell=20, glide=2).save(path)
    assert (glided.frames == saved.frames) == bool(exporters.power(suffix, "PAGED"))
    if suffix == "tex":
        assert path.read_text(encoding="utf-8").count(r"\begin{tikzpicture}") == glided.frames
    if suffix == "pdf":
        assert len(pytest.importorskip("pypdfium2").PdfDocument(path)) == glided.frames


@pytest.mark.parametrize("view", views.names())
def test_views_do_what_they_declare(view: str) -> None:
    for operation in operations.names():
        for dim in (1, 2):
            layer = Layer.of(operation, dim=dim, input_size=4, kernel_size=2)
            if views.fits(view, layer):
                stills = len(Figure.of_layer(layer, view=view).scene().stills)
                assert not views.load(view).STEPS_ARE_OUTPUTS or stills == layer.steps_count


@pytest.mark.parametrize(
    ("option", "value", "takes", "not_takes"),
    [("optimize", True, ["gif", "webp"], "svg"), ("matte", "#fff8e0", ["gif"], "webp")],
)
def test_a_format_s_option_is_for_files_of_that_format(
    option: str, value: object, takes: list[str], not_takes: str, tmp_path: Path
) -> None:
    figure = Figure.of("conv", input_size=3, kernel_size=2, cell=20, background="transparent", **{option: value})
    with pytest.raises(IdleOptionError, match=f"{option} has no effect in .{not_takes}") as caught:
        figure.save(tmp_path / f"f.{not_takes}")
    assert caught.value.option == option
    assert not list(tmp_path.iterdir())
    with pytest.raises(IdleOptionError):
        figure.to_bytes(not_takes)
    # With one file that takes it, the others may be there, too.
    figure.save_all([tmp_path / f"f.{suffix}" for suffix in ("svg", takes[0])])
    plain = Figure.of("conv", input_size=3, kernel_size=2, cell=20, background="transparent")
    assert eval(repr(figure), {"convanim": __import__("convanim")}) == figure  # noqa: S307  our own text
    assert f"--{option}" in figure.command
    assert figure.option(option) == value != plain.option(option)
    for suffix in takes:
        file = io.BytesIO()
        figure.save(file, format=suffix)
        assert file.getvalue()
