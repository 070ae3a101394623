"""Layers as ``explain`` spells them, executed by the frameworks whose words they are."""

import ast
import os
from typing import Any

import numpy as np
import numpy.typing as npt

from convanim.layers.layer import Layer

Array = npt.NDArray[np.float32]


def returned(framework: str, text: str, layer: Layer, values: Array, weights: Array) -> Array:
    """What the framework computes of ``values``."""
    run = {"PyTorch": _by_pytorch, "Keras": _by_keras, "ONNX": _by_onnxruntime}[framework]
    return np.asarray(run(text, layer, values, weights), np.float32)


def _by_pytorch(text: str, layer: Layer, values: Array, weights: Array) -> Array:
    import torch
    from torch import nn

    names = {"nn": nn, "in_channels": 1, "out_channels": 1}
    # The text is convanim's own.
    modules = [eval(line, names) for line in text.splitlines()]  # noqa: S307
    with torch.no_grad():
        for module in modules:
            if hasattr(module, "weight"):
                module.weight.copy_(torch.tensor(weights)[None, None])
                module.bias.zero_()
        return np.asarray(nn.Sequential(*modules)(torch.tensor(values)[None, None])[0, 0])


def _by_keras(text: str, layer: Layer, values: Array, weights: Array) -> Array:
    os.environ["KERAS_BACKEND"] = "torch"  # It compiles nothing, so that many layers take no time.
    from keras import layers

    x: Any = values[None, ..., None]
    for line in text.splitlines():
        module = eval(line, {"layers": layers, "filters": 1})  # noqa: S307
        module.build(x.shape)
        if module.weights:
            module.set_weights([weights[..., None, None], np.zeros(1)])
        x = module(x)
    return np.asarray(x.detach().numpy())[0, ..., 0]


def _by_onnxruntime(text: str, layer: Layer, values: Array, weights: Array) -> Array:
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    nodes, tensors, last = [], [], "x0"
    for number, line in enumerate(text.splitlines(), 1):
        call = ast.parse(line, mode="eval").body
        assert isinstance(call, ast.Call)
        given = {str(each.arg): ast.literal_eval(each.value) for each in call.keywords}
        inputs = [last]
        if ast.unparse(call.func) == "Pad":  # Its pads are an input since opset 11.
            tensors.append(numpy_helper.from_array(np.array(given.pop("pads"), np.int64), "pads"))
            inputs.append("pads")
        elif ast.unparse(call.func).startswith("Conv"):
            tensors.append(numpy_helper.from_array(weights.astype(np.float32)[None, None], "weights"))
            inputs.append("weights")
        last = f"x{number}"
        nodes.append(helper.make_node(ast.unparse(call.func), inputs, [last], **given))
    shape = [1, 1, *values.shape]
    ports = (
        [helper.make_tensor_value_info("x0", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, [None] * len(shape))],
    )
    graph = helper.make_graph(nodes, "layer", *ports, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=9)
    onnx.checker.check_model(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    (result,) = session.run(None, {"x0": values.astype(np.float32)[None, None]})
    return np.asarray(result[0, 0])
