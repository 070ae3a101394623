"""What is told of a file that was written."""

from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import features

from convanim import ConvanimError, Figure, parts
from convanim.cli.draw import draw_command
from convanim.exporters import with_power


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


@pytest.mark.parametrize("suffix", parts.names("exporters"))
def test_formats_that_are_told_to_hold_stills_do(tmp_path: Path, suffix: str) -> None:
    if suffix == "avif" and not features.check("avif"):
        pytest.skip("this Pillow has no AVIF")
    path = tmp_path / f"f-%02d.{suffix}"
    if f".{suffix}" in with_power("HOLDS_STILL"):
        Figure.of("conv", cell=4, labels=False).save(path)
        assert sorted(each.name for each in tmp_path.iterdir()) == [f"f-{n:02}.{suffix}" for n in range(4)]
        return
    with pytest.raises(ConvanimError, match="holds all steps") as caught:
        Figure.of("conv", cell=4).save(path)
    assert all(each in caught.value.hint for each in with_power("HOLDS_STILL"))


def test_the_help_names_every_format_that_holds_stills() -> None:
    told = CliRunner().invoke(draw_command("conv"), ["--help"]).output
    stills = " ".join(told.split()).partition("%03d")[2].partition(")")[0]
    assert all(each in stills for each in with_power("HOLDS_STILL"))
