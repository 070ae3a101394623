"""A figure in words, for those who do not see it: sentences of which each view composes what it shows."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from convanim.layers import labels, operations
from convanim.layers.layer import Layer
from convanim.style.language import Language

MOST_NUMBERS = 12
"""Steps of a storyboard that are told one by one."""


class Described(NamedTuple):
    """What a view's words depend on."""

    layer: Layer
    language: Language
    note: str | None = None
    flip: bool = False
    weighted: bool = False
    """Whether the figure has weights of the user's."""
    own: Mapping[str, Any] = {}
    """The values of the options that the view alone has."""

    def say(self, key: str, **put_in: object) -> str:
        """The template of the section ``alt`` with the layer's sizes and parameters in it, and what else it wants."""
        layer = self.layer
        # The kernel is told in the sentence.
        parameters = ", ".join(labels.parameters(layer, self.language, self.note)[1:])
        return self.language.say(
            f"alt.{key}",
            operation=operations.words(layer.operation, self.language)["title"],
            input=labels.size(layer.input_size),
            output=labels.size(layer.output_size),
            kernel=labels.size(layer.kernel_size),
            parameters=parameters,
            **put_in,
        )

    def steps(self, number: int) -> str:
        """So many steps."""
        return self.language.counted("alt.steps", number)

    @property
    def _is_turned(self) -> bool:
        """Whether a window that gathers meets the kernel turned around."""
        return self.flip != any(axis.flipped for axis in self.layer.axes) and max(self.layer.kernel_size) > 1

    def zeros(self) -> str:
        """Where zeros stand that are no input of a transposed convolution; empty where there are none."""
        axes = self.layer.axes
        if not any(axis.flipped for axis in axes):
            return ""
        before, after = any(axis.before > 0 for axis in axes), any(axis.after > 0 for axis in axes)
        places = ["between"] if any(axis.spread_size > axis.input_size for axis in axes) else []
        places += ["around"] if before and after else ["before"] if before else ["after"] if after else []
        return self.language.say("alt.and").join(self.language.say(f"alt.{place}") for place in places)

    def window(self) -> list[str]:
        """A window slides over the input, and what it computes."""
        zeros, steps = self.zeros(), self.steps(self.layer.steps_count)
        told = [self.say("spread", places=zeros, steps=steps) if zeros else self.say("slides", steps=steps)]
        if any(min(axis.before, axis.after) < 0 for axis in self.layer.axes):
            told.append(self.say("cropped"))
        return [*told, operations.words(self.layer.operation, self.language)[self._computation()]]

    def _computation(self) -> str:
        """Which of the operation's sentences says what a step computes."""
        if self.layer.definition.HAS_WEIGHTS:
            return "step_turned" if self._is_turned else "step"
        leaves_out = not self.layer.count_include_pad and any(map(any, self.layer.padding.sides))
        return "step_left_out" if leaves_out else "step"

    def stamps(self, key: str) -> list[str]:
        """Each input cell stamps the kernel into the output."""
        turned = self.flip and max(self.layer.kernel_size) > 1
        kernel = self.say("kernel_turned" if turned else "kernel_plain")
        told = [self.say(key, stamp=kernel, steps=self.steps(math.prod(self.layer.input_size)))]
        return [*told, self.say("beside")] if any(map(any, self.layer.padding.sides)) else told


def standing(language: Language, shown: Sequence[int], count: int, reads: str) -> str:
    """A picture that stands still: which of ``count`` steps are shown, from 0, and what the only one ``reads``."""
    if len(shown) == 1:
        key = "alt.still_reads" if reads else "alt.still"
        return language.say(key, number=shown[0] + 1, count=count, **({"reads": reads} if reads else {}))
    if len(shown) == count:
        return language.say("alt.board_all", count=count)
    if len(shown) > MOST_NUMBERS:
        return language.say("alt.board_some", shown=len(shown), count=count)
    return language.say("alt.board", numbers=", ".join(str(step + 1) for step in shown), count=count)
