"""For Markdown of any kind."""

from convanim.publish.facts import Facts, in_markdown


def snippet(facts: Facts) -> str:
    """A picture and its caption. Markdown has no sources to choose from, but the SVG follows its reader by itself."""
    return f"![{in_markdown(facts.alt)}]({facts.url}.svg)\n\n*{in_markdown(facts.caption)}*\n"
