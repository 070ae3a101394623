"""For reStructuredText."""

import re
from textwrap import indent

from convanim.bundle.facts import Facts, in_one_line
from convanim.bundle.style import CLASS, SHEET


def snippet(facts: Facts) -> str:
    """A figure with its width. A height of its own would stay where the width shrinks, so the style sheet has it."""
    shape = f"{CLASS}-{facts.width}x{facts.height}"
    rule = f"  img.{shape} {{ aspect-ratio: {facts.width} / {facts.height} }}\n</style>"
    return f"""\
.. raw:: html

{indent(SHEET.replace("</style>", rule), "   ")}

.. figure:: {facts.name}.svg
   :alt: {in_one_line(facts.alt)}
   :width: {facts.width}px
   :class: {CLASS} {shape}

   {_escaped(in_one_line(facts.caption))}
"""


def _escaped(text: str) -> str:
    text = re.sub(r"([\\*`|_:<>\[\]])", r"\\\1", text)
    # What looks like a list or a directive is none behind a backslash.
    looks_like_one = re.match(r"[^\w\\\s]|\w+[.)]\s|\w+[.)]$", text)
    return f"\\{text}" if looks_like_one else text
