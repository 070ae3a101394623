"""For MkDocs."""

from convanim.bundle.facts import Facts, in_markdown
from convanim.bundle.style import CLASS, FITTING, SHEET


def snippet(facts: Facts) -> str:
    """A picture of Markdown, whose address MkDocs follows when it moves the page, with its size."""
    size = f'width="{facts.width}" height="{facts.height}"'
    return f"""\
<!-- In mkdocs.yml: markdown_extensions: [attr_list] -->

{SHEET}

![{in_markdown(facts.alt)}]({facts.url}.svg){{ .{CLASS} {size} style="{FITTING}" loading="lazy" }}

*{in_markdown(facts.caption)}*
"""
