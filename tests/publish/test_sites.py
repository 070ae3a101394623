"""Posts on sites: a post is drawn where its generator shows the picture, and refused where it would not."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from convanim import cli

MARK = "<!-- convanim: conv --i 3 --k 2 --cell 10 -o {}.gif -->\n"
YAML, TOML = "---\ntitle: {}\n{}---\n", "+++\ntitle = '{}'\n{}+++\n"

# Place of the post, a line of its front.
JEKYLL = {
    "_posts/2024-01-01-plain.md": "",
    "sub/_posts/2024-01-02-below.md": "",
    "about.md": "",
    "sub/page.md": "",
    "sub/moved.md": "permalink: /elsewhere/moved.html\n",
    "sub/kept.md": "permalink: /sub/kept.html\n",
    "sub/folder.md": "permalink: /sub/folder/\n",
    "sub/own/index.md": "",
    "_notes/note.md": "",
    "page.html": "",
}
HUGO = {
    "content/posts/plain.md": "",
    "content/posts/bundle/index.md": "",
    "content/posts/chinese/index.zh.md": "",
    "content/docs/_index.md": "",
    "content/about.md": "",
}


def title_of(place: str) -> str:
    return Path(place).name.partition(".")[0]


def write(place: str, front: str, more: str) -> Path:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{front.format(title_of(place), more)}{MARK.format(title_of(place))}")
    return path


def outcomes(posts: dict[str, str], front: str) -> dict[str, bool]:
    """Whether each post was taken; those that were not get their picture by hand."""
    taken = {}
    for place, more in posts.items():
        path = write(place, front, more)
        taken[place] = cli.main(["post", place, "-q"]) == 0
        assert taken[place] == (path.parent / f"{title_of(place)}.gif").exists()
    for place, was in taken.items():
        path = Path(place)
        if not was:
            name = f"{title_of(place)}.gif"
            assert f"{name})" not in path.read_text(), "nothing is written into a post that is refused"
            (path.parent / name).write_bytes(b"GIF89a")
            tag = f'<img src="{name}">' if path.suffix == ".html" else f"![alt]({name})"
            path.write_text(f"{path.read_text()}{tag}\n")
    return taken


def shown(site: Path, page: Path) -> bool:
    """Whether the picture of a page is where the page says."""
    (address,) = re.findall(r'<img src="?([^" >]+)', page.read_text(encoding="utf-8"))
    picture = (page.parent / str(address)).resolve()
    return picture.is_relative_to(site.resolve()) and picture.is_file()


def pages(site: Path) -> dict[str, Path]:
    """The pages of a site by the titles of their posts."""
    return {
        match[1]: page
        for page in site.rglob("*.html")
        if (match := re.search(r"<title>([\w-]+)</title>", page.read_text(encoding="utf-8")))
    }


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("permalink", ["", "permalink: pretty\n"], ids=["usual", "pretty"])
def test_jekyll_shows_what_was_drawn_and_nothing_that_was_refused(permalink: str) -> None:
    if shutil.which("jekyll") is None:
        pytest.skip("jekyll is not installed (apt-get install jekyll)")
    Path("_config.yml").write_text(f"{permalink}collections:\n  notes:\n    output: true\n")
    Path("_layouts").mkdir()
    Path("_layouts/default.html").write_text("<title>{{ page.title }}</title>{{ content }}")
    taken = outcomes(JEKYLL, "---\nlayout: default\ntitle: {}\n{}---\n")
    subprocess.run(["jekyll", "build", "-q", "--disable-disk-cache"], check=True, capture_output=True)
    made = pages(Path("_site"))
    assert {place: shown(Path("_site"), made[title_of(place)]) for place in JEKYLL} == taken
    assert not all(taken.values())


@pytest.mark.parametrize("ugly", ["", "uglyURLs = true\n"], ids=["usual", "ugly"])
@pytest.mark.parametrize("front", [YAML, TOML], ids=["yaml", "toml"])
def test_hugo_shows_what_was_drawn_and_nothing_that_was_refused(front: str, ugly: str) -> None:
    if shutil.which("hugo") is None:
        pytest.skip("hugo is not installed (apt-get install hugo)")
    Path("config.toml").write_text(f'{ugly}baseURL = "http://localhost/"\n[languages.en]\n[languages.zh]\n')
    Path("layouts/_default").mkdir(parents=True)
    for kind in ("single", "list"):
        Path(f"layouts/_default/{kind}.html").write_text("<title>{{ .File.BaseFileName }}</title>{{ .Content }}")
    posts = {place: more for place, more in HUGO.items() if not (ugly and place.startswith("content/docs"))}
    taken = outcomes(posts, front)
    subprocess.run(["hugo", "--quiet"], check=True, capture_output=True)
    found = {page: shown(Path("public"), page) for page in Path("public").rglob("*.html") if "<img" in page.read_text()}
    assert sorted(found.values()) == sorted(taken.values()), found
    assert any(found.values()) or ugly
    assert not all(found.values())


@pytest.mark.parametrize(
    ("place", "front", "words"),
    [
        ("_posts/2024-01-01-a.md", YAML, ("Jekyll publishes nothing that lies beside a post", "--bundle")),
        ("blog/_drafts/a.md", YAML, ("Jekyll publishes nothing that lies beside a post", "--bundle")),
        ("a.md", TOML, ("Hugo publishes a.md as a folder of its own", "call it a/index.md")),
    ],
)
def test_the_front_of_a_post_tells_its_generator(
    place: str, front: str, words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(place, front, "")
    before = path.read_text()
    for more in ([], ["--check"]):
        assert cli.main(["post", place, *more]) == 2
        error, hint = capsys.readouterr().err.splitlines()
        assert error.startswith(f"Error: {place}:4: {words[0]}")
        assert words[1] in hint
    assert path.read_text() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    # A post that names no figure is nobody's trouble.
    path.write_text(before.replace(MARK.format(title_of(place)), ""))
    assert cli.main(["post", place, "-q"]) == 0


def test_the_way_out_of_a_plain_post_of_hugo_is_one() -> None:
    path = write("content/posts/a.md", YAML, "")
    Path("hugo.toml").touch()
    assert cli.main(["post", "content", "-q"]) == 2
    Path("content/posts/a").mkdir()
    path.rename("content/posts/a/index.md")
    assert cli.main(["post", "content", "-q"]) == 0


def test_markdown_of_no_generator_is_as_good_as_ever() -> None:
    write("docs/a.md", YAML, "")
    Path("docs/b.md").write_text(MARK.format("b"))
    assert cli.main(["post", "docs", "-q"]) == 0
