"""What is told of a file that was written."""

from pathlib import Path

import pypdfium2
import pytest

from convanim import Figure


@pytest.mark.parametrize(
    ("operation", "options", "pages"),
    [
        ("transpose", {"input_size": 3, "view": "scatter"}, 9),
        ("conv", {"glide": 3}, 4),
        ("conv", {"glide": 3, "still": 2}, 1),
    ],
)
def test_a_document_has_as_many_frames_as_pages(
    tmp_path: Path, operation: str, options: dict[str, object], pages: int
) -> None:
    figure = Figure.of(operation, **options)
    assert figure.save(tmp_path / "f.pdf").frames == len(pypdfium2.PdfDocument(tmp_path / "f.pdf")) == pages
    assert figure.save(tmp_path / "f.tex").frames == pages
    assert (tmp_path / "f.tex").read_text().count(r"\begin{tikzpicture}") == pages
