"""Writes the functions of ``convanim/api`` anew: ``python -m tests.write_api``.

Their signatures and docstrings are made of the table of options, so that editors, ``help`` and type checkers see every
option. What an option takes is told here by its name, for a table of readers does not say it.
"""

import ast
import textwrap
from collections.abc import Iterable
from pathlib import Path

from convanim import parts, views
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.layers.operations import Operation
from convanim.options import table
from convanim.options.table import Option
from convanim.style import language

SETTLED = ("kernel_size", "stride", "padding", "dilation", "output_padding", "ceil_mode")
"""What ``solve`` can be told."""
SAID_BY_CODE = ("note", "flip")
"""Options of the look that a pasted layer may settle."""

IMPORTS = {
    "collections.abc": ("Mapping", "Sequence"),
    "typing": ("TYPE_CHECKING", "Literal"),
    "convanim.options.types": ("File", "Numbers", "SidesLike", "SizeLike", "ThemeLike"),
}


def _literal(words: Iterable[object]) -> str:
    return f"Literal[{', '.join(map(_quoted, words))}]"


def _quoted(value: object) -> str:
    """As ruff formats it."""
    return f'"{value}"' if isinstance(value, str) else repr(value)


TYPES = {
    "dim": "Literal[1, 2]",
    **dict.fromkeys(("input_size", "kernel_size", "stride", "dilation", "output_padding", "storyboard"), "SizeLike"),
    "padding": "SidesLike",
    "padding_mode": _literal(table.PADDING_MODES),
    "background": _literal(("paper", "transparent")),
    "lang": _literal(language.names()),
    "vectors": _literal(table.VECTORS),
    "theme": "ThemeLike",
    "font": "File",
    **dict.fromkeys(("values", "weights"), "Numbers"),
    "still": f"int | {_literal(('first', 'middle', 'last'))}",
    "hold_ms": "int | str | Sequence[int]",
    **dict.fromkeys(("matte", "title", "caption", "note"), "str"),
    **dict.fromkeys(("seed", "glide", "cell", "step_ms", "loop"), "int"),
}
"""What each option takes besides None; switches take a bool."""


def _type(option: Option, view_names: Iterable[str]) -> str:
    if option.name == "view":
        return _literal(view_names)
    return "bool" if option.flag else TYPES[option.name]


def _default(option: Option, module: Operation | None = None) -> object:
    default = module.DEFAULTS.get(option.name, option.default) if module else option.default
    return int(default) if isinstance(default, str) and default.isdigit() else default


def _parameter(name: str, kind: str, default: object) -> str:
    return f"    {name}: {kind}{' | None' if default is None else ''} = {_quoted(default)},\n"


def _documented(options: Iterable[tuple[str, str]]) -> str:
    text = textwrap.TextWrapper(116, initial_indent=" " * 8, subsequent_indent=" " * 12, break_on_hyphens=False)
    return "".join(f"{text.fill(f'{name}: {told}')}\n" for name, told in options)


def _help(options: Iterable[Option]) -> list[tuple[str, str]]:
    return [(each.name, each.help) for each in options]


LOOK = (*table.VIEW, *table.LOOK)
SIZES = """
    Sizes are a number for both axes, "ROWSxCOLUMNS" or a pair. Raises ConvanimError, which says the way out, for what
    cannot be drawn.
"""


def _operation(name: str) -> str:
    module = operations.load(name)
    layer = [each for each in table.LAYER if each.name in module.OPTIONS]
    layers = [Layer.of(name, dim=dim) for dim in (1, 2)]
    fitting = [each for each in views.names() if any(views.fits(each, some) for some in layers)]
    parameters = [_parameter(each.name, _type(each, fitting), _default(each, module)) for each in layer]
    parameters += [_parameter(each.name, _type(each, fitting), _default(each)) for each in LOOK]
    return (
        f"def {name.replace('-', '_')}(\n    *,\n{''.join(parameters)}) -> Figure:\n"
        f'    """{module.SUMMARY}\n{SIZES}\n'
        f"    The layer:\n\n{_documented(_help(layer))}\n    The look:\n\n{_documented(_help(LOOK))}"
        '    """\n'
        "    given = locals()\n"
        "    from convanim.figure import Figure\n\n"
        f'    return Figure.of("{name}", **given)\n'
    )


def _layer() -> str:
    size = table.option("input_size")
    defaults = {each.name: None if each.name in SAID_BY_CODE else _default(each) for each in LOOK}
    parameters = [_parameter(size.name, _type(size, ()), None)]
    parameters += [_parameter(each.name, _type(each, views.names()), defaults[each.name]) for each in LOOK]
    return (
        f"def layer(\n    text: str,\n    *,\n{''.join(parameters)}) -> Figure:\n"
        '    """Draw a layer as it stands in code of PyTorch, Keras, Flax or ONNX: ``layer("nn.Conv2d(3, 8, 3)")``.\n\n'
        "    The text is read, never run. Warns of what the layer does and its picture does not show; raises\n"
        "    ConvanimError, which says the way out, for what is not understood or cannot be drawn.\n\n"
        f"    The layer:\n\n{_documented(_help([size]))}\n    The look:\n\n{_documented(_help(LOOK))}"
        '    """\n'
        "    given = locals()\n"
        "    from convanim.api._pasted import figure_of\n\n"
        '    return figure_of(given.pop("text"), given)\n'
    )


def _solve() -> str:
    settled = [each for each in table.LAYER if each.name in SETTLED]
    dim = table.option("dim")
    told = [("most", "How many figures at the most."), *_help([dim, *settled])]
    parameters = [_parameter(each.name, _type(each, ()), None) for each in settled]
    return (
        f"def solve(\n    operation: {_literal(operations.names())},\n    input_size: SizeLike,\n"
        "    output_size: SizeLike,\n    *,\n    most: int = 20,\n"
        f"{_parameter(dim.name, _type(dim, ()), _default(dim))}{''.join(parameters)}) -> list[Figure]:\n"
        '    """Find the layers that make one size out of another: their figures, the usual ones first.\n\n'
        "    An option that is given is settled; the others are looked for. Raises ConvanimError with the nearest\n"
        "    sizes where there are none.\n\n"
        f"    The options:\n\n{_documented(told)}"
        '    """\n'
        "    given = locals()\n"
        "    from convanim.api._solved import figures_of\n\n"
        "    return figures_of(**given)\n"
    )


def _module(name: str, function: str) -> str:
    tree = ast.parse(function)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {"TYPE_CHECKING"}
    lines = {
        module: f"from {module} import {', '.join(each for each in names if each in used)}\n"
        for module, names in IMPORTS.items()
        if used & set(names)
    }
    standard = "".join(line for module, line in lines.items() if not module.startswith("convanim"))
    own = "".join(line for module, line in lines.items() if module.startswith("convanim"))
    return (
        f'"""``convanim.{name}``. Made by ``python -m tests.write_api``; not to be edited."""\n\n'
        "from __future__ import annotations\n\n"
        f"{standard}\n{own}\n"
        "if TYPE_CHECKING:\n    from convanim.figure import Figure\n\n\n"
        f"{function}"
    )


def modules() -> dict[str, str]:
    """The content of each file, by its name."""
    functions = {name.replace("-", "_"): _operation(name) for name in operations.names()}
    functions |= {"layer": _layer(), "solve": _solve()}
    return {f"{name}.py": _module(name, function) for name, function in functions.items()}


if __name__ == "__main__":
    for file, content in modules().items():
        (Path(parts.HERE) / "api" / file).write_text(content, encoding="utf-8")
