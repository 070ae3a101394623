"""The page of a figures file: what is written, and that it is true."""

import html
import re
import shlex
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from convanim import cli
from convanim.batch.figures_file import read_figures
from convanim.cli.command_line import figure_from_command

FILE = """\
[page]
text = "All of <them>."
[sections.up]
title = "Larger & larger"
text = "Stamps."
[defaults]
cell = 10
[figures.one]
operation = "conv"
input_size = 3
title = "a | `b` <c>"
[figures.two_up]
operation = "transpose"
section = "up"
still = 1
[figures.three]
operation = "transpose"
stride = 2
section = "up"
heading = "Zeros between"
text = "2 × 2 grows."
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("figures.toml").write_text(FILE)
    assert cli.main(["gallery", "figures.toml", "-o", "page", "-q", "--title", "My <figures>"]) == 0
    return tmp_path / "page"


def cards(page: Path) -> list[str]:
    text = (page / "index.html").read_text(encoding="utf-8")
    return re.findall(r"<article.*?</article>", text, re.DOTALL)


def test_the_page_has_its_title_and_sections_in_the_order_of_the_file(page: Path) -> None:
    text = (page / "index.html").read_text(encoding="utf-8")
    assert text.count("<h1>My &lt;figures&gt;</h1>") == 1
    assert "All of &lt;them&gt;." in text
    assert text.index('id="one"') < text.index(">Larger &amp; larger</h2>") < text.index('id="two_up"')
    assert (
        re.findall(r'<a href="#(section:\w+)">', text) == re.findall(r'<section id="([^"]+)"', text) == ["section:up"]
    )


def test_a_card_has_its_words_and_pictures(page: Path) -> None:
    shown = [re.sub("&nbsp;", " ", each) for each in cards(page)]
    titles = [html.unescape(re.search(r"<h3.*?>([^<]+)</a>", each)[1]) for each in shown]  # type: ignore[index]
    assert titles == ["a | `b` <c>", "Transposed convolution", "Zeros between"]
    captions = [re.search(r"<p>(.*?)</p>", each)[1] for each in shown]  # type: ignore[index]
    assert captions[0].startswith("3 × 3 → 1 × 1 · kernel 3 × 3")
    assert captions[2] == "2 × 2 grows."
    for each in shown:
        still = re.search(r'<img src="([^"]+)"', each)[1]  # type: ignore[index]
        size = re.search(r'width="(\d+)" height="(\d+)"', each)
        root = ET.fromstring((page / still).read_text("utf-8"))  # noqa: S314  our own
        assert size
        assert size.groups() == (root.attrib["width"], root.attrib["height"])
        assert size[1] == "400"
        assert re.search(r'alt="[^"]{20,}"', each)


def test_what_moves_has_a_film_and_a_player_and_what_stands_has_none(page: Path) -> None:
    for name, shown in zip(("one", "two_up", "three"), cards(page), strict=True):
        moves = name != "two_up"
        assert (f'data-film="{name}.svg"' in shown) == moves == ('class="play"' in shown)
        assert (page / f"{name}.svg").exists() == (page / f"{name}.html").exists() == moves
        for file in re.findall(r'(?:src|href|data-\w+)="([\w.]+\.(?:svg|html))"', shown):
            assert (page / file).exists()


def test_pictures_have_no_ground_and_follow_the_page(page: Path) -> None:
    for path in page.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "prefers-color-scheme:dark" in text
        assert re.search(r"<rect[^>]* class=\"\w+0\"", text) is None  # What paper is drawn as.
        assert "keyframes" not in text or "prefers-reduced-motion" not in text


def test_the_commands_draw_the_figures_of_the_file(page: Path) -> None:
    figures = read_figures(page.parent / "figures.toml")
    codes = [re.search("<code>(.*?)</code>", each)[1] for each in cards(page)]  # type: ignore[index]
    commands = [shlex.split(html.unescape(re.sub("<.*?>", "", code)))[1:] for code in codes]
    assert [figure_from_command(words).command for words in commands] == [each.command for each in figures.values()]


def test_the_tables_of_markdown_hold_together(page: Path) -> None:
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    told = parser.render((page / "README.md").read_text(encoding="utf-8"))
    assert told.count("<tr>") == 2 + 3
    assert re.findall('<img src="(.*?)"', told) == ["one.svg", "two_up.still.svg", "three.svg"]
    assert "a | `b` &lt;c&gt;" in told
    assert "<h2>Larger &amp; larger</h2>" in told


def test_only_what_changed_is_drawn_again(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("figures.toml").write_text(FILE.replace("still = 1", "still = 2"))
    assert cli.main(["gallery", "figures.toml", "-o", "page"]) == 0
    written = [Path(line).name for line in capsys.readouterr().out.split()]
    assert written == ["two_up.still.svg", "index.html", "README.md"]


def test_words_alone_draw_nothing(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("figures.toml").write_text(FILE.replace("Zeros between", "Zeros around"))
    assert cli.main(["gallery", "figures.toml", "-o", "page"]) == 0
    assert [Path(line).name for line in capsys.readouterr().out.split()] == ["index.html", "README.md"]


def test_the_page_speaks_the_language_of_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("figures.toml").write_text('[figures.a]\noperation = "conv"\nlang = "zh"\n')
    assert cli.main(["gallery", "figures.toml", "-o", "page", "-q"]) == 0
    text = Path("page/index.html").read_text(encoding="utf-8")
    assert '<html lang="zh">' in text
    assert "播放" in text


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ('[figures.b]\noperation = "conv"\nsection = "down"', 5, "there is no section 'down'"),
        ('[figures.b]\noperation = "conv"\nheading = 3', 5, "heading: '3' is no text"),
        ("[sections.up]\ntitel = 'a'", 4, "there is no key 'titel'"),
        ("[page]\ntext = 3", 4, "text: '3' is no text"),
        ("[sections]\nup = 3", 4, "it is no table"),
    ],
)
def test_wrong_words_are_told_with_their_line(
    table: str, line: int, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(f'[figures.a]\noperation = "conv"\n{table}\n')
    assert cli.main(["gallery", str(path), "-o", str(tmp_path / "page")]) == 2
    told = capsys.readouterr().err
    assert f"figures.toml:{line}: " in told
    assert message in told
    assert not (tmp_path / "page").exists()


def test_pages_of_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("figures.toml").write_text(FILE)
    Path("README.md").write_text("mine")
    assert cli.main(["gallery", "figures.toml", "-o", "."]) == 2
    assert Path("README.md").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2
