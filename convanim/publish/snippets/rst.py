"""For reStructuredText."""

import re

from convanim.publish.facts import Facts, in_one_line


def snippet(facts: Facts) -> str:
    """A figure with its size. The SVG follows its reader by itself."""
    return f"""\
.. figure:: {facts.name}.svg
   :alt: {in_one_line(facts.alt)}
   :width: {facts.width}px
   :height: {facts.height}px

   {_escaped(in_one_line(facts.caption))}
"""


def _escaped(text: str) -> str:
    text = re.sub(r"([\\*`|_:<>\[\]])", r"\\\1", text)
    # What looks like a list or a directive is none behind a backslash.
    looks_like_one = re.match(r"[^\w\\\s]|\w+[.)]\s|\w+[.)]$", text)
    return f"\\{text}" if looks_like_one else text
