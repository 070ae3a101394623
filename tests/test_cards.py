"""Cards: any view, 400 pixels wide, with names alone, and no letters that are too small to read."""

import dataclasses
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from convanim import ConvanimError, cli, views
from convanim.figure import Figure
from convanim.scene.items import Text
from convanim.style.text_metrics import fitted_size, text_width

LEAST_PX = 9.5
EYE = str(Path(__file__).parent.parent / "gallery" / "eye.png")
FIGURES: dict[str, tuple[str, dict[str, Any]]] = {
    "planes": ("conv", {"input_size": 5, "stride": 2, "padding": 1}),
    "planes_transposed": ("transpose", {"stride": 2, "theme": "light"}),
    "planes_wide": ("conv", {"input_size": "3x24"}),
    "flat": ("conv", {"input_size": 5, "padding": 1}),
    "flat_transposed": ("transpose", {"stride": 2}),
    "flat_decimals": ("conv", {"weights": "gaussian"}),
    "flat_max": ("max-pool", {"input_size": 6}),
    "flat_mean": ("avg-pool", {"input_size": 5, "kernel_size": 3, "stride": 1}),
    "flat_reflect": ("conv", {"padding": 1, "padding_mode": "reflect"}),
    "flat_picture": ("conv", {"input_size": 24, "values": EYE, "weights": "sobel-x"}),
    "flat_large": ("max-pool", {"input_size": 40}),
    "flat_line": ("conv", {"dim": 1, "input_size": 8}),
    "rows": ("conv", {"dim": 1, "input_size": 8, "padding": "causal", "dilation": 2, "theme": "light"}),
    "rows_transposed": ("transpose", {"dim": 1, "input_size": 4, "stride": 2, "theme": "light"}),
    "rows_max": ("max-pool", {"dim": 1, "input_size": 8, "theme": "light"}),
    "scatter": ("transpose", {"stride": 2, "padding": 1}),
    "scatter_large": ("transpose", {"input_size": 6, "stride": 2}),
    "scatter_line": ("transpose", {"dim": 1, "input_size": 3, "stride": 2}),
    "overlap": ("transpose", {"input_size": 5, "stride": 2}),
    "overlap_beside": ("transpose", {"input_size": 5, "stride": 2, "beside": 4}),
    "overlap_weights": ("transpose", {"input_size": 4, "kernel_size": 4, "stride": 2, "weights": "bilinear"}),
    "linked": ("transpose", {"stride": 2}),
    "linked_flip": ("transpose", {"stride": 2, "flip": True}),
    "linked_large": ("transpose", {"input_size": 4, "stride": 2}),
    "linked_line": ("transpose", {"dim": 1, "input_size": 3, "stride": 2}),
    "matrix": ("conv", {"input_size": 4}),
    "matrix_column": ("conv", {"input_size": 4, "vectors": "column"}),
    "matrix_transposed": ("transpose", {"stride": 2}),
    "matrix_large": ("conv", {"input_size": 7, "padding": 1}),
    "matrix_line": ("conv", {"dim": 1, "input_size": 6}),
    "matrix_back": ("conv", {"input_size": 4, "round_trip": True}),
}


def card(name: str, **more: Any) -> Figure:
    operation, given = FIGURES[name]
    return Figure.of(operation, view=name.partition("_")[0], card=True, **given, **more)


def test_every_view_is_tried() -> None:
    assert {name.partition("_")[0] for name in FIGURES} == set(views.names())


LARGE = ("flat_large", "matrix_large", "flat_picture", "scatter_large", "linked_large")
CASES = [*((name, "en") for name in FIGURES), *((name, "zh") for name in FIGURES if name not in LARGE)]


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_a_card_is_400_pixels_wide_and_all_on_it_can_be_read(name: str, lang: str) -> None:
    scene = card(name, lang=lang).scene()
    assert scene.width == 400
    assert scene.height <= 300
    for item in scene.items:
        if isinstance(item.shape, Text):
            size = fitted_size(item.shape)
            assert size >= LEAST_PX, item
            width = text_width(item.shape.string, size)
            left = item.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[item.shape.anchor]
            assert left >= -0.5, item
            assert left + width <= 400.5, item
            assert 0 < item.y <= scene.height, item


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in LARGE])
def test_no_two_texts_of_a_frame_are_on_each_other(name: str) -> None:
    figure = card(name)
    scene = figure.scene()
    for frame in {0, scene.stills[scene.telling], scene.stills[-1]}:
        boxes = []
        for item in scene.items:
            if isinstance(item.shape, Text) and item.start <= frame < item.stop:
                size = fitted_size(item.shape)
                width = text_width(item.shape.string, size)
                left = item.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[item.shape.anchor]
                # A digit is 0.7 ems high; the width is an upper bound, of two signs at the least.
                boxes.append((left + 1, item.y - 0.7 * size + 1, left + width - 1, item.y - 1, item.shape.string))
        for nth, one in enumerate(boxes):
            for other in boxes[:nth]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (one, other)


@pytest.mark.parametrize("name", ["flat", "flat_transposed", "flat_max", "scatter", "linked", "matrix", "rows"])
def test_small_layers_keep_their_numbers(name: str) -> None:
    figure = card(name)
    scene = figure.scene()
    last = [item.shape.string for item in scene.items if isinstance(item.shape, Text) and item.stop >= scene.frames]
    numbers = figure.subject.numbers()
    digits = [text for text in last if re.fullmatch(r"−?[\d.]+", text)]
    assert len(digits) >= (1 if name == "linked" else len(numbers.output))


def test_a_card_has_names_and_no_more() -> None:
    texts = {item.shape.string for item in card("flat").scene().items if isinstance(item.shape, Text)}
    words = {text for text in texts if re.search(r"[a-z]", text)}
    assert words == {"Input", "Kernel", "Output"}
    assert not [item for item in card("flat", labels="none").scene().items if _is_word(item.shape)]
    assert not [
        item for item in card("flat", title="Mine").scene().items if "Mine" in getattr(item.shape, "string", "")
    ]


def _is_word(shape: object) -> bool:
    return isinstance(shape, Text) and re.search(r"[a-z]", shape.string) is not None


@pytest.mark.parametrize("option", ["cell=30", "caption=below", "legend=yes"])
def test_what_a_card_has_no_use_for_is_refused(option: str) -> None:
    name, _, value = option.partition("=")
    given: dict[str, Any] = {name: {"30": 30, "yes": True}.get(value, value)}
    with pytest.raises(ConvanimError, match=f"{name} has no effect: a card"):
        Figure.of("conv", card=True, **given)


def test_what_has_no_room_on_a_card_is_refused() -> None:
    with pytest.raises(ConvanimError, match="a card has room for 376 × 276 pixels") as caught:
        _ = Figure.of("conv", dim=1, input_size=250, card=True).scene()
    assert caught.value.option == "card"


def test_a_card_comes_out_of_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "up.svg"
    assert cli.main(["transpose", "--s", "2", "--view", "linked", "--card", "-o", str(file), "-q"]) == 0
    root = ET.fromstring(file.read_text("utf-8"))  # noqa: S314  our own
    assert root.attrib["width"] == "400"
    assert "--card" in file.read_text(encoding="utf-8")


def test_a_card_tells_what_the_figure_tells() -> None:
    figure = card("linked")
    large = dataclasses.replace(figure, card=False)
    assert figure.alt == large.alt
    assert figure.scene().durations_ms == large.scene().durations_ms


@pytest.mark.parametrize("name", ["linked", "flat_transposed", "planes_transposed"])
def test_cells_of_the_input_have_their_colour(name: str) -> None:
    scene = card(name).scene()
    assert any(item.style.fill == "input" and item.start == 0 for item in scene.items)
