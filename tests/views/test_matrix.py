"""The view of a layer's matrix, against onnxruntime and numpy."""

from typing import Any

import numpy as np
import pytest

from convanim import ConvanimError, Figure, views
from convanim.layers.layer import Layer
from convanim.scene.items import Item, Path, Scene, Text
from convanim.style.text_metrics import fitted_size, text_width
from tests import engine


def texts(scene: Scene, frame: int) -> list[tuple[Text, Item]]:
    shown = [(item.shape, item) for item in scene.items if item.start <= frame < item.stop]
    return [(shape, item) for shape, item in shown if isinstance(shape, Text) and fitted_size(shape)]


def words_at(scene: Scene, frame: int) -> str:
    """All words of a frame, those of a line together."""
    found: dict[float, list[tuple[float, str]]] = {}
    for text, item in texts(scene, frame):
        found.setdefault(round(item.y, 1), []).append((item.x, text.string))
    return "\n".join(" ".join(string for _, string in sorted(found[y])) for y in sorted(found))


def table(scene: Scene, frame: int, columns: int) -> list[list[str]]:
    """The rows of cells under and with the input's row: lines of numbers that stand over each other, from the top."""
    lines: dict[float, dict[float, str]] = {}
    for text, item in texts(scene, frame):
        if text.anchor == "middle":
            middle = round(item.y - 0.352 * text.size)
            lines.setdefault(middle, {})[round(item.x, 1)] = text.string
    # The input's row is the first line of so many numbers; all below it use its places.
    places = next(sorted(line)[:columns] for _, line in sorted(lines.items()) if len(line) >= columns)
    return [[line[x] for x in places] for _, line in sorted(lines.items()) if all(x in line for x in places)]


def numbers_of(rows: list[list[str]]) -> engine.Array:
    return np.array([[float(each.replace("−", "-")) for each in row] for row in rows], np.float32)


def written(y: engine.Array) -> list[str]:
    return [f"{each:.0f}".replace("-", "−") for each in y.reshape(-1)]


def column_at(scene: Scene, frame: int, x: float) -> list[str]:
    """The numbers in cells, from the top down, whose middle is at ``x``."""
    found = {
        item.y: text.string for text, item in texts(scene, frame) if abs(item.x - x) < 1 and text.anchor == "middle"
    }
    return [found[y] for y in sorted(found)]


def in_plane(figure: Figure, scene: Scene, frame: int, kind: str) -> list[str]:
    """What stands in the cells of the input's or the output's plane."""
    found = []
    for spot in figure.spots():
        if spot.kind == kind:
            (left, top), _, (right, bottom), _ = spot.outline
            inside = [text for text, item in texts(scene, frame) if left < item.x < right and top < item.y < bottom]
            found += [text.string for text in inside]
    return found


SOURCES: dict[str, Any] = {"values": "arange", "weights": "5 -7; 11 13"}
X = np.arange(9, dtype=np.float32).reshape(3, 3)
W = np.array([[5, -7], [11, 13]], np.float32)


@pytest.mark.parametrize("vectors", ["row", "column"])
@pytest.mark.parametrize("operation", ["conv", "transpose"])
def test_results_appear_one_by_one_and_are_the_engine_s(operation: str, vectors: str) -> None:
    figure = Figure.of(operation, input_size=3, kernel_size=2, view="matrix", vectors=vectors, cell=30, **SOURCES)
    scene, layer = figure.scene(), figure.layer
    told = written((engine.conv if operation == "conv" else engine.transpose)(X, W, layer))
    last = scene.frames - 1
    # The output's column is the one that ends up with all results.
    at = next(item.x for _, item in texts(scene, last) if column_at(scene, last, item.x)[-len(told) :] == told)
    for row, frame in enumerate(scene.stills[-1 - len(told) : -1]):
        # In the column, and not yet those that come later.
        made = "\n".join(column_at(scene, frame, at))
        assert "\n".join(told[: row + 1]) in made
        assert "\n".join(told[: row + 2]) not in made or row == len(told) - 1
        assert in_plane(figure, scene, frame, "output") == told[: row + 1]
        assert in_plane(figure, scene, frame - 1, "output") == told[:row]


def test_the_matrix_on_the_page_times_the_input_on_the_page_is_the_engine_s_output() -> None:
    figure = Figure.of("conv", input_size=4, kernel_size=3, padding=1, stride=2, view="matrix", values="arange")
    scene = figure.scene()
    rows = numbers_of(table(scene, scene.stills[-1], 16))
    weights = engine.array(figure.subject.numbers().weights or {})
    expected = engine.conv(np.arange(16, dtype=np.float32).reshape(4, 4), weights, figure.layer)
    assert rows[0].tolist() == list(range(16))
    assert (rows[1:5] @ rows[0]).tolist() == expected.reshape(-1).tolist()


def test_each_row_s_products_stand_under_their_columns_and_add_up() -> None:
    figure = Figure.of("conv", input_size=3, kernel_size=2, view="matrix", **SOURCES)
    scene = figure.scene()
    expected = engine.conv(X, W, figure.layer).reshape(-1)
    for row, frame in enumerate(scene.stills[-5:-1]):
        input_, *matrix, products = numbers_of(table(scene, frame, 9))
        assert products.tolist() == (matrix[row] * input_).tolist()
        assert products.sum() == expected[row]
        assert f"Row {row + 1}" in words_at(scene, frame)


def test_the_acts_are_named_and_the_one_that_plays_is_marked() -> None:
    acts = ["the kernel unrolls", "the input becomes a row", "row after row is multiplied", "the result folds back"]
    scene = Figure.of("conv", input_size=4, kernel_size=3, view="matrix", theme="light").scene()
    marked = []
    for frame in scene.stills:
        shown = texts(scene, frame)
        assert all(any(act in text.string for text, _ in shown) for act in acts)
        now = [text.string for text, item in shown if item.style.fill == "accent_text" and text.string[0].isdigit()]
        marked += [act for act in acts for string in now if act in string]
    assert marked == [*acts[:1] * 3, acts[1], *acts[2:3] * 4, acts[3]]
    # Before the input is flattened its row is empty, and before a row unrolls, so is the matrix.
    assert len(table(scene, scene.stills[2], 16)) == 4
    assert len(table(scene, scene.stills[3], 16)) == 5


def test_words_say_what_each_part_is() -> None:
    conv = Figure.of("conv", input_size=4, kernel_size=3, view="matrix").scene()
    told = words_at(conv, conv.stills[5])
    for words in ("Convolution as a matrix", "row after row", "Matrix 4 × 16", "the kernel, shifted", "Products"):
        assert words in told
    assert "4 rows = 2 · 2 outputs,  16 columns = 4 · 4 inputs" in told
    transposed = Figure.of("transpose", input_size=2, kernel_size=3, view="matrix").scene()
    told = words_at(transposed, transposed.stills[4 + 9])
    assert "Transposed convolution as a matrix" in told
    assert "Matrix of the convolution 4 × 16" in told
    assert "The same matrix, turned 16 × 4" in told
    assert "column 10 is row 10" in told


def test_names_stand_where_numbers_are_not_wanted() -> None:
    scene = Figure.of("conv", input_size=4, kernel_size=3, view="matrix", numbers=False, labels=False).scene()
    last = [text.string for text, _ in texts(scene, scene.stills[-1])]
    names = [each for each in last if each.startswith("w")]
    # Nine in the kernel and nine in each of four rows.
    assert len(names) == 9 * 5
    assert {names.count(name) for name in names} == {5}
    assert last.count("0") == 4 * 7


def test_a_round_trip_returns_the_shape_and_other_values() -> None:
    options: dict[str, Any] = {"input_size": 4, "kernel_size": 3}
    figure = Figure.of("conv", **options, view="matrix", round_trip=True, values="arange", weights="sobel-x")
    scene = figure.scene()
    x = np.arange(16, dtype=np.float32).reshape(4, 4)
    weights = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)
    y = engine.conv(x, weights, figure.layer)
    back = engine.transpose(y, weights, Layer.of("transpose", input_size=2, kernel_size=3))
    *_, returned, difference = numbers_of(table(scene, scene.frames - 1, 16))
    np.testing.assert_array_equal(returned.reshape(4, 4), back)
    np.testing.assert_array_equal(difference.reshape(4, 4), back - x)
    same = int((back == x).sum())
    told = words_at(scene, scene.frames - 1)
    assert f"Shape: the same.  Values: {same} of 16 the same." in told
    assert "4 numbers cannot hold 16" in told
    # A step a row there, and a step a column back, each of which makes one value.
    assert len(scene.stills) == 4 + 16
    for column, frame in enumerate(scene.stills[4:]):
        assert f"Column {column + 1}:" in words_at(scene, frame)


def test_differences_are_red_by_their_size_and_nothing_else_is() -> None:
    figure = Figure.of(
        "conv", input_size=3, kernel_size=2, view="matrix", round_trip=True, weights="1 0; 0 0", values="arange"
    )
    fills = [item.style.fill or "" for item in figure.scene().items if isinstance(item.shape, Path)]
    shares = {fill.partition("@")[2] for fill in fills if fill.startswith("difference")}
    # The weight of one brings back the first two rows and columns; the others are missing as a whole.
    missing = [2, 5, 6, 7, 8]
    assert shares == {f"{each / 8:.3g}" for each in missing}
    assert "Values: 4 of 9 the same." in words_at(figure.scene(), 0)


def test_a_round_trip_through_one_weight_of_one_returns_all() -> None:
    scene = Figure.of("conv", input_size=2, kernel_size=1, view="matrix", round_trip=True, weights="ones").scene()
    told = words_at(scene, scene.frames - 1)
    assert "There and back: shape and values return" in told
    assert "Values: 4 of 4 the same." in told


LAYERS: list[tuple[str, dict[str, Any]]] = [
    ("conv", {"input_size": 4}),
    ("conv", {"input_size": 1, "kernel_size": 1}),
    ("conv", {"input_size": 2, "kernel_size": 2}),
    ("conv", {"input_size": 5, "dilation": 2}),
    ("conv", {"input_size": 8, "stride": 2}),
    ("conv", {"input_size": 4, "padding": 1, "padding_mode": "reflect"}),
    ("conv", {"input_size": 2, "padding": "full"}),
    ("conv", {"input_size": (3, 12), "kernel_size": (1, 11)}),
    ("conv", {"dim": 1, "input_size": 7, "padding": 1}),
    ("transpose", {"input_size": 2}),
    ("transpose", {"input_size": 3, "stride": 2, "padding": 1, "output_padding": 1}),
    ("transpose", {"input_size": 4, "padding": 2}),
    ("transpose", {"dim": 1, "input_size": 4, "stride": 2}),
]
LOOKS: list[dict[str, Any]] = [
    {},
    {"vectors": "column"},
    {"numbers": False},
    {"flip": True},
    {"lang": "zh", "cell": 60},
    {"cell": 2},
    {"cell": 16, "labels": False},
    {"weights": "box"},
    {"round_trip": True},
    {"round_trip": True, "lang": "zh", "weights": "box"},
]


def box(text: Text, item: Item) -> tuple[float, float, float, float]:
    size = fitted_size(text)
    width = text_width(text.string, size) / 1.07  # Letters are measured as wide as hinting may make them.
    left = item.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    return left, item.y - 0.72 * size, left + width, item.y + 0.05 * size


# Three looks of each layer, so that every look meets several layers.
PAIRS = [(*layer, LOOKS[(nth + shift) % len(LOOKS)]) for nth, layer in enumerate(LAYERS) for shift in (0, 3, 7)]


@pytest.mark.parametrize(("operation", "options", "look"), PAIRS, ids=str)
def test_no_two_words_overlap_and_none_leaves_the_page(
    operation: str, options: dict[str, Any], look: dict[str, Any]
) -> None:
    if operation == "transpose" and "round_trip" in look:
        look = {"vectors": "column", "cell": 30}
    scene = Figure.of(operation, **{"kernel_size": 3, **options}, view="matrix", **look).scene()
    for frame in sorted({0, scene.stills[len(scene.stills) // 2], scene.stills[-2], scene.frames - 1}):
        boxes = sorted((*box(text, item), text.string) for text, item in texts(scene, frame))
        for nth, (left, top, right, bottom, string) in enumerate(boxes):
            assert left >= -0.5, string
            assert right <= scene.width + 0.5, string
            assert 0 <= top < bottom <= scene.height, string
            for other in boxes[nth + 1 :]:
                if other[0] >= right - 0.5:
                    break
                assert min(bottom, other[3]) - max(top, other[1]) <= 1, (string, other[4])


PAGES: list[tuple[str, dict[str, Any]]] = [
    ("conv", {"input_size": 4}),
    ("conv", {"input_size": 5}),
    ("conv", {"input_size": 6}),
    ("conv", {"input_size": 4, "vectors": "column"}),
    ("conv", {"input_size": 4, "round_trip": True}),
    ("transpose", {"input_size": 2}),
    ("transpose", {"input_size": 3, "stride": 2, "padding": 1, "output_padding": 1}),
]


@pytest.mark.parametrize(("operation", "options"), PAGES, ids=str)
def test_the_picture_fills_its_page_and_its_letters_can_be_read(operation: str, options: dict[str, Any]) -> None:
    figure = Figure.of(operation, kernel_size=3, view="matrix", values="ones", weights="1 2 1; 2 1 2; 1 2 1", **options)
    scene = figure.scene()
    panel = views.load("matrix").panel(figure.subject, figure.cell_px)
    assert panel.width * panel.height >= 0.6 * scene.width * scene.height
    assert scene.width <= 1000
    assert min(fitted_size(item.shape) for item in scene.items if isinstance(item.shape, Text)) >= 11


@pytest.mark.parametrize("options", [{}, {"vectors": "column"}, {"round_trip": True}])
def test_only_outlines_glide(options: dict[str, Any]) -> None:
    def at_rest(glide: int) -> list[list[Item]]:
        scene = Figure.of("conv", input_size=3, kernel_size=2, view="matrix", glide=glide, **options).scene()
        return [
            [item._replace(start=0, stop=0, then="goes") for item in scene.items if item.start <= frame < item.stop]
            for frame in scene.stills
        ]

    assert at_rest(0) == at_rest(2)
    scene = Figure.of("conv", input_size=3, kernel_size=2, view="matrix", glide=3, **options).scene()
    changes = {0, 1, *scene.stills}  # The poster, the set-up, and the steps.
    for item in scene.items:
        if item.start not in changes:
            assert isinstance(item.shape, Path)
            assert item.style.stroke in ("accent", "guide")


def test_a_matrix_of_many_cells_is_told_by_tints() -> None:
    def digits_and_tints(size: int) -> tuple[int, set[str]]:
        scene = Figure.of("conv", input_size=size, kernel_size=3, view="matrix", labels=False).scene()
        fills = {item.style.fill or "" for item in scene.items if isinstance(item.shape, Path)}
        weights = [item for item in scene.items if isinstance(item.shape, Text) and item.style.fill == "weight"]
        weights = [item for item in weights if item.stop > 1]  # The poster has its own.
        return len(weights), {fill for fill in fills if fill.startswith("kernel")}

    few, tints = digits_and_tints(5)
    none, other_tints = digits_and_tints(12)
    assert few == 9 + 9 * 9
    assert none == 0
    assert len(tints) == len(other_tints) == 3


def test_what_fits_no_page_is_refused_with_its_size() -> None:
    with pytest.raises(ConvanimError, match=r"784 rows and 900 columns, but no more than 256"):
        Figure.of("conv", input_size=30, view="matrix").scene()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"vectors": "column", "view": "flat"}, "vectors has no effect in the view flat"),
        ({"vectors": "column", "view": "matrix", "round_trip": True}, "a round trip reads its matrix across and down"),
        ({"view": "matrix", "numbers": False, "values": "ones"}, "values has no effect: there are no numbers"),
        ({"view": "matrix", "vectors": "diagonal"}, "there is no 'diagonal'"),
    ],
)
def test_options_without_effect_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        Figure.of("conv", input_size=4, **options)
