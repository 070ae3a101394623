"""What each format costs: ``python -m tests.benchmark_formats [gif ...]`` prints the figures of 1,000 steps."""

import subprocess
import sys

PROBE = """
import io, resource, sys, tempfile, time
from convanim import Figure, exporters
picture = Figure.of("conv", input_size=34, kernel_size=3, cell=12)._PICTURE_
steps = len(picture.scene.stills)
start = time.perf_counter()
with tempfile.TemporaryFile() as file:
    exporters.load(sys.argv[1]).write(picture, file)
    size = file.tell()
took = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
program = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
page = f"{steps} steps of {picture.scene.width} × {picture.scene.height}"
print(f"{page}  {took:7.2f} s  peak {peak:5.0f} MiB, ffmpeg {program:4.0f} MiB  {size:11,} bytes")
"""


def main(*suffixes: str) -> None:
    for background in ("paper", "transparent"):
        for suffix in suffixes or ("gif", "png", "webp", "avif", "mp4", "webm", "pdf", "tex"):
            if (suffix, background) == ("mp4", "transparent"):
                continue
            probe = PROBE.replace("_PICTURE_", f"picture()._replace(background={background!r})")
            done = subprocess.run([sys.executable, "-c", probe, suffix], check=True, capture_output=True, text=True)
            sys.stdout.write(f".{suffix:5} {background:12} {done.stdout}")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
