"""Numbers and texts as code writes them, and the arithmetic of such numbers."""

import ast
import operator
from collections.abc import Callable
from typing import Any

_LARGEST_NUMBER = 10**9
_LONGEST_TUPLE = 8
_DEEPEST = 50

_ARITHMETIC: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


class NotLiteralError(Exception):
    """A value that the text does not say; ``node`` is the part of it that is not literal."""

    def __init__(self, node: ast.expr, message: str, hint: str) -> None:
        super().__init__(message)
        self.node, self.message, self.hint = node, message, hint


def literal(node: ast.expr, deep: int = 0) -> Any:
    """A number, text or constant, a tuple of them, or what +, -, *, // and % make of whole numbers.

    ``(3,) * 2`` is a tuple, too. Raises NotLiteralError for anything else and for numbers that no layer has.
    """
    if deep > _DEEPEST:
        raise _not_said(node)
    if isinstance(node, ast.Tuple | ast.List):
        return tuple(literal(each, deep + 1) for each in node.elts)
    if isinstance(node, ast.Constant):
        return _bounded(node, node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = literal(node.operand, deep + 1)
        if is_whole(value):
            return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp):
        return _computed(node, deep)
    raise _not_said(node)


def _computed(node: ast.BinOp, deep: int) -> Any:
    compute = _ARITHMETIC.get(type(node.op))
    if compute is None:
        raise _not_said(node)
    try:
        left, right = literal(node.left, deep + 1), literal(node.right, deep + 1)
    except NotLiteralError as error:
        if error.node in (node.left, node.right):
            raise _not_said(node) from None  # The whole of it is what is not said.
        raise
    if is_whole(left) and is_whole(right):
        if compute in (operator.floordiv, operator.mod) and right == 0:
            raise NotLiteralError(node, "this divides by zero.", "write the number itself.")
        return _bounded(node, compute(left, right))
    if isinstance(left, tuple) and is_whole(right) and compute is operator.mul and len(left) * right <= _LONGEST_TUPLE:
        return left * right
    raise _not_said(node)


def _bounded(node: ast.expr, value: Any) -> Any:
    if is_whole(value) and abs(value) > _LARGEST_NUMBER:
        raise NotLiteralError(node, f"no layer has a number above {_LARGEST_NUMBER:,}.", "write a smaller one.")
    return value


def _not_said(node: ast.expr) -> NotLiteralError:
    hint = "write the number itself; names are not looked up."
    return NotLiteralError(node, "the text does not say what this is.", hint)


def is_whole(value: object) -> bool:
    """Whether a literal is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)
