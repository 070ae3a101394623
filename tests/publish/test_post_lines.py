"""The line of a figure's picture, in whatever way a post writes it, and posts of HTML and of other kinds."""

import html
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from convanim import Figure, cli

COMMAND = "conv --i 3 --k 2 --cell 10"
NAME = "conv_i3_k2.gif"
ALT = Figure.of("conv", input_size=3, kernel_size=2).alt


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def posted(text: str, name: str = "p.md") -> str:
    """The post when its figures are drawn, once and for all."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    assert cli.main(["post", name, "-q"]) == 0
    after = path.read_bytes()
    assert cli.main(["post", name, "-q", "--check"]) == 0
    return after.decode()


LIQUID = f"{{% comment %}}convanim: {COMMAND}{{% endcomment %}}"
LINES = {
    "include": '{{% include figure.liquid loading="eager" path="{}" class="img-fluid rounded" alt="{}" %}}',
    "include with another word": '{{%- include image.html src=\'{}\' width="50%" alt="{}" -%}}',
    "shortcode": '{{{{< figure src="{}" class="wide" alt="{}" >}}}}',
    "tag": '<img class="a" src="{}" alt="{}">',
    "closed tag in others": '<p align="center"><a href="x"><img src="{}" alt="{}" /></a></p>',
    "indented tag": '      <IMG SRC=\'{}\'   alt="{}" width="40">',
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("mark", [f"<!-- convanim: {COMMAND} -->", LIQUID], ids=["comment", "liquid"])
def test_the_figure_s_line_is_kept_up_to_date(mark: str, line: str, end: str) -> None:
    before = f"{mark}{end}{end}{line.format('old.gif', 'old')}{end}rest"
    alt = ALT if "{{" in line.format("", "") else html.escape(ALT)
    assert posted(before) == f"{mark}{end}{end}{line.format(NAME, alt)}{end}rest"


@pytest.mark.parametrize(
    "opening", ["<figure>\n  ", '<div class="row">\n  <div class="col">\n    ', "<p>\n", "<picture>\n"]
)
def test_what_holds_a_picture_may_stand_above_it(opening: str) -> None:
    text = posted(f'<!-- convanim: {COMMAND} -->\n{opening}<img src="old.gif">\n')
    assert text == f'<!-- convanim: {COMMAND} -->\n{opening}<img src="{NAME}" alt="{html.escape(ALT)}">\n'


@pytest.mark.parametrize(
    "line",
    [
        '<img src="photo.jpg">',
        '<img src="https://example.org/a.gif">',
        'words <img src="old.gif">',
        '{% include toc.html path="notes.md" %}',
        '{% include figure.liquid path="assets/other.gif" %}',
        '{{< youtube src="x" >}}',
        "<figure>words</figure>",
    ],
)
def test_other_lines_stay_and_a_picture_is_added(line: str) -> None:
    text = posted(f"{LIQUID}\n{line}\n")
    assert text.splitlines()[2] == line
    assert re.fullmatch(rf"!\[.*\]\({NAME}\)", text.splitlines()[1])


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('{{% include figure.liquid path="{}" alt="a" %}}', "sub/"),
        ('{{% include figure.liquid path="{}" alt="a" %}}', "/sub/"),
        ('<img alt="a" src="{}">', "/site/sub/"),
        ('<img alt="a" src="{}">', "https://example.org/sub/"),
        ("![a]({})", "https://example.org/sub/"),
    ],
)
def test_an_address_that_does_not_count_from_the_page_stays_and_its_file_follows(line: str, place: str) -> None:
    Path("_config.yml").touch()
    mark = f"<!-- convanim: {COMMAND} -->"
    text = posted(f"{mark}\n{line.format(place + NAME)}\n", "sub/p.md")
    assert len(text.splitlines()) == 2
    assert text.count(f"{place}{NAME}") == 1
    text = posted(text.replace("--k 2", "--k 1"), "sub/p.md")
    assert len(text.splitlines()) == 2
    assert text.count(f"{place}conv_i3_k1.gif") == 1


def test_sizes_follow_a_picture_of_another_shape_and_stay_where_the_shape_is_the_same() -> None:
    mark = f"<!-- convanim: {COMMAND} -->"
    text = posted(f'{mark}\n<img src="old.gif" width="10" height="10" alt="">')
    with Image.open(NAME) as image:
        wide, high = image.size
    assert f'width="{wide}" height="{high}"' in text
    half = f'width="{round(wide / 2)}" height="{round(high / 2)}"'
    assert half in posted(f'{mark}\n<img src="{NAME}" {half} alt="">')
    assert 'width="10" alt' in posted(f'{mark}\n<img src="{NAME}" width="10" alt="">')


class Images(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.data = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.data += data


def test_a_page_of_html_gets_html() -> None:
    before = (
        f"<!doctype html>\n<body>\n\t  <!-- convanim: {COMMAND} --note 'a \"b\" <c>' -->\n```\n<p>rest</p>\n</body>"
    )
    text = posted(before, "page.html")
    (image,) = Images(text).found
    with Image.open(NAME) as drawn:
        assert (image["width"], image["height"]) == (str(drawn.width), str(drawn.height))
    assert image["src"] == NAME
    assert image["alt"] and 'a "b" <c>' in image["alt"]
    assert "![" not in Images(text).data
    assert [line for line in text.splitlines() if "<img" not in line] == before.splitlines()
    assert re.search(r"^\t  <img ", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["p.rst", "p.ipynb", "p.txt", "README"])
def test_a_file_of_another_kind_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_text(f"<!-- convanim: {COMMAND} -->\n")
    assert cli.main(["post", name]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"Error: {name} is no post")
    assert ".html" in told.err.splitlines()[1]


def test_what_a_folder_holds_of_other_kinds_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.md", "b.rst", "c.html", "d.mdx"):
        Path(name).write_text(f"<!-- convanim: {COMMAND} -->\n")
    for name in ("e.txt", "f.html", "g.py"):
        Path(name).write_text("words of convanim: none\n")
    assert cli.main(["post", ".", "-q"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().err.splitlines()] == ["b.rst", "c.html", "d.mdx"]
    assert cli.main(["post", ".", "c.html", "-q"]) == 0
    assert "c.html" not in capsys.readouterr().err
    assert "<img" in Path("c.html").read_text()


def test_jekyll_shows_the_words_of_an_include_as_they_are() -> None:
    if shutil.which("jekyll") is None:
        pytest.skip("jekyll is not installed (apt-get install jekyll)")
    Path("_includes").mkdir()
    Path("_config.yml").touch()
    Path("_includes/figure.liquid").write_text('<img src="{{ include.path | relative_url }}" alt="{{ include.alt }}">')
    note = 'a "b" {{ c }} {% d %} \\ <e> \\" %}'
    command = f"{COMMAND} --note '{note}'".replace("%}", "% }")
    Path("p.md").write_text(
        f'---\ntitle: a\n---\n<!-- convanim: {command} -->\n{{% include figure.liquid path="old.gif" %}}\n'
    )
    # The mark itself has Liquid in it, which is the author's to keep from Jekyll.
    Path("p.md").write_text(Path("p.md").read_text().replace("<!--", "{% raw %}\n<!--").replace("-->", "-->\n"))
    assert cli.main(["post", "p.md", "-q"]) == 0
    text = Path("p.md").read_text().replace("{% include", "{% endraw %}{% include")
    Path("p.md").write_text(text)
    subprocess.run(["jekyll", "build", "-q", "--disable-disk-cache"], check=True, capture_output=True)
    (image,) = Images(Path("_site/p.html").read_text(encoding="utf-8")).found
    assert image["src"] == f"/{NAME}"
    assert image["alt"] and note.replace("%}", "% }") in image["alt"]
    assert Path("_site", NAME).exists()


def test_hugo_shows_the_words_of_a_shortcode_as_they_are() -> None:
    if shutil.which("hugo") is None:
        pytest.skip("hugo is not installed (apt-get install hugo)")
    Path("layouts/_default").mkdir(parents=True)
    Path("layouts/_default/single.html").write_text("{{ .Content }}")
    Path("config.toml").touch()
    note = 'a "b" {{ c }} {% d %} \\ <e> \\" `f`'
    mark = f"<!-- convanim: {COMMAND} --note '{note}' -->"
    text = posted(f'---\ntitle: a\n---\n{mark}\n{{{{< figure src="old.gif" >}}}}\n', "content/p/index.md")
    assert "<!--" in text
    subprocess.run(["hugo", "--quiet"], check=True, capture_output=True)
    (image,) = Images(Path("public/p/index.html").read_text(encoding="utf-8")).found
    assert image["src"] == NAME
    assert image["alt"] and note.replace("\\", "∖") in image["alt"]
    assert Path("public/p", NAME).exists()
