"""The gallery's pictures come out of the gallery's own files, and its page shows their commands."""

import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from convanim.batch.figures_file import read_page
from convanim.cli.command_line import figure_from_command
from convanim.views import names as views
from tests.pictures import frames

GALLERY = Path(__file__).parent.parent / "gallery"
PAGE = read_page(GALLERY / "figures.toml")
CARDS = read_page(GALLERY / "cards.toml")
ENTRIES = {entry.name: entry for entry in (*PAGE.entries, *CARDS.entries)}
FIGURES = {entry.name: entry.figure for entry in PAGE.entries}

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
}
# With numbers; how many steps ours have beside the set-up.
NUMERICAL = {
    "numerical_no_padding_no_strides": 9,
    "numerical_padding_strides": 9,
    "numerical_average_pooling": 9,
    "numerical_max_pooling": 9,
}


def test_all_published_animations_are_there() -> None:
    assert PUBLISHED.keys() | NUMERICAL.keys() <= FIGURES.keys()
    for name in PUBLISHED:
        figure = FIGURES[name]
        assert (figure.theme, figure.labels, ENTRIES[name].words.section) == ("classic", "none", "published")


def test_each_picture_has_a_table_and_each_table_its_picture() -> None:
    kept = {path.name for path in GALLERY.iterdir() if path.suffix in (".gif", ".svg")}
    assert kept == {f"{entry.name}.{suffix}" for entry in ENTRIES.values() for suffix in entry.outputs}


def test_the_gallery_shows_every_view_in_sections_that_say_something() -> None:
    assert {figure.view_name for figure in FIGURES.values()} == set(views())
    assert {entry.words.section for entry in PAGE.entries} == PAGE.sections.keys()
    for words in (*(entry.words for entry in PAGE.entries), *PAGE.sections.values()):
        assert all(words), words


@pytest.mark.parametrize("name", [name for name, entry in ENTRIES.items() if entry.outputs == ("gif",)])
def test_a_picture_comes_out_of_its_table(name: str, tmp_path: Path) -> None:
    FIGURES[name].save(tmp_path / "f.gif")
    kept, drawn = frames(GALLERY / f"{name}.gif"), frames(tmp_path / "f.gif")
    assert len(kept) == len(drawn) >= PUBLISHED.get(name, NUMERICAL.get(name, 0))
    if name in PUBLISHED:
        assert len(drawn) == PUBLISHED[name]
    for one, other in zip(kept, drawn, strict=True):
        assert one.shape == other.shape
        # Another FreeType may draw a letter's edge otherwise; a cell is more than this.
        assert (np.abs(one.astype(int) - other).max(axis=2) > 40).mean() < 0.001


@pytest.mark.parametrize("name", [name for name, entry in ENTRIES.items() if entry.outputs == ("svg",)])
def test_a_vector_picture_comes_out_of_its_table(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ENTRIES[name].figure.save(tmp_path / "f.svg")
    told = re.compile(r"<metadata>.*?</metadata>")  # The command names files from where it runs.
    kept, drawn = (told.sub("", path.read_text("utf-8")) for path in (GALLERY / f"{name}.svg", tmp_path / "f.svg"))
    assert _unscoped(kept) == _unscoped(drawn)


def _unscoped(markup: str) -> str:
    """Without the beginning that names have in a page, which is made of all there is, the command too."""
    scope = re.search(r'<svg [^>]*class="(\w+)"', markup)
    assert scope
    return markup.replace(scope[1], "scope")


def test_the_page_shows_every_picture_with_the_command_that_draws_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GALLERY.parent)
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"!\[[^\]]+\]\((\w+)\.\w+\) \| `convanim ([^`]+)`", page))
    assert shown.keys() == FIGURES.keys()
    relative = {entry.name: entry.figure for entry in read_page(Path("gallery/figures.toml")).entries}
    for name, command in shown.items():
        # A pooling's stride is the kernel's unless told otherwise: figures are the same if their pictures are.
        drawn = figure_from_command(shlex.split(command))
        assert drawn.layer == relative[name].layer
        assert drawn.command == relative[name].command
    for title in PAGE.sections.values():
        assert f"## {title.title}\n" in page
