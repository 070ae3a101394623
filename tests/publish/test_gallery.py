"""The page of a figures file."""

import re
from pathlib import Path

import pytest
from PIL import Image

from convanim import cli
from convanim.cli.command_line import figure_from_command
from tests.bundle.test_bundle import Tags

FILE = """\
[defaults]
cell = 10
[figures.one]
operation = "conv"
input_size = 3
title = "a | `b` <c>"
[figures.two_up]
operation = "transpose"
still = 1
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("figures.toml").write_text(FILE)
    assert cli.main(["gallery", "figures.toml", "-o", "page", "-q", "--title", "My <figures>"]) == 0
    return tmp_path / "page"


def test_the_page_shows_each_picture_with_its_command(page: Path) -> None:
    text = (page / "index.html").read_text(encoding="utf-8")
    assert text.count("<h1>My &lt;figures&gt;</h1>") == 1
    for name, shown in zip(("one.gif", "two_up.png"), re.findall(r"<figure.*?</figure>", text, re.DOTALL), strict=True):
        image = Tags(re.sub("<br>", "", shown)).image
        assert image["src"] == name
        assert image["alt"]
        with Image.open(page / name) as drawn:
            assert (str(drawn.width), str(drawn.height)) == (image["width"], image["height"])


def test_the_commands_draw_the_pictures(page: Path) -> None:
    import html
    import shlex

    from convanim.batch.plan import read_figures

    figures = read_figures(page.parent / "figures.toml")
    text = (page / "index.html").read_text(encoding="utf-8")
    commands = [shlex.split(html.unescape(each))[1:] for each in re.findall("<code>(.*?)</code>", text)]
    assert [figure_from_command(words).command for words in commands] == [each.command for each in figures.values()]


def test_the_table_of_markdown_holds_together(page: Path) -> None:
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    told = parser.render((page / "README.md").read_text(encoding="utf-8"))
    assert told.count("<tr>") == 3
    assert re.findall('src="(.*?)"', told) == ["one.gif", "two_up.png"]
    assert "a | `b` &lt;c&gt;" in told


def test_only_what_changed_is_drawn_again(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("figures.toml").write_text(FILE.replace("still = 1", "still = 2"))
    assert cli.main(["gallery", "figures.toml", "-o", "page"]) == 0
    assert [Path(line).name for line in capsys.readouterr().out.split()] == ["two_up.png", "index.html", "README.md"]


def test_pages_of_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("figures.toml").write_text(FILE)
    Path("README.md").write_text("mine")
    assert cli.main(["gallery", "figures.toml", "-o", "."]) == 2
    assert Path("README.md").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2
