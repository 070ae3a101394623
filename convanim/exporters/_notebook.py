"""Figures in notebooks: what a cell shows whose last value is a figure."""

import html
import io
import json
from base64 import b64encode
from collections.abc import Callable

from convanim import exporters
from convanim.errors import ConvanimError
from convanim.exporters import Picture

_BESIDE_PX = 220
"""Pixels that the player's title, sentence, buttons and command need around the picture."""


def mimebundle(draw: Callable[[], Picture]) -> dict[str, str]:
    """The picture that ``draw`` makes in the forms that notebooks show, the best of which they choose.

    The player comes as a script of the type that live notebooks run and exports pass over, and not as HTML: what
    cleans pages would print its markup. Exports take the picture, which moves where it can, for PNG is for pages and
    for paper; an SVG is not given, for exports to LaTeX turn each one into a PDF with Inkscape, or end without it.
    """
    try:
        picture = draw()
        return {
            "text/javascript": _script(picture),
            "image/png": b64encode(_written(picture, "png")).decode(),
            "text/plain": picture.alt,
        }
    except ConvanimError as error:  # A traceback would hide what is wrong.
        return {"text/plain": f"Error: {error.message}\nHint: {error.hint}"}


def page(picture: Picture) -> str:
    """A picture with its player, in a frame of its own: nothing in it meets the styles or names of the notebook."""
    width, height = picture.scene.width, picture.scene.height + _BESIDE_PX
    return (
        f'<iframe srcdoc="{html.escape(_written(picture, "html").decode())}" title="{html.escape(picture.alt)}" '
        'sandbox="allow-scripts" '
        f'style="width: 100%; max-width: {max(width, 320)}px; aspect-ratio: {width} / {height}; border: 0"></iframe>'
    )


def _script(picture: Picture) -> str:
    """Puts the player where the output belongs, which notebooks call ``element``."""
    # No </script> ends the script, wherever it stands.
    markup = json.dumps(page(picture)).replace("<", "\\u003c")
    return (
        "{\n"
        f'const template = document.createElement("template");\ntemplate.innerHTML = {markup};\n'
        'const place = typeof element === "undefined" ? document.currentScript.parentElement : element;\n'
        "place.append(template.content);\n"
        "}"
    )


def _written(picture: Picture, suffix: str) -> bytes:
    file = io.BytesIO()
    exporters.load(suffix).write(picture, file)
    return file.getvalue()
