"""onnxruntime as the judge: what a framework's layer returns for an input and weights."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper

Array = npt.NDArray[np.float32]


def array(found: Mapping[tuple[int, ...], float]) -> npt.NDArray[Any]:
    """Numbers by their index, as NumPy has them."""
    made = np.full([last + 1 for last in max(found)], np.nan)
    for index, number in found.items():
        made[index] = number
    return made


def layer(operator: str, inputs: list[Array], **attributes: Any) -> Array:
    """The one output of an ONNX operator, for inputs of any dimensions (batch and channel are added)."""
    session = _session(
        operator, len(inputs), inputs[0].ndim, tuple(sorted((k, _frozen(v)) for k, v in attributes.items()))
    )
    feeds = {f"x{n}": each.astype(np.float32)[None, None] for n, each in enumerate(inputs)}
    (output,) = session.run(None, feeds)
    return np.asarray(output[0, 0], np.float32)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=256)
def _session(
    operator: str, inputs: int, axes: int, attributes: tuple[tuple[str, Any], ...]
) -> onnxruntime.InferenceSession:
    names = [f"x{n}" for n in range(inputs)]
    listed: dict[str, Any] = {name: list(value) if isinstance(value, tuple) else value for name, value in attributes}
    node = helper.make_node(operator, names, ["y"], **listed)
    shape = [1, 1, *([None] * axes)]
    ports = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in names]
    result = helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)
    graph = helper.make_graph([node], "layer", ports, [result])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=9)
    onnx.checker.check_model(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def pads(layer_: Any) -> list[int]:
    """ONNX lists all that comes before, then all that comes after."""
    return [side for sides in zip(*layer_.padding.sides, strict=True) for side in sides]


def conv(x: Array, weights: Array, figure: Any) -> Array:
    return layer(
        "Conv",
        [x, weights],
        strides=list(figure.stride),
        dilations=list(figure.dilation),
        pads=pads(figure),
        kernel_shape=list(figure.kernel_size),
    )


def transpose(x: Array, weights: Array, figure: Any) -> Array:
    """ConvTranspose; where ONNX would not take an output padding that PyTorch takes, all of it, and cropped."""
    shape = {"strides": list(figure.stride), "dilations": list(figure.dilation), "kernel_shape": [*weights.shape]}
    added = figure.output_padding
    if all(each < stride for each, stride in zip(added, figure.stride, strict=True)):
        return layer("ConvTranspose", [x, weights], **shape, pads=pads(figure), output_padding=list(added))
    everything = np.pad(layer("ConvTranspose", [x, weights], **shape), [(0, each) for each in added])
    sides = zip(figure.padding.sides, everything.shape, strict=True)
    return everything[tuple(slice(before, size - after) for (before, after), size in sides)]


def max_pool(x: Array, layer_: Any) -> Array:
    return layer("MaxPool", [x], **_pool(layer_), dilations=list(layer_.dilation))


def avg_pool(x: Array, layer_: Any) -> Array:
    return layer("AveragePool", [x], **_pool(layer_), count_include_pad=int(layer_.count_include_pad))


def _pool(layer_: Any) -> dict[str, Any]:
    return {
        "kernel_shape": list(layer_.kernel_size),
        "strides": list(layer_.stride),
        "pads": pads(layer_),
        "ceil_mode": int(layer_.ceil_mode),
    }
