"""Figures in notebooks, and in what becomes of notebooks."""

import base64
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from convanim import Figure
from tests.browser import Watched, browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

SOURCE = """import convanim
convanim.conv(input_size=3, kernel_size=2, cell=10, title='a "b" <c> </script>')"""


@cache
def executed() -> Any:
    """A notebook whose cell ends with a figure, as Jupyter leaves it."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE)])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return notebook


def exported(to: str, **settings: Any) -> tuple[str, dict[str, bytes]]:
    """The notebook as nbconvert exports it, and the files that come with it."""
    nbconvert = pytest.importorskip("nbconvert")
    body, resources = nbconvert.get_exporter(to)(**settings).from_notebook_node(executed())
    outputs: dict[str, bytes] = resources.get("outputs") or {}
    return body, outputs


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Any]:
    """Opens an exported page, without a network."""
    pages = []

    def open_page(body: str) -> "Page":
        (tmp_path / "n.html").write_text(body, encoding="utf-8")
        watched = Watched(browser, offline=True)
        pages.append(watched)
        return watched.open(tmp_path / "n.html")

    yield open_page
    for watched in pages:
        watched.close()


def test_the_last_value_of_a_cell_shows_itself_in_every_form() -> None:
    ((output,),) = [cell.outputs for cell in executed().cells]
    assert output.output_type == "execute_result"
    assert set(output.data) == {"text/javascript", "image/png", "text/plain"}
    assert "A convolution" in output.data["text/plain"]
    figure = Figure.of("conv", input_size=3, kernel_size=2, cell=10, title='a "b" <c> </script>')
    with Image.open(io.BytesIO(base64.b64decode(output.data["image/png"]))) as image:
        assert image.size == (figure.scene().width, figure.scene().height)
        assert image.n_frames == 4  # type: ignore[attr-defined]


def test_the_script_puts_the_player_where_the_output_belongs_in_a_frame_of_its_own(opened: Any) -> None:
    ((output,),) = [cell.outputs for cell in executed().cells]
    # Notebooks call a function with the element, or put a script into it.
    called = (
        f"const run = function (element) {{ {output.data['text/javascript']} }}; run(document.querySelector('#one'));"
    )
    page = opened(
        f'<!doctype html><meta charset="utf-8"><div id="one"></div><script>{called}</script>'
        f'<div id="two"><script>{output.data["text/javascript"]}</script></div>'
    )
    for place in ("#one", "#two"):
        frame = page.frame_locator(f"{place} iframe")
        frame.get_by_role("button", name="Pause").click()
        frame.get_by_role("button", name="Step forward").click()
        assert " of 4" in frame.locator("#count").inner_text()
        assert page.locator(f"{place} iframe").get_attribute("sandbox") == "allow-scripts"


@pytest.mark.parametrize("sanitise", [False, True])
def test_an_exported_page_has_the_picture_and_no_markup_to_read(opened: Any, sanitise: bool) -> None:
    page = opened(exported("html", sanitize_html=sanitise)[0])
    assert page.locator("iframe").count() == 0
    image = page.locator(".jp-OutputArea img")
    assert image.evaluate("image => image.naturalWidth") > 50
    assert "<" not in page.locator(".jp-OutputArea").inner_text()


def test_latex_gets_a_picture_without_inkscape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    nbconvert = pytest.importorskip("nbconvert")
    monkeypatch.setattr(nbconvert.exporters.latex, "markdown2latex", lambda text, **_: text, raising=False)
    body, files = exported("latex")
    (name,) = files
    assert name.endswith(".png")
    assert name in body


def test_what_cannot_be_drawn_is_told_in_words() -> None:
    told = Figure.of("conv", input_size=300)._repr_mimebundle_()
    assert list(told) == ["text/plain"]
    assert "88,804 steps" in told["text/plain"]
