"""Figures of one dimension, by probing cells."""

from pathlib import Path

from convanim import Figure
from tests.pictures import colour_at, frames

INPUT, OUTPUT, PAPER = (38, 139, 210), (42, 161, 152), (255, 255, 255)
# 40 % of 7, 54, 66 over each, mixed in 256ths.
SHADED = [(156, 175, 180), (26, 105, 153), (28, 118, 118)]


def test_a_causal_dilated_layer_cell_by_cell(tmp_path: Path) -> None:
    figure = Figure.of("conv", dim=1, input_size=5, kernel_size=2, dilation=2, padding="causal", cell=40, labels=False)
    figure.save(tmp_path / "f.gif")
    found = frames(tmp_path / "f.gif")
    assert len(found) == 5
    # 13 pixels of margin; the input of 2 + 5 cells has 2 units and the output's row above it.
    for step, frame in enumerate(found):
        for cell in range(7):
            colour = colour_at(frame, 13 + 40 * cell + 8, 13 + 3 * 40 + 20)
            # Output t reads input t - 2 and t: cells t and t + 2 of the bordered row.
            if cell in (step, step + 2):
                assert colour == SHADED[0 if cell < 2 else 1]
            else:
                assert colour == (PAPER if cell < 2 else INPUT)
        for cell in range(5):
            colour = colour_at(frame, 13 + 40 * (cell + 2) + 20, 13 + 20)
            assert colour == (SHADED[2] if cell == step else OUTPUT)


def test_bows_tie_copies_to_their_sources(tmp_path: Path) -> None:
    plain = Figure.of("conv", dim=1, input_size=5, padding=1, labels=False).scene()
    copied = Figure.of("conv", dim=1, input_size=5, padding=1, padding_mode="circular", labels=False).scene()
    assert copied.height > plain.height
    bows = [item for item in copied.items if item.style.stroke == "accent"]
    # Only the first and the last window read the border.
    assert {item.start for item in bows} == {0, 4}
