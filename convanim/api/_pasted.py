"""The figure of a layer that is pasted from somebody's code."""

import warnings
from collections.abc import Mapping
from typing import Any

from convanim import views
from convanim.figure import Figure
from convanim.frameworks import ONE_CHANNEL, read_layer


def figure_of(text: str, given: Mapping[str, Any]) -> Figure:
    """The figure of the layer that ``text`` constructs; what is ``given`` and is not None goes before what it says.

    Warns of what the layer does and its picture does not show. That it has more channels says the picture's note.
    """
    options = {name: value for name, value in given.items() if value is not None}
    pasted = read_layer(text)
    figure = Figure.of(pasted.operation, **{**pasted.options, **options, **views.flip_of(pasted.turned, options)})
    for remark in pasted.remarks:
        if remark != ONE_CHANNEL:
            warnings.warn(f"{text.strip()[:60]}: {remark}.", stacklevel=3)  # Where convanim.layer was called.
    return figure
