"""Why each cell is there: what reads a value of the input, and by which parameters the others stand around it."""

from collections.abc import Sequence

from convanim.geometry.axis import Axis
from convanim.geometry.steps import Index
from convanim.layers.layer import Layer
from convanim.layers.operations import LayerAxis
from convanim.layers.sentences import listed, place, places
from convanim.layers.values import Numbers
from convanim.scene.items import Spot
from convanim.scene.lesson import Answer
from convanim.style.language import Language
from convanim.style.number_text import Notation

_COPIES = {"reflect": "mirrored", "circular": "wrapped", "replicate": "edge"}
_LISTED = 6
"""Steps that are listed by their numbers."""


class Reasons:
    """What the cells of a layer say of themselves."""

    def __init__(self, layer: Layer, numbers: Numbers, language: Language) -> None:
        self.layer, self.numbers, self.language = layer, numbers, language
        self.notation = Notation()
        self.axes, self.given = layer.axes, layer.parameters
        self.reads = [axis.read_positions() for axis in self.axes]

    def answer(self, spot: Spot, outputs: Sequence[Index]) -> Answer:
        """What a cell says; ``outputs`` are those whose steps it has to do with."""
        if spot.kind == "output":
            return self._output(spot)
        if spot.kind == "input":
            return self._input(spot, outputs)
        name, reason, value = self._other(spot)
        if not spot.steps:
            reason = self._sentences(reason, self.language.say("why.unread"))
        is_copy = spot.kind == "padding" and self.layer.padding_mode in _COPIES
        swatch = "unused" if not spot.steps else "copy" if is_copy else spot.kind
        return Answer(name.rstrip(":："), value, name, reason, swatch)

    def _label(self, index: Index) -> str:
        return place(index, self.language)

    def _sentences(self, *each: str) -> str:
        return self.language.joined(each)

    def _output(self, spot: Spot) -> Answer:
        say, where, steps = self.language.say, self._label(spot.place), [step + 1 for step in spot.steps]
        value = self.notation.write(self.numbers.output[spot.place])
        if len(steps) == 1:
            reason = say("why.made", step=steps[0])
        elif not steps:
            reason = say("why.never_made")
        elif len(steps) <= _LISTED:
            reason = say("why.stamped", count=len(steps), steps=", ".join(map(str, steps)))
        else:
            reason = say("why.stamped_many", count=len(steps), first=steps[0], last=steps[-1])
        return Answer(where, value, say("why.output", place=where), reason, "output")

    def _input(self, spot: Spot, outputs: Sequence[Index]) -> Answer:
        say, where = self.language.say, self._label(spot.place)
        value = self.notation.write(self.numbers.input[spot.place])
        if not outputs:
            return Answer(where, value, say("why.unused", place=where, value=value), self._unread(spot), "unused")
        name = say("why.input", place=where, value=value)
        reached = places(outputs, self.language)
        if self.layer.definition.SCATTERS:
            return Answer(where, value, name, say("why.covers", places=reached), "input")
        counted = self.language.counted("why.read", len(outputs))
        return Answer(where, value, name, counted.format(places=reached), "input")

    def _other(self, spot: Spot) -> tuple[str, str, str]:
        """Name, reason and what stands in the cell, for one that is no value of the input."""
        say, layer = self.language.say, self.layer
        which = self._axis_of(spot)
        axis, given = self.axes[which], self.given[which]
        if spot.kind == "inserted":
            sum_ = f"{given.stride} − 1 = {axis.input_dilation - 1}"
            return say("why.between"), say("why.between_reason", sum=sum_), "0"
        if spot.kind == "extra":
            if layer.ceil_mode:
                return say("why.beyond"), say("why.beyond_reason"), ""
            return say("why.added"), say("why.added_reason", number=axis.extra), "0"
        if axis.flipped:
            return say("why.around"), self._around(axis, given, before=spot.where[which] < 0), "0"
        return self._padding(spot, axis, given, before=spot.where[which] < 0)

    def _axis_of(self, spot: Spot) -> int:
        """The axis that makes a cell what it is; the last one where several do."""
        kinds = [axis.place(at).kind for axis, at in zip(self.axes, spot.where, strict=True)]
        return max(which for which, kind in enumerate(kinds) if kind == spot.kind)

    def _around(self, axis: Axis, given: LayerAxis, *, before: bool) -> str:
        """``kernel − 1 − padding = 3 − 1 − 0 = 2``, on the side where the cell is."""
        padding = given.padding[0 if before else 1]
        number = axis.before if before else axis.after - axis.extra
        if given.dilation > 1:
            key, sum_ = "around_dilated", f"{given.dilation}·({given.kernel_size} − 1) − {padding}"
        else:
            key, sum_ = "around_reason", f"{given.kernel_size} − 1 − {padding}"
        side = self._side(given, before=before)
        return self.language.say(f"why.{key}", sum=f"{sum_} = {number}", side=side)

    def _side(self, given: LayerAxis, *, before: bool) -> str:
        same = given.padding[0] == given.padding[1]
        return self.language.say("why.each_side" if same else "why.before" if before else "why.after")

    def _padding(self, spot: Spot, axis: Axis, given: LayerAxis, *, before: bool) -> tuple[str, str, str]:
        say, layer = self.language.say, self.layer
        number, side = given.padding[0 if before else 1], self._side(given, before=before)
        if layer.padding_mode in _COPIES:
            sources = [axis.place(at).source for axis, at in zip(self.axes, spot.where, strict=True)]
            source: Index = tuple(each or 0 for each in sources)
            value = self.notation.write(self.numbers.input[source])
            key = _COPIES[layer.padding_mode]
            return say(f"why.{key}"), say("why.copy", place=self._label(source), value=value), value
        border = {"zero": "zero", "left out": "left_out"}.get(layer.border, "sign")
        reason = say(f"why.padding_{border}", number=number, side=side, sign=layer.border_sign)
        return say("why.padding"), reason, layer.border_sign

    def _unread(self, spot: Spot) -> str:
        """Why no window reads a value: the windows end before it, skip it, or what it makes is cropped."""
        say = self.language.say
        positions = [at * axis.input_dilation for at, axis in zip(spot.place, self.axes, strict=True)]
        which = next(nth for nth, at in enumerate(positions) if at not in self.reads[nth])
        axis, given, at = self.axes[which], self.given[which], positions[which]
        if axis.flipped:
            return say("why.unread_cropped", padding=given.padding[0 if at < min(self.reads[which]) else 1])
        last = max(self.reads[which])
        if at > last:
            key = "cells" if self.layer.dim == 1 else ("rows", "columns")[which]
            left = (axis.padded_size - axis.effective_kernel_size) % axis.stride
            sum_ = f"({axis.padded_size} − {axis.effective_kernel_size}) mod {axis.stride} = {left}"
            ends = listed([last], key, self.language) if last < axis.input_size else say("why.padding_end")
            return say("why.unread_end", kernel=axis.effective_kernel_size, stride=axis.stride, end=ends, sum=sum_)
        if axis.dilation > 1:
            return say("why.unread_dilation", dilation=axis.dilation, stride=axis.stride)
        return say("why.unread_stride", kernel=axis.kernel_size, stride=axis.stride)
