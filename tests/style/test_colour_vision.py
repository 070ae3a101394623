"""What readers with other eyes see: the colour-blind themes as protanopes and deuteranopes see them.

Simulated with the matrices of G. Machado, M. Oliveira and L. Fernandes, "A Physiologically-based Model for Simulation
of Color Vision Deficiency", IEEE TVCG 15 (2009), at severity 1, on linear light; differences are those of CIE 1976
L*a*b*.
"""

import numpy as np
import numpy.typing as npt
import pytest

from convanim.style import theme
from convanim.style.colour import Colour, parse_colour

Vector = npt.NDArray[np.float64]

VISIONS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
}
PAIRS = [
    ("input", "output", 40),
    ("input", "kernel_last", 15),
    ("input", "kernel", 15),
    ("output", "kernel_first>kernel_last@0.5", 40),
    ("output", "contribution", 20),
    ("accent", "input", 20),
    ("accent", "output", 20),
    ("input_text", "accent_text", 15),
    ("input_text", "output_text", 20),
    ("difference_large", "output", 8),
    ("difference_text", "ink", 20),
]
"""Two roles that a reader must not take for each other, and how far apart they are at the least: 10 is plain to see."""


def linear(rgb: tuple[int, int, int]) -> Vector:
    channels = np.array(rgb) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(light: Vector) -> Vector:
    """CIE L*a*b* of linear sRGB, for the white point D65."""
    to_xyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    xyz = np.array(to_xyz) @ light / np.array([0.95047, 1.0, 1.08883])
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def difference(one: Colour, other: Colour, vision: str) -> float:
    """How different two colours are to eyes that lack a kind of cone."""
    seen = (lab(np.clip(np.array(VISIONS[vision]) @ linear(each.rgb), 0, 1)) for each in (one, other))
    return float(np.linalg.norm(np.subtract(*seen)))


def test_the_simulation_does_what_it_is_for() -> None:
    red, green, blue, yellow = (parse_colour(each) for each in ("#c00000", "#4f7a00", "#0000c0", "#c0c000"))
    # Red and green of one lightness are nearly one colour to a deuteranope; blue and yellow are not.
    assert difference(red, green, "deuteranopia") < 40 < 100 < difference(blue, yellow, "deuteranopia")


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", ["colorblind", "colorblind-dark"])
def test_colour_blind_readers_tell_roles_apart(name: str, vision: str) -> None:
    loaded = theme.load(name)
    found = {
        (one, other): each
        for one, other, least in PAIRS
        if (each := difference(loaded.colour(one), loaded.colour(other), vision)) < least
    }
    assert found == {}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", ["colorblind", "colorblind-dark"])
def test_the_window_s_wash_is_seen_on_the_input(name: str, vision: str) -> None:
    loaded = theme.load(name)
    ground = loaded.colour("input")
    # It has an outline, too.
    assert difference(loaded.colour("shade").over(ground), ground, vision) >= 5
