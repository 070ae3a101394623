"""A wrong figure in a notebook's cell: what is wrong and the way out, without a traceback."""

from typing import Any

import pytest

CELLS = {
    "convanim.conv(input_size=2)": [
        "Error: rows: a kernel of 3 is larger than the input of 2.",
        "Hint: use padding 1 or more, or an input of 3.",
    ],
    "convanim.conv().save('up.gfi')": [
        "Error: no format has the suffix '.gfi'.",
        "Hint: did you mean .gif? There are: .avif, .gif, .html, .mp4, .pdf, .png, .svg, .tex, .webm, .webp.",
    ],
    "convanim.layer('nn.Conv2d(3, 8, kernel_sise=3)')": None,
}


@pytest.fixture(scope="module")
def outputs() -> dict[str, Any]:
    """The output of each cell, as Jupyter leaves it."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    cells = [nbformat.v4.new_code_cell(source) for source in ("import convanim", *CELLS, "convanim")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True).execute()
    return {cell.source: cell.outputs for cell in notebook.cells}


@pytest.mark.parametrize("source", [source for source, lines in CELLS.items() if lines])
def test_it_is_two_lines(source: str, outputs: dict[str, Any]) -> None:
    (output,) = outputs[source]
    assert (output.output_type, output.ename) == ("error", "ConvanimError")
    assert output.traceback == CELLS[source]


def test_a_pasted_layer_is_shown_with_the_place(outputs: dict[str, Any]) -> None:
    (output,) = outputs["convanim.layer('nn.Conv2d(3, 8, kernel_sise=3)')"]
    error, *excerpt, hint = output.traceback
    assert error.startswith("Error: ")
    assert hint.startswith("Hint: did you mean kernel_size?")
    assert excerpt[0].strip() == "nn.Conv2d(3, 8, kernel_sise=3)"
    assert set(excerpt[1].strip()) == {"^"}
