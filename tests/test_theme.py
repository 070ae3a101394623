"""Themes tell the kinds of cell apart, also without colour."""

import pytest

from convanim import theme
from convanim.cells import MARKS


@pytest.mark.parametrize("name", [name for name in theme.names() if name != "classic"])
def test_kinds_differ_by_more_than_their_colour(name: str) -> None:
    looks = theme.load(name).looks
    signs = [(looks[kind].dashed, looks[kind].mark) for kind in ("input", "padding", "inserted", "extra")]
    assert len(set(signs)) == 4
    # What is not read keeps the look of its kind, under a mark of its own.
    assert looks["unused"].mark not in {
        looks[kind].mark for kind in ("input", "padding", "inserted", "extra", "output")
    }


@pytest.mark.parametrize("name", theme.names())
def test_every_kind_has_a_look_in_every_theme(name: str) -> None:
    loaded = theme.load(name)
    assert loaded.looks.keys() == {"input", "output", "padding", "inserted", "extra", "unused"}
    assert {look.fill for look in loaded.looks.values()} - {None} <= loaded.colours.keys()
    assert {look.mark for look in loaded.looks.values()} - {None} <= MARKS.keys()


def test_a_veil_over_a_ground() -> None:
    # 40 % of 7, 54, 66 over white, by hand: 155.8, 174.6, 179.4.
    mixed = theme.parse_colour("#073642 40%").over(theme.parse_colour("#ffffff"))
    assert mixed.rgb == (156, 175, 180) or mixed.rgb == (156, 175, 179)
