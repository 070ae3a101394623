"""A file of figures."""

from pathlib import Path

import pytest

from convanim import ConvanimError, FailedError, Figure
from convanim.batch import read_figures


def written(folder: Path, text: str) -> Path:
    path = folder / "figures.toml"
    path.write_text(text)
    return path


def test_tables_are_figures_and_defaults_are_merged_in(tmp_path: Path) -> None:
    figures = read_figures(
        written(
            tmp_path,
            """
            [defaults]
            stride = 2
            output_padding = 1
            step_ms = 300

            [figures.down]
            operation = "conv"
            kernel_size = "3x2"

            [figures.up-again]
            operation = "transpose"
            stride = 3
            padding = [1, 0]
            """,
        )
    )
    assert figures == {
        "down": Figure.of("conv", kernel_size="3x2", stride=2, step_ms=300),
        "up-again": Figure.of("transpose", stride=3, padding=[1, 0], output_padding=1, step_ms=300),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[figures.f\n", "is not TOML: .*line 1"),
        ("", "has no figures"),
        ("[figure.f]\noperation = 'conv'", r"there is no table \[figure\]"),
        ("[figures.f]\nkernel_size = 3", r"\[figures.f\] has no operation"),
        ("[figures.f]\noperation = 'conf'", r"\[figures.f\]: there is no operation 'conf'"),
        ("[figures.f]\noperation = 'conv'\nkernel = 3", r"\[figures.f\]: conv takes no option 'kernel'"),
        ("[figures.f]\noperation = 'conv'\nkernel_size = 0", r"\[figures.f\]: kernel_size: 0 is too small"),
        ("[figures.'../f']\noperation = 'conv'", "would not do for a file"),
        ("[figures.f]\noperation = 'conv'\n[defaults]\nsteps = 3", "conv takes no option 'steps'"),
    ],
)
def test_mistakes_name_their_table(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConvanimError, match=message) as caught:
        read_figures(written(tmp_path, text))
    assert "figures.toml" in caught.value.message
    assert caught.value.exit_status == 2


def test_a_file_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such file"):
        read_figures(tmp_path / "figures.toml")
