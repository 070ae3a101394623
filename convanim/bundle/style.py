"""The style sheet that snippets bring along: a picture as wide as its place, and dark where its page is."""

CLASS = "convanim"
"""Of the picture."""
FITTING = "max-width: 100%; height: auto"
"""Keeps the picture in its place and in its shape."""

# An SVG in a page without a color-scheme follows the reader's system: dark on a page that is always light. A style
# query on a colour that computes to the page's scheme tells the two apart; browsers without such queries stay light.
SHEET = f"""\
<style>
  /* The figure is dark where the page's own color-scheme is; a page that names none is light. */
  @property --convanim-ground {{ syntax: "<color>"; inherits: true; initial-value: white }}
  :has(> img.{CLASS}) {{ --convanim-ground: light-dark(white, black) }}
  img.{CLASS} {{ {FITTING}; color-scheme: light }}
  @container style(--convanim-ground: black) {{ img.{CLASS} {{ color-scheme: dark }} }}
</style>"""
