"""The option of the formats that can spend time, and other programs, on a smaller file."""

from convanim.options.kinds import Switch
from convanim.options.option import Option

OPTIMIZE = Option("optimize", Switch(), False, "Make the GIF smaller with gifsicle, where it is installed.")
