"""Bundles: what a web page wants of a figure, and snippets that are what they say."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from convanim import ConvanimError, Figure, cli, parts
from convanim.bundle import bundle, bundle_names
from convanim.bundle.facts import Facts
from convanim.bundle.snippets import html, hugo, jekyll, markdown, mkdocs, rst
from convanim.publish.embedded_command import command_in

NASTY = 'a "quoted" <b>&amp;</b> {{ liquid }} {% raw %} [x](y) *z* `c` | \\ $m$ it\'s :: _u_ >}}'


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("imageio_ffmpeg")
    made = tmp_path_factory.mktemp("bundle")
    figure = Figure.of("conv", input_size=3, kernel_size=2, cell=10, note=NASTY, caption=NASTY)
    assert bundle(figure, made, "up") == ([made / name for name in bundle_names("up")], "")
    return made


def test_a_bundle_is_what_its_names_say(drawn: Path) -> None:
    assert sorted(path.name for path in drawn.iterdir()) == sorted(bundle_names("up"))
    for snippet in parts.names("bundle/snippets"):
        assert f"up.{snippet}.txt" in bundle_names("up")


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("source", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "figcaption":
            self.text += data

    @property
    def image(self) -> dict[str, Any]:
        (image,) = (attributes for tag, attributes in self.found if tag == "img")
        return image

    @property
    def addresses(self) -> list[str]:
        return [str(found.get("src") or found.get("srcset")) for tag, found in self.found if tag in ("img", "source")]


def read(drawn: Path, which: str) -> str:
    return (drawn / f"up.{which}.txt").read_text(encoding="utf-8")


def test_the_gif_has_a_source_for_every_reader(drawn: Path) -> None:
    page = Tags(read(drawn, "gif"))
    assert [tag for tag, _ in page.found] == ["figure", "picture", "source", "source", "source", "img", "figcaption"]
    media = [attributes["media"] for tag, attributes in page.found if tag == "source"]
    reduced, dark = "(prefers-reduced-motion: reduce)", "(prefers-color-scheme: dark)"
    # A browser takes the first that fits.
    assert media == [f"{reduced} and {dark}", reduced, dark]
    assert page.image["loading"] == "lazy"
    frames = []
    for address in page.addresses:
        with Image.open(drawn / address) as image:
            assert (str(image.width), str(image.height)) == (page.image["width"], page.image["height"])
            frames.append(getattr(image, "n_frames", 1))
    assert [count > 1 for count in frames] == [False, False, True, True]


def test_words_come_through_as_they_are(drawn: Path) -> None:
    page = Tags(read(drawn, "html"))
    assert page.image["src"] == "up.svg"
    assert page.image["alt"] == read(drawn, "alt").strip()
    assert NASTY in page.image["alt"]
    assert page.text == read(drawn, "caption").strip() == NASTY


def test_the_pictures_of_dark_pages_are_dark(drawn: Path) -> None:
    for name, is_dark in (("up.gif", False), ("up-dark.gif", True), ("up.png", False), ("up-dark.png", True)):
        with Image.open(drawn / name) as image:
            corner = image.convert("L").getpixel((0, 0))
            assert isinstance(corner, (int, float))
            assert (corner < 100) == is_dark


# The hues of the classic figures (arXiv:1603.07285): input and output.
PALETTE = [(38, 139, 210), (42, 161, 152)]


@pytest.mark.parametrize("name", ["up.gif", "up-dark.gif", "up.png", "up-dark.png"])
def test_a_default_bundle_has_one_palette_on_two_grounds(drawn: Path, name: str) -> None:
    with Image.open(drawn / name) as image:
        seen = {colour for _, colour in image.convert("RGB").getcolors(1 << 24) or []}
    assert seen.issuperset(PALETTE)


def test_dark_pictures_carry_the_command_that_draws_them(drawn: Path, tmp_path: Path) -> None:
    words = command_in(drawn / "up-dark.png")
    assert cli.main([*words, "-o", str(tmp_path / "again.png"), "-q"]) == 0
    with Image.open(drawn / "up-dark.png") as one, Image.open(tmp_path / "again.png") as other:
        assert one.convert("RGB").tobytes() == other.convert("RGB").tobytes()


def test_jekyll_reads_no_liquid_but_its_own(drawn: Path) -> None:
    usage, _, page = read(drawn, "jekyll").partition("\n")
    assert usage.startswith("{% comment %}")
    assert "{% include up.html" in usage
    own = re.findall(r"\{\{.*?\}\}|\{%.*?%\}", page)
    assert set(own) == {'{{ include.folder | default: "/assets/figures" | relative_url }}'}
    tags = Tags(re.sub(r"\{\{.*?\}\}/", "", page.partition("</style>")[2]))
    assert all((drawn / address).is_file() for address in tags.addresses)
    assert tags.text == NASTY


def test_restructured_text_is_right(drawn: Path) -> None:
    pytest.importorskip("docutils")
    from docutils import nodes
    from docutils.core import publish_doctree

    tree = publish_doctree(read(drawn, "rst"), settings_overrides={"halt_level": 2, "report_level": 2})
    (image,) = tree.findall(nodes.image)
    (caption,) = tree.findall(nodes.caption)
    with Image.open(drawn / "up.gif") as drawing:
        assert image["width"] == f"{drawing.width}px"
        assert f"aspect-ratio: {drawing.width} / {drawing.height}" in read(drawn, "rst")
    assert (drawn / image["uri"]).is_file()
    assert NASTY in image["alt"]
    assert caption.astext() == NASTY


@pytest.mark.parametrize("caption", ["- a", "1. b", "A. c", ":f: d", ".. e", "(i) f", "g::", "> h", "2.", "i", "| j"])
def test_captions_are_captions_in_restructured_text(caption: str) -> None:
    pytest.importorskip("docutils")
    from docutils import nodes
    from docutils.core import publish_doctree

    text = rst.snippet(Facts("f", "alt", caption, 1, 1))
    tree = publish_doctree(text, settings_overrides={"halt_level": 2, "report_level": 2})
    (found,) = tree.findall(nodes.caption)
    assert found.astext() == caption


@pytest.mark.parametrize("module", [markdown, mkdocs])
def test_markdown_is_right(module: Any) -> None:
    parser = pytest.importorskip("markdown_it").MarkdownIt()
    told = parser.render(module.snippet(Facts("up", NASTY, "c", 3, 4)))
    page = Tags(re.sub(r"<(/?)em>|</?p>|<!--.*?-->|<style>.*?</style>", "", told, flags=re.DOTALL))
    assert page.image["src"] == "up.svg"
    assert page.image["alt"] == NASTY


def test_hugo_reads_no_template_but_its_own() -> None:
    head, style, figure = hugo.snippet(Facts("up", NASTY + " \\", NASTY, 3, 4)).partition("<style>")
    assert head.count("{{-") == head.count("-}}") == 3
    assert style
    page = Tags(figure.partition("</style>")[2])
    assert re.findall(r"\{\{.*?\}\}", figure) == ["{{ $address }}"]
    assert page.image["alt"] == NASTY + " \\"
    assert page.text == NASTY


def test_a_name_is_quoted_in_addresses() -> None:
    assert Tags(html.snippet(Facts("é", "a", "c", 1, 1))).image["src"] == "%C3%A9.svg"
    assert "é" not in jekyll.snippet(Facts("é", "a", "c", 1, 1)).partition("\n")[2]


def test_parameters_are_the_caption_of_a_figure_without_one() -> None:
    from convanim.bundle.facts import caption_of

    told = caption_of(Figure.of("conv", input_size=5, stride=2))
    assert all(word in told for word in ("5 × 5", "2 × 2", "stride 2"))


def test_what_has_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(ConvanimError, match="storyboard"):
        bundle(Figure.of("conv", storyboard=3), tmp_path, "f")
    with pytest.raises(ConvanimError, match="would not do"):
        bundle(Figure.of("conv"), tmp_path, "../f")
    assert list(tmp_path.iterdir()) == []


def test_without_ffmpeg_the_video_is_left_out_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["conv", "--i", "3", "--k", "2", "--cell", "10", "--bundle", "-o", "f", "-q"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("The video is left out: ffmpeg is not installed.\nFor it: ")
    names = sorted(path.name for path in Path("f").iterdir())
    assert names == sorted(bundle_names("conv_i3_k2", video=False))
    assert not [name for name in names if "mp4" in name or "video" in name]
    # What is pasted shows nothing that is not there.
    for text in Path("f").glob("*.txt"):
        assert ".mp4" not in text.read_text(encoding="utf-8")


def test_a_batch_of_bundles_tells_once_that_videos_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    (tmp_path / "figures.toml").write_text(
        '[defaults]\noutputs = "bundle"\noperation = "conv"\ninput_size = 3\ncell = 10\n'
        "[figures.a]\n[figures.b]\nstride = 2\n"
    )
    command = ["batch", str(tmp_path / "figures.toml"), "-o", str(tmp_path), "-j", "1"]
    assert cli.main([*command, "-q"]) == 0
    assert capsys.readouterr().err.startswith("The videos of 2 bundles are left out: ffmpeg is not installed.\n")
    assert cli.main([*command, "--check", "-q"]) == 0
    assert not list(tmp_path.glob("*.mp4"))


def test_the_command_line_has_bundles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("imageio_ffmpeg")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["conv", "--i", "3", "--k", "2", "--cell", "10", "--bundle", "--theme", "auto"]) == 0
    name = "conv_i3_k2"
    assert sorted(path.name for path in (tmp_path / name).iterdir()) == sorted(bundle_names(name))
    assert capsys.readouterr().out.split() == [str(Path(name) / each) for each in bundle_names(name)]
    assert cli.main(["conv", "--bundle", "-o", "a", "-o", "b"]) == 2
