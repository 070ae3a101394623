"""Posts that hold their figures."""

import os
import re
from pathlib import Path

import pytest

from convanim import Figure, cli
from convanim.cli.command_line import figure_from_command
from convanim.errors import ConvanimError
from convanim.publish.embedded_command import command_in

COMMAND = "conv --i 3 --k 2 --cell 10"
FORMS = {
    "comment": f"<!-- convanim: {COMMAND} -->",
    "long comment": "<!-- convanim:\n  convanim conv --i 3\n  --k 2 --cell 10\n-->",
    "liquid": f"{{% comment %}}convanim: {COMMAND}{{% endcomment %}}",
    "tight liquid": f"{{%- comment -%}} convanim: {COMMAND} {{%- endcomment -%}}",
    "block": f"```convanim\n{COMMAND}\n```",
    "waves": f"~~~~ convanim\n{COMMAND}\n~~~~",
}
NAME = "conv_i3_k2.gif"
IMAGE = re.compile(rb"!\[A convolution: a window of 2 \xc3\x97 2[^\]\n]*\]\(conv_i3_k2.gif\)")


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def post(*arguments: str) -> int:
    return cli.main(["post", *arguments])


def write(content: str | bytes, name: str = "p.md") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", ["", "\n", "\n\ntext  \n\t"], ids=["no end", "end", "text"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
def test_an_image_line_is_added_and_all_else_stays(form: str, end: str, last: str, mark: str) -> None:
    before = (mark + (form if last else f"text\n{form}") + last).replace("\n", end).encode()
    path = write(before)
    assert post("p.md", "-q") == 0
    after = path.read_bytes()
    (image,) = IMAGE.finditer(after)
    added = image[0] + end.encode() if last else end.encode() + image[0]
    assert after.replace(added, b"", 1) == before
    assert command_in(Path(NAME)) == COMMAND.split()


def test_nothing_is_done_twice(capsys: pytest.CaptureFixture[str]) -> None:
    path = write("\n\n".join(FORMS.values()))
    assert post("p.md") == 0
    times = path.stat().st_mtime_ns, path.stat().st_ino, Path(NAME).stat().st_mtime_ns
    content = path.read_bytes()
    capsys.readouterr()
    assert post("p.md") == 0
    assert capsys.readouterr().out == "6 figures in 1 post, all up to date\n"
    assert (path.stat().st_mtime_ns, path.stat().st_ino, Path(NAME).stat().st_mtime_ns) == times
    assert path.read_bytes() == content


@pytest.mark.parametrize("gap", ["", "\n", "\n \n"])
def test_an_image_line_is_brought_up_to_date(gap: str) -> None:
    path = write(f'<!-- convanim: {COMMAND} -->\n{gap}![old \\] words](conv_i9.gif "title"){{: .center }}\nrest')
    assert post("p.md", "-q") == 0
    alt = Figure.of("conv", input_size=3, kernel_size=2).alt
    text = f'<!-- convanim: {COMMAND} -->\n{gap}![{alt}]({NAME} "title"){{: .center }}\nrest'
    assert path.read_text(encoding="utf-8") == text


def test_a_changed_command_changes_picture_and_words() -> None:
    path = write(FORMS["comment"])
    assert post("p.md", "-q") == 0
    write(path.read_bytes().replace(b"--k 2", b"--k 2 --title Hi"))
    assert post("p.md", "-q") == 0
    assert command_in(Path(NAME)) == [*COMMAND.split()[:-2], "--title", "Hi", *COMMAND.split()[-2:]]
    assert len(IMAGE.findall(path.read_bytes())) == 1


@pytest.mark.parametrize("line", ["![mine](photo.jpg)", "![far](https://example.org/a.gif)", "text ![in](a.gif)"])
def test_other_pictures_stay(line: str) -> None:
    path = write(f"{FORMS['comment']}\n{line}\n")
    assert post("p.md", "-q") == 0
    lines = path.read_bytes().splitlines()
    assert IMAGE.fullmatch(lines[1])
    assert lines[2] == line.encode()


def test_a_picture_that_convanim_did_not_draw_stays(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.gif").write_bytes(b"GIF89a")
    write(f"<!-- convanim: {COMMAND} -o mine.gif -->\n")
    assert post("p.md") == 2
    assert "p.md:1: mine.gif is there, and convanim did not draw it." in capsys.readouterr().err
    assert Path("mine.gif").read_bytes() == b"GIF89a"
    write(f"<!-- convanim: {COMMAND} -->\n![mine](mine.gif)\n")
    assert post("p.md", "-q") == 0
    assert b"\n![mine](mine.gif)\n" in Path("p.md").read_bytes()


def test_examples_in_blocks_of_code_are_examples() -> None:
    content = "```md\n<!-- convanim: conv -->\n```\n````\n```convanim\nconv\n```\n````\n    <!-- convanim: conv -->\n"
    path = write(content)
    assert post("p.md", "-q") == 0
    assert path.read_text() == content
    assert os.listdir() == ["p.md"]


def test_check_lists_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    content = f"\n\n{FORMS['comment']}"
    path = write(content)
    assert post("p.md", "--check") == 1
    told = capsys.readouterr().out
    assert told == f"p.md:3: {NAME} is missing\np.md:3: the image line is out of date\n"
    assert path.read_text() == content
    assert os.listdir() == ["p.md"]
    assert post("p.md", "-q") == 0
    assert post("p.md", "--check", "-q") == 0
    write(path.read_bytes().replace(b"--i 3", b"--i  3"))
    assert post("p.md", "--check", "-q") == 0
    write(path.read_bytes().replace(b"--cell 10", b"--cell 11"))
    assert post("p.md", "--check", "-q") == 1
    assert capsys.readouterr().out == f"p.md:3: {NAME} has changed\n"


def test_another_version_draws_again(monkeypatch: pytest.MonkeyPatch) -> None:
    write(FORMS["comment"])
    assert post("p.md", "-q") == 0
    monkeypatch.setattr("convanim.__version__", "99.0")
    assert post("p.md", "--check", "-q") == 1
    assert post("p.md", "-q") == 0
    assert post("p.md", "--check", "-q") == 0


def test_a_picture_without_its_journal_says_itself_what_it_is() -> None:
    write(FORMS["comment"])
    assert post("p.md", "-q") == 0
    Path(".convanim.jsonl").unlink()
    assert post("p.md", "--check", "-q") == 0
    write(Path("p.md").read_bytes().replace(b"--cell 10", b"--cell 11"))
    assert post("p.md", "--check", "-q") == 1


def test_a_folder_of_posts() -> None:
    for name in ("posts/a.md", "posts/sub/b.markdown", "posts/.hidden/c.md", "posts/d.txt"):
        write(FORMS["comment"], name)
    assert post("posts", "posts/a.md", "-q") == 0
    assert {path.as_posix() for path in Path().rglob("*.gif")} == {f"posts/{NAME}", f"posts/sub/{NAME}"}
    assert post("posts", "--check", "-q") == 0


def test_a_folder_without_posts_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert post("empty") == 0
    assert capsys.readouterr().out == "0 figures in 0 posts, all up to date\n"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("<!-- convanim: conv --k 0 -->", "kernel_size: 0 is too small"),
        ("<!-- convanim: conv --kk 0 -->", "--kk"),
        ("<!-- convanim: conv --help -->", "--help"),
        ("<!-- convanim: conv --alt -->", "--alt has no place here"),
        ("<!-- convanim: conv --bundle -->", "--bundle has no place here"),
        ("<!-- convanim: conv 'a -->", "no closing quotation"),
        ("<!-- convanim: batch figures.toml -->", "there is no operation 'batch'"),
        ("<!-- convanim: -->", "there is no command"),
        ("<!-- convanim: conv", "the comment has no end"),
        ("<!-- convanim: conv --> text", "there is text behind the comment"),
        ("{% comment %}convanim: conv", "the comment has no end"),
        ("```convanim\nconv", "the block has no end"),
        ("<!-- convanim: conv -o ../x.gif -->", "'../x.gif' is not in the post's folder"),
        ("<!-- convanim: conv -o /tmp/x.gif -->", "'/tmp/x.gif' is not in the post's folder"),
        ("<!-- convanim: conv -o out/x.gif -->", "'out/x.gif' is not in the post's folder"),
        ("<!-- convanim: conv -o x.mp4 -->", "x.mp4 is nothing that an image line shows"),
        ("<!-- convanim: conv -o x-%03d.png -->", "is nothing that an image line shows"),
        ("<!-- convanim: conv -o - -->", "no suffix"),
        ("<!-- convanim: conv -o a.gif -o b.gif -->", "shows one file"),
        ("<!-- convanim: conv --values ../v.csv -->", "values: '../v.csv' is not in the post's folder"),
        ("<!-- convanim: conv --values v.csv -->", "there is no file"),
        ("<!-- convanim: conv --theme ../t.toml -->", "theme: '../t.toml' is not in the post's folder"),
        ("<!-- convanim: conv --font /etc/passwd -->", "font: '/etc/passwd' is not in the post's folder"),
        ("<!-- convanim: conv --i 300 -->", "88,804 steps"),
        ("<!-- convanim: conv --theme auto -o x.gif -->", "cannot follow the reader's theme"),
    ],
)
def test_errors_say_where(line: str, error: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path.parent / f"{tmp_path.name}-out").mkdir()
    Path("out").symlink_to(tmp_path.parent / f"{tmp_path.name}-out")
    path = write(f"# A post\r\n\n{line}")
    content = path.read_bytes()
    assert post("p.md") == 2 or "there is no file" in error
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(r"Error: p.md:3: [^\n]+\nHint: [^\n]+\n", told.err), told.err
    assert error in told.err
    assert path.read_bytes() == content
    assert sorted(os.listdir()) == ["out", "p.md"]


def test_all_errors_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    write("<!-- convanim: conv --k 0 -->\n", "a.md")
    write(b"fine\n\xff\n", "b.md")
    assert post("a.md", "b.md") == 2
    told = capsys.readouterr().err
    assert "Error: a.md:1: " in told
    assert "Error: b.md:2: this is not UTF-8.\n" in told
    assert post("none.md") == 1
    assert "there is no file none.md" in capsys.readouterr().err


def test_one_file_cannot_be_two_figures(capsys: pytest.CaptureFixture[str]) -> None:
    write("<!-- convanim: conv --cell 10 -->\n<!-- convanim: conv --cell 11 -->\n")
    assert post("p.md") == 2
    assert "p.md:2: conv_i4_k3.gif is another figure already, of p.md:1." in capsys.readouterr().err


def test_files_count_from_the_post() -> None:
    write("1,2,3\n4,5,6\n7,8,9\n", "posts/v.csv")
    write("<!-- convanim: conv --i 3 --k 2 --cell 10 --view flat --values v.csv -o sub/f.svg -->\n", "posts/p.md")
    assert post("posts/p.md", "-q") == 0
    assert "](sub/f.svg)" in Path("posts/p.md").read_text(encoding="utf-8")
    assert post("posts", "--check", "-q") == 0
    write("1,2,3\n4,5,6\n7,8,0\n", "posts/v.csv")
    assert post("posts", "--check", "-q") == 1


def test_the_words_are_written_as_markdown() -> None:
    write(f"<!-- convanim: {COMMAND} --note 'a ](b) <c> {{{{ d }}}} *e*' -o f.png -->\n")
    assert post("p.md", "-q") == 0
    assert post("p.md", "--check", "-q") == 0
    parser = pytest.importorskip("markdown_it").MarkdownIt()
    rendered = parser.render(Path("p.md").read_text(encoding="utf-8"))
    assert rendered.count("<img") == 1
    assert "a ](b) &lt;c&gt; {{ d }} *e*" in rendered
    assert "{{" not in Path("p.md").read_text(encoding="utf-8").splitlines()[1]


def test_a_post_keeps_its_mode() -> None:
    path = write(FORMS["comment"])
    path.chmod(0o640)
    assert post("p.md", "-q") == 0
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_command_line_is_read_as_the_program_reads_it() -> None:
    figure = figure_from_command(["transpose", "--k", "3", "--s", "2", "--theme", "dark", "-o", "f.gif"])
    assert figure == Figure.of("transpose", kernel_size=3, stride=2, theme="dark")
    with pytest.raises(ConvanimError, match="no operation"):
        figure_from_command(["remake", "f.gif"])
