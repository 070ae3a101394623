"""The gallery's pictures come out of the gallery's own file, and its page shows their commands."""

import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from convanim.batch.plan import read_figures
from convanim.cli.command_line import figure_from_command
from tests.pictures import frames

GALLERY = Path(__file__).parent.parent / "gallery"
FIGURES = read_figures(GALLERY / "figures.toml")

# The animations at https://github.com/vdumoulin/conv_arithmetic and how many steps each has there.
PUBLISHED = {
    "no_padding_no_strides": 4,
    "arbitrary_padding_no_strides": 36,
    "same_padding_no_strides": 25,
    "full_padding_no_strides": 49,
    "no_padding_strides": 4,
    "padding_strides": 9,
    "padding_strides_odd": 9,
    "no_padding_no_strides_transposed": 16,
    "arbitrary_padding_no_strides_transposed": 25,
    "same_padding_no_strides_transposed": 25,
    "full_padding_no_strides_transposed": 25,
    "no_padding_strides_transposed": 25,
    "padding_strides_transposed": 25,
    "padding_strides_odd_transposed": 36,
    "dilation": 9,
    # With numbers; ours have one more frame, the set-up.
    "numerical_no_padding_no_strides": 10,
    "numerical_padding_strides": 10,
    "numerical_average_pooling": 10,
    "numerical_max_pooling": 10,
}


def test_all_published_animations_are_there() -> None:
    assert PUBLISHED.keys() <= FIGURES.keys()
    assert {path.stem for path in GALLERY.glob("*.gif")} == FIGURES.keys()


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_comes_out_of_its_table(name: str, tmp_path: Path) -> None:
    FIGURES[name].save(tmp_path / "f.gif")
    kept, drawn = frames(GALLERY / f"{name}.gif"), frames(tmp_path / "f.gif")
    assert len(kept) == len(drawn) == PUBLISHED.get(name, len(drawn))
    for one, other in zip(kept, drawn, strict=True):
        assert one.shape == other.shape
        # Another FreeType may draw a letter's edge otherwise; a cell is more than this.
        assert (np.abs(one.astype(int) - other).max(axis=2) > 40).mean() < 0.001


def test_the_page_shows_every_picture_with_the_command_that_draws_it() -> None:
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"!\[\w+\]\((\w+)\.gif\) \| `convanim ([^`]+)`", page))
    assert shown.keys() == FIGURES.keys()
    for name, command in shown.items():
        # A pooling's stride is the kernel's unless told otherwise: figures are the same if their pictures are.
        drawn = figure_from_command(shlex.split(command))
        assert drawn.layer == FIGURES[name].layer
        assert drawn.command == FIGURES[name].command
