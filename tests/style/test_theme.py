"""Themes: kinds of cell are told apart, also without colour; letters can be read; mistakes name their key."""

from pathlib import Path

import pytest

from convanim import ConvanimError, FailedError, Figure
from convanim.drawing.marks import MARKS
from convanim.scene.items import Text
from convanim.style import theme
from convanim.style.colour import Colour, parse_colour
from convanim.style.texture import Texture

ZEROS = ("padding", "inserted", "extra")


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, "contrast ratio", written down anew."""

    def luminance(colour: Colour) -> float:
        channels = [each / 255 for each in colour.rgb]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
        return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT: list[tuple[str, str]] = [
    *(("ink", "paper"), ("grey", "paper"), ("grey", "padding"), ("zero", "paper"), ("zero", "padding")),
    *(("zero_washed", ground) for ground in ("paper", "padding", "paper+wash", "padding+wash")),
    *(("input_text", "paper"), ("output_text", "paper"), ("accent_text", "paper"), ("difference_text", "paper")),
    *(("weight", ground) for ground in ("paper", "kernel", "kernel_first", "kernel_last")),
    *(("on:input+wash", ground) for ground in ("input", "input+wash")),
    *(("near:weight:input+wash", ground) for ground in ("input", "input+wash")),
    *(("near:input_text:copy+wash", ground) for ground in ("copy", "copy+wash")),
    *(("near:accent_text:contribution", "contribution"), ("near:grey:padding", "padding")),
    *((f"on:{ground}", ground) for ground in ("output", "contribution", "difference_small", "difference_large")),
]
"""Each role of letters, and an area on which it is written."""
OUTLINED = ("paper", "padding", "copy", "input", "output", "contribution", "kernel", "kernel_first", "kernel_last")
"""The areas that the outline of what is read now crosses; on pictures and stamps it has a halo."""


def seen(loaded: theme.Theme, ground: str) -> Colour:
    area, _, veil = ground.partition("+")
    return loaded.colour(veil).over(loaded.colour(area)) if veil else loaded.colour(area)


@pytest.mark.parametrize("name", theme.names())
def test_letters_can_be_read_wherever_they_are_written(name: str) -> None:
    loaded = theme.load(name)
    found = {(role, ground): round(contrast(loaded.colour(role), seen(loaded, ground)), 2) for role, ground in TEXT}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", theme.names())
def test_the_outline_of_what_is_read_now_is_seen_on_every_area(name: str) -> None:
    loaded = theme.load(name)
    # The core of a double line is paper.
    lines = [loaded.colour("accent"), *([loaded.colour("paper")] if loaded.doubled else [])]
    for ground in OUTLINED:
        assert max(contrast(line, loaded.colour(ground)) for line in lines) >= 2.98, ground


@pytest.mark.parametrize("name", theme.names())
def test_the_edges_of_planes_are_seen(name: str) -> None:
    loaded = theme.load(name)
    assert contrast(loaded.colour("line"), loaded.colour("paper")) >= 3


@pytest.mark.parametrize("name", [name for name in theme.names() if not name.startswith("classic")])
def test_kinds_differ_by_more_than_their_colour(name: str) -> None:
    looks = theme.load(name).looks
    # Zeros are dashed and are zeros; where they come from, words tell.
    assert looks["input"] == theme.Look("input", False, None)
    assert {(looks[kind].dashed, looks[kind].mark) for kind in ZEROS} == {(True, "zero")}
    assert not looks["output"].dashed
    # What is not read keeps the look of its kind, under a mark of its own.
    assert looks["unused"].mark not in {looks[kind].mark for kind in ("input", *ZEROS, "output")}


@pytest.mark.parametrize("name", [name for name in theme.names() if not name.startswith(("classic", "print"))])
def test_zeros_around_differ_from_zeros_between_by_their_fill(name: str) -> None:
    looks = theme.load(name).looks
    assert (looks["padding"].fill, looks["inserted"].fill) == ("padding", None)


@pytest.mark.parametrize("name", theme.names())
def test_the_window_is_seen_on_what_it_covers(name: str) -> None:
    loaded = theme.load(name)
    least = 1.3 if loaded.published else 1.2  # Where it is no more than a shade it has no outline.
    for kind in ("input", *ZEROS):
        ground = loaded.colour(loaded.looks[kind].fill or "paper")
        assert contrast(loaded.colour("shade").over(ground), ground) >= least


@pytest.mark.parametrize("name", theme.names())
def test_every_kind_has_a_look_in_every_theme(name: str) -> None:
    loaded = theme.load(name)
    assert loaded.looks.keys() == set(theme.KINDS)
    assert loaded.colours.keys() == set(theme.COLOURS)
    assert {look.mark for look in loaded.looks.values()} - {None} <= MARKS.keys() == set(theme.MARKS)


def test_a_veil_over_a_ground() -> None:
    # 40 % of 7, 54, 66 over white, by hand: 155.8, 174.6, 179.4.
    mixed = parse_colour("#073642 40%").over(parse_colour("#ffffff"))
    assert all(abs(one - other) < 1 for one, other in zip(mixed.rgb, (155.8, 174.6, 179.4), strict=True))


def test_a_theme_of_one_s_own_changes_what_it_names(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(
        'base = "dark"\nlegend = false\n[colours]\ninput = "#123456"\n[kinds]\nextra = { mark = "cross" }\n'
    )
    loaded = Figure.of("conv", theme=str(mine)).colours
    assert loaded.colours["input"].rgb == (0x12, 0x34, 0x56)
    assert loaded.colours["paper"] == theme.load("dark").colours["paper"]
    assert loaded.looks["extra"] == theme.Look(None, False, "cross")
    assert loaded.legend is False


def test_a_theme_of_one_s_own_has_textures(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('base = "print"\n[textures]\ninput = { pattern = "lines", every = 8, width = 2, angle = -30 }\n')
    loaded = theme.load(str(mine))
    assert loaded.doubled
    assert loaded.textures == theme.load("print").textures | {"input": Texture("lines", 8, 2, -30, "line")}
    drawn = Figure.of("conv", theme=str(mine)).scene().items
    assert any(item.style.stroke == "line" and item.style.width == 2 for item in drawn)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colours = 3", "colours is not a table"),
        ("[colours]\nsky = '#ffffff'", r"colours\.sky: there is no such colour"),
        ("[colours]\ninput = 'blue'", r"colours\.input: 'blue' is not a colour"),
        ("[colours]\ninput = 3", r"colours\.input: 3 is not a colour"),
        ("[kinds]\npading = {}", r"kinds\.pading: there is no such kind"),
        ("[kinds]\npadding = 'dashed'", r"kinds\.padding: 'dashed' is not a look"),
        ("[kinds]\npadding = { mark = 'star' }", r"kinds\.padding\.mark: there is no mark 'star'"),
        ("[kinds]\npadding = { fill = 'sky' }", r"kinds\.padding\.fill: there is no colour 'sky'"),
        ("legends = true", "there is no key 'legends'"),
        ("base = 'dusk'", "base: there is no theme 'dusk'"),
        ("legend = 1", "legend: '1' is neither true nor false"),
        ("doubled = 'yes'", "doubled: 'yes' is neither true nor false"),
        ("textures = 3", "textures is not a table"),
        ("[textures]\nsky = {}", r"textures\.sky: there is no such colour"),
        ("[textures]\ninput = 'dots'", r"textures\.input: 'dots' is not a texture"),
        ("[textures]\ninput = { pattern = 'dots', every = 5 }", r"textures\.input: .* is not a texture"),
        ("[textures]\ninput = { pattern = 'waves', every = 5, width = 1 }", "there is no pattern 'waves'"),
        ("[textures]\ninput = { pattern = 'dots', every = 0.01, width = 1 }", "every = 0.01 is not from 3 to 100"),
        ("[textures]\ninput = { pattern = 'dots', every = 5, width = 6 }", "width = 6 is not from 0.25 to 5"),
        ("[textures]\ninput = { pattern = 'lines', every = 5, width = 1, angle = nan }", "angle = nan is not from"),
        ("[textures]\ninput = { pattern = 'dots', every = 5, width = 1, colour = 'sky' }", "there is no colour 'sky'"),
        ("[colours", "is not TOML"),
    ],
)
def test_a_mistake_in_a_theme_names_its_key(text: str, message: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(text)
    with pytest.raises(ConvanimError, match=message) as caught:
        theme.load(str(mine))
    assert "mine.toml" in caught.value.message


def test_a_theme_file_that_is_not_there() -> None:
    with pytest.raises(FailedError, match="there is no file"):
        theme.load("./none.toml")


def test_auto_is_for_formats_that_follow_their_reader(tmp_path: Path) -> None:
    figure = Figure.of("conv", theme="auto")
    figure.save(tmp_path / "f.svg")
    with pytest.raises(ConvanimError, match="cannot follow the reader's theme"):
        figure.save(tmp_path / "f.gif")


def test_words_are_true_on_dark_pages_too() -> None:
    scene = Figure.of("conv", theme="classic-dark", labels="all").scene()
    words = " ".join(item.shape.string for item in scene.items if isinstance(item.shape, Text))
    # Its shade is lighter than what it lies on.
    assert "the shaded cell is the one of this step" in words
    assert "dark cell" not in words
