"""The widths of the letters of Pillow's font: ``python -m tests.letter_widths`` writes the table of them."""

from pathlib import Path

from PIL import ImageFont

from convanim.style.text_metrics import BUILT_IN

TABLE = Path(__file__).parent.parent / "convanim" / "style" / "letter_widths.py"
HEAD = '''"""Advances of the built-in font, in thousandths of an em; `python -m tests.letter_widths` writes it."""

ADVANCES = {
'''


def measured() -> dict[str, int]:
    """The advance of each letter of the built-in font, in thousandths of an em, as Pillow reports it."""
    font = ImageFont.load_default(1000)
    return {letter: round(font.getlength(letter)) for letter in (*map(chr, range(32, 127)), *BUILT_IN)}


def main() -> None:
    """Write the table."""
    items = [f"{letter!r}: {width}," for letter, width in measured().items()]
    lines = (" ".join(items[start : start + 10]) for start in range(0, len(items), 10))
    TABLE.write_text(HEAD + "".join(f"    {line}\n" for line in lines) + "}  # fmt: skip\n", encoding="utf-8")


if __name__ == "__main__":
    main()
