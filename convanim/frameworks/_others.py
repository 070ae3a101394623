"""Layers that move a window or change a size and are not drawn, and why."""

import re

_BORDER = "it is a border alone: give it as the padding of the layer behind it"
_WEIGHTLESS = "it copies or mixes neighbours without a kernel of weights"

_REASONS = {
    r"\w*(Conv|Pool|Pad|Crop|UpSampl)\w*3[dD]\w*": "a layer of three dimensions or more cannot be drawn",
    r"\w*[Aa]daptive\w*[Pp]ool\w*": "its windows follow from the size of its input, and can differ in size",
    r"Global\w*Pool\w*": "its one window is its input, whatever the size",
    r"Pixel(Un)?[Ss]huffle|pixel_(un)?shuffle|(Depth[Tt]o[Ss]pace|Space[Tt]o[Dd]epth|depth_to_space|space_to_depth)": (
        "it moves values between channels and places, and computes nothing"
    ),
    r"Upsample|Up[Ss]ampling\w*|interpolate|upsample": _WEIGHTLESS,
    r"Unfold|Fold|unfold|fold": "it copies windows out of the input, or back, and computes nothing",
    r"MaxUnpool\w*|max_unpool\w*": "it puts values back to where a pooling found them",
    r"FractionalMaxPool\w*|fractional_max_pool\w*": "its windows are random",
    r"LPPool\w*|lp_pool\w*": "a root of a sum of powers is neither a mean nor a maximum",
    r"(Zero|Constant|Reflection|Replication|Circular)Pad(ding)?[12][dD]": _BORDER,
    r"Cropping[12]D": "it crops alone: draw the layer before it and count the cells that stay",
    r"conv(_transpose)?[123]?d?|conv_general_dilated\w*|conv_with_general_padding": (
        "its kernel is a value of the program, and the text does not say its size"
    ),
}
_LIKE_ONE = re.compile(r"conv(?!ert|ers|en|ey|ict|in[ct])|pool(?!ed)", re.IGNORECASE)
_NO_LAYER = re.compile(
    r"\w*(Error|Exception|Warning|Configs?|Cfg|Test|Args|Params|Spec|Mixin|Numbers)|\w*(Thread|Process|Connection)Pool\w*|Pool"
)

_OWNERS = ("F", "functional", "lax", "nn", "torch", "jax", "linen", "nnx", "flax", "tf")
"""What functions that are layers belong to."""


def reason(name: str) -> str | None:
    """Why a layer of a framework is not drawn; None for what is not known to be one."""
    return next((why for pattern, why in _REASONS.items() if re.fullmatch(pattern, name)), None)


def is_like_a_layer(name: str) -> bool:
    """Whether a name sounds like a convolution or a pooling."""
    return _LIKE_ONE.search(name) is not None and _NO_LAYER.fullmatch(name) is None


def is_class(name: str) -> bool:
    """Whether a name is written like a class: "Conv2d", "_ConvBlock"."""
    return name.lstrip("_")[:1].isupper()


def is_layer_function(owner: str) -> bool:
    """Whether a function that belongs to ``owner``, or to nothing, can be a framework's."""
    return not owner or owner in _OWNERS
