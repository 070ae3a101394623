"""TikZ source that compiles, and whose pages look like the painter's."""

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from convanim.exporters.tex import escape
from convanim.scene.items import Item, Scene, Style, Text
from tests.exported import difference, painted, picture_of, written, written_still

PDFLATEX = shutil.which("pdflatex")


def compiled(source: bytes, folder: Path) -> bytes:
    """The PDF that pdflatex makes."""
    if PDFLATEX is None:
        pytest.skip("pdflatex is not installed")
    for package in ("standalone.cls", "tikz.sty", "fix-cm.sty"):
        if subprocess.run(["kpsewhich", package], capture_output=True, check=False).returncode != 0:
            pytest.skip(f"LaTeX has no {package}")
    (folder / "f.tex").write_bytes(source)
    command = [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "f.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Missing character" not in (folder / "f.log").read_text(errors="replace")
    return (folder / "f.pdf").read_bytes()


def test_a_picture_for_each_step_and_a_command_for_what_stays() -> None:
    picture = picture_of("conv")
    source = written(picture, "tex").decode()
    assert source.count(r"\begin{tikzpicture}") == source.count(r"\end{tikzpicture}") == len(picture.scene.stills) == 4
    assert source.count(r"\newcommand\convanimparta{") == 1
    assert len(re.findall(r"^\\convanimparta$", source, re.MULTILINE)) == 4
    assert source.count("{Output}") == 1


def test_colours_have_names_that_a_reader_can_change() -> None:
    source = written(picture_of("conv"), "tex").decode()
    assert r"\definecolor{convanim-input}{HTML}{268BD2}" in source
    assert r"\tikzset{convanim-shade area/.style={fill=convanim-shade,fill opacity=0.4}}" in source
    defined = set(re.findall(r"\\definecolor\{([^}]+)\}", source))
    assert set(re.findall(r"\\path\[([^ \]]+) ", source)) <= defined
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", name) for name in defined)


def test_the_source_tells_the_command_that_makes_it_in_comments_only() -> None:
    source = written(picture_of(title="A", command="convanim conv\n\\input{x}"), "tex").decode()
    assert source.startswith("% A\n% convanim conv \\input{x}\n\\documentclass")


@pytest.mark.parametrize(
    ("string", "source"),
    [
        ("3 × 3", r"3 \ensuremath{\times} 3"),
        ("−1 → 2", r"\ensuremath{-}1 \ensuremath{\rightarrow} 2"),
        ("50 % of #1 & x_2", r"50 \% of \#1 \& x\_2"),
        (r"\input{a}", r"\textbackslash{}input\{a\}"),
        ("a -- b --- c", "a -{}- b -{}-{}- c"),
        ("~^$", r"\textasciitilde{}\textasciicircum{}\$"),
    ],
)
def test_text_means_what_it_says(string: str, source: str) -> None:
    assert escape(string) == source


def test_without_paper_there_is_nothing_behind() -> None:
    assert "convanim-paper area] (0,0)" in written(picture_of(), "tex").decode()
    assert "convanim-paper area] (0,0)" not in written(picture_of(background="transparent"), "tex").decode()


def test_words_that_would_be_too_wide_are_smaller() -> None:
    text = Item(Text("0.25 + 0.25 + 0.25", 20, "middle", 80), 50, 30, Style(fill="ink"), 0, 1)
    source = written_still(picture_of()._replace(scene=Scene(100, 50, [text], [1000], [0])), 0, "tex").decode()
    (size,) = map(float, re.findall(r"font=\\convanimletters\{([\d.]+)\}", source))
    assert 4.5 <= size < 0.75 * 20 / 2


@pytest.mark.parametrize("theme", ["classic", "light"])
def test_pages_look_like_the_painter_s(theme: str, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    from tests.exporters.test_pdf import blurred, pages

    picture = picture_of("transpose", kernel_size=3, stride=2, padding=1, theme=theme, labels=False, legend=False)
    found, frames = pages(compiled(written(picture, "tex"), tmp_path)), painted(picture)
    assert len(found) == len(picture.scene.stills)
    for page, frame in zip(found, picture.scene.stills, strict=True):
        assert np.abs(np.array(page.shape) - frames[frame].shape).max() <= 1
        page = page[: frames[frame].shape[0], : frames[frame].shape[1]]
        apart = difference(blurred(page), blurred(frames[frame][: page.shape[0], : page.shape[1]])).max(axis=2)
        assert apart.mean() < 3
        assert (apart > 60).mean() < 0.005


def test_any_printable_text_compiles(tmp_path: Path) -> None:
    strings = ["".join(map(chr, range(32, 127))), "× − → ∞ · … é", "--- '' ``", r"\end{document}"]
    items = [Item(Text(each, 12), 5, 20 + 20 * n, Style(fill="ink"), 0, 1) for n, each in enumerate(strings)]
    data = compiled(written(picture_of()._replace(scene=Scene(900, 120, items, [1000], [0])), "tex"), tmp_path)
    pdfium = pytest.importorskip("pypdfium2")
    told = pdfium.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "ABCDEFGHIJKLMNOPQRSTUVWXYZ" in told
    assert "end" in told
