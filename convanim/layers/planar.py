"""A layer on a plane: what is drawn has rows and columns, whether the layer has them or not."""

from dataclasses import dataclass

from convanim.errors import ConvanimError
from convanim.geometry.steps import Index
from convanim.layers.layer import Layer
from convanim.options.sizes import PlaneSize

_AXES = 2


@dataclass(frozen=True, kw_only=True)
class PlanarLayer(Layer):
    """A layer whose sizes, axes and steps count (rows, columns); make one with ``planar``.

    A layer of one dimension has a single row, of one cell that is copied.
    """

    input_size: PlaneSize
    kernel_size: PlaneSize
    own: Layer
    """The layer itself."""

    @property
    def output_size(self) -> PlaneSize:
        """Of what the layer returns."""
        rows, columns = self.axes
        return rows.output_size, columns.output_size

    @property
    def is_line(self) -> bool:
        """Whether the rows are only the plane's."""
        return self.own.dim < _AXES

    def own_index(self, index: Index) -> Index:
        """A place on the plane, as the layer itself counts it."""
        return index[_AXES - self.own.dim :]


def planar(layer: Layer) -> PlanarLayer:
    """The layer on a plane; raises ConvanimError for one of more than two dimensions."""
    if isinstance(layer, PlanarLayer):
        return layer
    if layer.dim > _AXES:
        raise ConvanimError(
            f"a layer of {layer.dim} dimensions does not fit a plane.",
            "draw it with two of them: every dimension has its own arithmetic.",
        )
    row = layer.parameters[0]._replace(
        input_size=1, kernel_size=1, stride=1, padding=(0, 0), dilation=1, output_padding=0
    )
    return PlanarLayer.of_axes(
        layer.operation,
        [row] * (_AXES - layer.dim) + [*layer.parameters],
        count_include_pad=layer.count_include_pad,
        channels=layer.channels,
        own=layer,
    )
