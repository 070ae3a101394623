"""Figures in notebooks."""

import html
import re

import pytest

from convanim import Figure


def test_a_figure_is_a_player_in_a_frame_of_its_own() -> None:
    figure = Figure.of("conv", input_size=3, kernel_size=2, cell=10, title='a "b" <c>')
    shown = figure._repr_html_()
    match = re.fullmatch(r'<iframe srcdoc="([^"]*)" title="[^"]*" sandbox="allow-scripts"[^<>]*></iframe>', shown)
    assert match
    assert html.unescape(match[1]).startswith("<!doctype html>")
    assert f"aspect-ratio: {figure.scene().width} /" in shown
    assert figure._repr_mimebundle_()["image/svg+xml"].startswith("<svg")


def test_what_cannot_be_drawn_is_told_in_words() -> None:
    told = Figure.of("conv", input_size=300)._repr_mimebundle_()
    assert list(told) == ["text/plain"]
    assert "88,804 steps" in told["text/plain"]


def test_the_last_value_of_a_cell_shows_itself() -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    cell = nbformat.v4.new_code_cell("import convanim\nconvanim.conv(input_size=3, kernel_size=2, cell=10)")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.output_type == "execute_result"
    assert output.data["text/html"].startswith("<iframe")
    assert output.data["image/svg+xml"].startswith("<svg")
    assert "A convolution" in output.data["text/plain"]
