"""A theme that is a mapping: the same as the file with these keys, wherever a figure goes."""

import json
from pathlib import Path
from typing import Any

import pytest

import convanim
from convanim import ConvanimError, Figure, cli
from convanim.batch import fingerprint

MINE = {"base": "dark", "colours": {"input": "#ff0000"}, "kinds": {"padding": {"fill": "paper", "dashed": True}}}
TOML = """base = "dark"
[colours]
input = "#ff0000"
[kinds]
padding = { fill = "paper", dashed = true }
"""


def test_it_draws_what_the_file_draws(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(TOML)
    by_file = convanim.conv(input_size=4, padding=1, theme=str(tmp_path / "mine.toml")).colours
    assert convanim.conv(input_size=4, padding=1, theme=MINE).colours == by_file._replace(name="theme")
    assert by_file.colours["input"].rgb == (255, 0, 0)


def test_the_figure_keeps_what_it_was_given() -> None:
    given: dict[str, Any] = json.loads(json.dumps(MINE))
    figure = convanim.conv(theme=given)
    given["colours"]["input"] = "#00ff00"
    assert figure.colours.colours["input"].rgb == (255, 0, 0)
    assert figure == convanim.conv(theme=dict(reversed(MINE.items())))
    assert hash(figure) == hash(convanim.conv(theme=MINE))


def test_a_file_remakes_itself_with_it(tmp_path: Path) -> None:
    convanim.conv(input_size=4, theme=MINE).save(tmp_path / "mine.svg")
    assert cli.main(["remake", str(tmp_path / "mine.svg"), "-o", str(tmp_path / "again.svg"), "-q"]) == 0
    assert (tmp_path / "again.svg").read_bytes() == (tmp_path / "mine.svg").read_bytes()


def test_the_fingerprint_tells_one_from_another() -> None:
    other = MINE | {"colours": {"input": "#ff0001"}}
    prints = {fingerprint.of(convanim.conv(theme=each), "gif") for each in (MINE, dict(MINE), other)}
    assert len(prints) == 2


def test_a_bundle_has_it_beside_the_dark_one(tmp_path: Path) -> None:
    from convanim import bundle

    bundle.bundle(Figure.of("conv", input_size=3, kernel_size=2, cell=10, theme=MINE), tmp_path, "mine")
    assert "#ff0000" in (tmp_path / "mine.svg").read_text().lower()


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ({"colours": {"inptu": "#ff0000"}}, "theme: colours.inptu: there is no such colour."),
        ({"colours": {"input": "red"}}, "theme: colours.input: 'red' is not a colour."),
        ({"base": "drak"}, "theme: base: there is no theme 'drak'."),
        ({"base": ["dark"]}, "theme: base: there is no theme"),
        ({"color": {}}, "theme: there is no key 'color'."),
        ({"font": object()}, "theme: it holds what no theme file could."),
        ({"font": "x" * 200_000}, "more than 100,000"),
        ("{", "theme: it is not JSON"),
        ("{" * 200_00, "theme: it is not JSON"),
        ('{"font": NaN}', "theme: font"),
    ],
)
def test_what_is_wrong_is_told_by_its_key(theme: Any, words: str) -> None:
    with pytest.raises(ConvanimError) as caught:
        convanim.conv(theme=theme)
    assert words in caught.value.message
    assert caught.value.hint
