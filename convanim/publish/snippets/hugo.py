"""For Hugo."""

import re

from convanim.publish.facts import Facts, in_one_line


def snippet(facts: Facts) -> str:
    """Hugo's own shortcode; its pictures are looked for beside the page, or in static."""
    size = f'width="{facts.width}" height="{facts.height}"'
    alt, caption = _quoted(facts.alt), _without_markdown(facts.caption)
    return f'{{{{< figure src="{facts.url}.svg" alt="{alt}" caption="{caption}" {size} loading="lazy" >}}}}\n'


def _quoted(text: str) -> str:
    # A backslash counts before a quote alone, and then there is no way to write it.
    return re.sub(r'\\+(?="|$)', lambda found: "∖" * len(found[0]), in_one_line(text)).replace('"', '\\"')


def _without_markdown(text: str) -> str:
    """Hugo reads the caption as Markdown, which knows HTML's names of characters."""
    return re.sub(r"[^\w\s,.;:()=×−∞]", lambda found: f"&#{ord(found[0])};", in_one_line(text))
