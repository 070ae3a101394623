"""Themes: kinds of cell are told apart, also without colour; letters can be read; mistakes name their key."""

from itertools import combinations
from pathlib import Path

import pytest

from convanim import ConvanimError, FailedError, Figure
from convanim.drawing.marks import MARKS
from convanim.style import theme
from convanim.style.colour import Colour, parse_colour

NEIGHBOURS = ("input", "padding", "inserted", "extra")


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, "contrast ratio", written down anew."""

    def luminance(colour: Colour) -> float:
        channels = [each / 255 for each in colour.rgb]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
        return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", [name for name in theme.names() if not name.startswith("classic")])
def test_kinds_differ_by_more_than_their_colour(name: str) -> None:
    looks = theme.load(name).looks
    signs = [(looks[kind].dashed, looks[kind].mark) for kind in NEIGHBOURS]
    assert len(set(signs)) == 4
    # What is not read keeps the look of its kind, under a mark of its own.
    assert looks["unused"].mark not in {looks[kind].mark for kind in (*NEIGHBOURS, "output")}


@pytest.mark.parametrize("name", theme.names())
def test_words_can_be_read_on_paper(name: str) -> None:
    colours = theme.load(name).colours
    assert contrast(colours["ink"], colours["paper"]) >= 4.5


@pytest.mark.parametrize("name", [name for name in theme.names() if not name.startswith("classic")])
@pytest.mark.parametrize(("one", "other"), [*combinations(NEIGHBOURS, 2)])
def test_neighbouring_kinds_differ_in_light_or_in_their_lines(name: str, one: str, other: str) -> None:
    loaded = theme.load(name)
    first, second = loaded.looks[one], loaded.looks[other]
    light = contrast(loaded.colour(first.fill or "paper"), loaded.colour(second.fill or "paper"))
    assert light >= 1.5 or (first.dashed, first.mark) != (second.dashed, second.mark)


@pytest.mark.parametrize("name", theme.names())
def test_the_window_is_seen_on_every_kind(name: str) -> None:
    loaded = theme.load(name)
    for look in loaded.looks.values():
        ground = loaded.colour(look.fill or "paper")
        assert contrast(loaded.colour("shade").over(ground), ground) >= 1.3


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
        ("legend = 1", "legend: 1 is neither true nor false"),
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
