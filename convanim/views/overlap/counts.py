"""What the stamps of a layer add up to on each place of its output, when, and whether that is even."""

from collections import defaultdict
from functools import cached_property
from itertools import product
from typing import NamedTuple

from convanim.drawing.subject import Subject
from convanim.errors import ConvanimError
from convanim.layers import labels, scatter, values
from convanim.layers.array import Array, array
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer, planar
from convanim.layers.scatter import Place
from convanim.options import sizes
from convanim.options.sizes import Size
from convanim.style.number_text import total


class Change(NamedTuple):
    """What a place has from one of its stamps on."""

    place: Place
    step: int
    until: int | None
    """The step that adds to it next."""
    sum: float


class Counts:
    """The stamps of a layer, counted, or its weights, summed up."""

    def __init__(self, layer: PlanarLayer, weights: Array | None) -> None:
        """``weights``: what a stamp adds; None adds one for each weight."""
        self.layer, self.weights = layer, weights

    def weight(self, row: int, column: int) -> float:
        """What a stamp adds at a weight."""
        return 1.0 if self.weights is None else self.weights[row, column]

    @cached_property
    def changes(self) -> list[Change]:
        """All changes of what is in the output, place by place."""
        terms: dict[Place, list[float]] = defaultdict(list)
        hits: dict[Place, list[int]] = defaultdict(list)
        for step, cell in enumerate(scatter.inputs(self.layer)):
            for weight, place in scatter.stamp(self.layer, cell):
                if scatter.kept(self.layer, place):
                    terms[place].append(self.weight(*weight))
                    hits[place].append(step)
        return [
            Change(place, step, until, total(terms[place][: nth + 1]))
            for place, steps in hits.items()
            for nth, (step, until) in enumerate(zip(steps, [*steps[1:], None], strict=True))
        ]

    @cached_property
    def final(self) -> dict[Place, float]:
        """What each place that is stamped ends with."""
        return {change.place: change.sum for change in self.changes if change.until is None}

    @property
    def everywhere(self) -> set[float]:
        """The sums that places end with, those without stamps included."""
        rows, columns = self.layer.output_size
        bare = {0.0} if len(self.final) < rows * columns else set()
        return {round(each, 9) for each in self.final.values()} | bare

    def along(self, axis: int) -> list[int]:
        """How many stamps fall on each place of the output along the rows (0) or the columns (1)."""
        found = [0] * self.layer.output_size[axis]
        before, stride = self.layer.padding.sides[axis][0], self.layer.stride[axis]
        for cell, tap in product(range(self.layer.input_size[axis]), range(self.layer.kernel_size[axis])):
            place = cell * stride + tap * self.layer.dilation[axis] - before
            if 0 <= place < len(found):
                found[place] += 1
        return found

    @cached_property
    def inside(self) -> set[float]:
        """What places get that are far from every edge: they differ with where they lie between two stamps."""
        down_stride, across_stride = self.layer.stride
        sums: dict[Place, list[float]] = {place: [] for place in product(range(down_stride), range(across_stride))}
        for row, column in product(*map(range, self.layer.kernel_size)):
            down, across = row * self.layer.dilation[0], column * self.layer.dilation[1]
            sums[down % down_stride, across % across_stride].append(self.weight(row, column))
        return {round(total(each), 9) for each in sums.values()}

    @property
    def verdict(self) -> str:
        """The key of the word for it: even, even inside, or uneven."""
        if len(self.everywhere) == 1:
            return "even"
        return "even_inside" if len(self.inside) == 1 else "uneven"

    @property
    def stride_tells(self) -> bool:
        """Whether it is even just where the stride goes into the kernel; with dilation it need not be."""
        goes = all(
            kernel % stride == 0 for kernel, stride in zip(self.layer.kernel_size, self.layer.stride, strict=True)
        )
        return goes == (len(self.inside) == 1)


def compared(subject: Subject) -> list[Counts]:
    """The counts of the layer, and of the same with the other kernel that is asked for."""
    layers = [subject.layer]
    beside = subject.own.get("beside")
    if beside is not None:
        layers.append(_with_kernel(subject.layer, beside))
    return [Counts(layer, _weights(subject, layer)) for layer in layers]


def _weights(subject: Subject, layer: PlanarLayer) -> Array | None:
    source = subject.source
    if source.weights is None:
        return None
    found = values.weights_of(layer.own, source.weights, source.seed, flip=source.flip)
    return None if found is None else array(layer.kernel_size, found.values())


def of_axes(size: Size, axes: int) -> Size:
    """The sizes of another kernel: one for each axis."""
    return sizes.for_axes(size, axes, "beside")


def _with_kernel(layer: PlanarLayer, size: Size) -> PlanarLayer:
    """The same layer with another kernel; a padding that has a name is what it is for that kernel."""
    own, name = layer.own, layer.own.padding.name
    size = of_axes(size, own.dim)
    if size == own.kernel_size:
        shown = labels.size(size)
        raise ConvanimError(f"beside: {shown} is the kernel of the figure itself.", "name another size.", "beside")
    axes = [each._replace(kernel_size=kernel) for each, kernel in zip(own.parameters, size, strict=True)]
    if name is not None:
        plain = [axis._replace(padding=(0, 0), output_padding=0) for axis in axes]
        axes = [layer.definition.named_padding(name, axis) for axis in plain]
    try:
        return planar(Layer.of_axes(own.operation, axes, channels=own.channels))
    except ConvanimError as error:
        raise ConvanimError(f"beside: {error.message}", error.hint, "beside") from None
