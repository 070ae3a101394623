"""The figures of speed and size that convanim promises: ``python -m tests.benchmarks`` prints them.

Ratios of processes that ran in turn on the same machine; no pass or fail.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from convanim import Figure

IMPORTS = [sys.executable, "-c", "import click, numpy, PIL.Image, PIL.ImageDraw"]
# Bytes of the GIFs at https://github.com/vdumoulin/conv_arithmetic, at 29.5 pixels a unit.
PUBLISHED_BYTES = {
    "no_padding_no_strides": 37_751,
    "no_padding_no_strides_transposed": 164_355,
    "padding_strides_odd": 122_211,
    "padding_strides_odd_transposed": 303_965,
    "dilation": 124_951,
}
PUBLISHED = {
    "no_padding_no_strides": Figure.of("conv", input_size=4, kernel_size=3, cell=30, labels=False),
    "no_padding_no_strides_transposed": Figure.of("transpose", input_size=2, kernel_size=3, cell=30, labels=False),
    "padding_strides_odd": Figure.of("conv", input_size=6, stride=2, padding=1, cell=30, labels=False),
    "padding_strides_odd_transposed": Figure.of(
        "transpose", input_size=3, stride=2, padding=1, output_padding=1, cell=30, labels=False
    ),
    "dilation": Figure.of("conv", input_size=7, dilation=2, cell=30, labels=False),
}


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def against_imports(name: str, arguments: list[str], rounds: int = 15) -> None:
    """How much longer a command takes than the imports alone, in turn."""
    command = [sys.executable, "-m", "convanim", *arguments]
    pairs = [(seconds(IMPORTS), seconds(command)) for _ in range(rounds)]
    imports, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name:44} {ours:6.3f} s  imports {imports:.3f} s  ratio {ours / imports:.2f}")


def large_figure(folder: Path) -> None:
    """A 64 × 64 input: 4,096 frames, and the memory of the process that draws them."""
    probe = (
        "import resource, sys, time; from convanim import Figure; start = time.perf_counter();"
        f"Figure.of('conv', input_size=64, padding=1).save({str(folder / 'large.gif')!r});"
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    told = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True).stdout
    took, peak = map(float, told.split())
    print(f"{'4,096 frames of a 64 × 64 input':44} {took / 4096 * 1000:6.2f} ms a frame  peak {peak:.0f} MiB")


def sizes(folder: Path) -> None:
    """Bytes of our figures at 30 pixels a unit, without labels, as a share of the published ones."""
    total = 0
    for name, figure in PUBLISHED.items():
        saved = figure.save(folder / "f.gif")
        total += saved.bytes
        print(f"{name:44} {saved.bytes:7,} bytes  {saved.bytes / PUBLISHED_BYTES[name]:.1%} of the published one")
    print(f"{'all of them':44} {total:7,} bytes  {total / sum(PUBLISHED_BYTES.values()):.1%}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        against_imports("transpose --k 3 --s 2", ["transpose", "--k", "3", "--s", "2", "-o", str(folder / "up.gif")])
        against_imports("--help", ["--help"])
        large_figure(folder)
        sizes(folder)


if __name__ == "__main__":
    main()
