"""PNG stills, one a step."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import BinaryIO

import numpy as np
from PIL import Image

from convanim import paint
from convanim.exporters import Picture


def write_stills(picture: Picture, open_file: Callable[[int], AbstractContextManager[BinaryIO]]) -> None:
    """Write every frame to a file of its own."""
    scene = picture.scene
    for number, frame in enumerate(paint.frames(scene, picture.theme)):
        channels = np.stack([frame.pixels >> 16, frame.pixels >> 8, frame.pixels], 1).astype(np.uint8)
        image = Image.fromarray(channels.reshape(scene.height, scene.width, 3))
        with open_file(number) as file:
            image.save(file, "PNG")
