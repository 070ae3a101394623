"""Languages have the same words, and every letter of a figure is drawn or refused."""

import re
import shutil
from pathlib import Path

import pytest

from convanim import ConvanimError, FailedError, Figure
from convanim.raster import fonts
from convanim.scene.items import Text
from convanim.style import language


def braces(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("name", language.names())
def test_every_language_says_what_english_says(name: str) -> None:
    english, other = language.load("en").templates, language.load(name).templates
    assert other.keys() == english.keys()
    for key, text in other.items():
        assert braces(text) == braces(english[key]), key


def test_chinese_labels() -> None:
    figure = Figure.of("transpose", kernel_size=3, stride=2, lang="zh", legend=True)
    words = " ".join(item.shape.string for item in figure.scene().items if isinstance(item.shape, Text))
    for word in (
        "转置卷积",
        "2 × 2 → 5 × 5 · 卷积核 3 × 3 · 步长 2 · 填充 0",
        "输入",
        "输出",
        "窗口",
        "中间的零",
        "周围的零",
    ):
        assert word in words
    assert figure.alt.startswith("转置卷积")


def test_a_language_that_is_not_there() -> None:
    with pytest.raises(ConvanimError, match="there is no language 'xx'"):
        Figure.of("conv", lang="xx")


def test_a_letter_that_no_font_has_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_asked", lambda _: iter(()))
    monkeypatch.setattr(fonts, "_searched", lambda: iter(()))
    fonts.font_for.cache_clear()
    with pytest.raises(FailedError, match="no font here has '输'") as caught:
        Figure.of("conv", title="输").save(tmp_path / "f.gif")
    assert "--font" in caught.value.hint
    assert list(tmp_path.iterdir()) == []
    fonts.font_for.cache_clear()


def test_a_font_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="there is no font file"):
        Figure.of("conv", title="输", font=str(tmp_path / "none.ttf")).save(tmp_path / "f.gif")


def test_a_letter_of_another_font_is_drawn(tmp_path: Path) -> None:
    try:
        font = fonts.font_for("输", None)
    except FailedError:
        pytest.skip("no font of this system has Chinese")
    copied = shutil.copy(font, tmp_path / Path(font).name)
    Figure.of("conv", title="输", font=str(copied)).save(tmp_path / "named.gif")
    Figure.of("conv", title="输").save(tmp_path / "found.gif")
    Figure.of("conv", title="入").save(tmp_path / "other.gif")
    from tests.pictures import frames

    named, found, other = (frames(tmp_path / f"{name}.gif")[0] for name in ("named", "found", "other"))
    assert (named == found).all()
    assert (named != other).any()


# Sizes, movement and what a step computes, by hand.
def test_alt_text_tells_the_figure() -> None:
    told = Figure.of("conv", input_size=5, kernel_size=3, stride=2, padding=1).alt
    assert told == (
        "A convolution: a window of 3 × 3 slides over an input of 5 × 5 (stride 2, padding 1) and makes an output of "
        "3 × 3 in 9 steps. Each step adds up the products of the kernel's weights and the cells under the window."
    )
