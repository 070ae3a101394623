"""Random numbers that stay: the same on every machine, in every version of Python and of convanim.

They are hashes of a seed and a counter; no library's generator is asked, for its numbers may change with its version.
"""

import struct
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import count, islice


def draw(choices: Sequence[int], number: int, seed: int, name: str) -> list[int]:
    """So many of the ``choices``, of which two at least differ; those for another ``name`` are other ones.

    Not all of several are alike, and no more than half are zeros: such numbers would show little of a layer.
    """
    streams = (f"{name}/{seed}/{attempt}" for attempt in count())
    drawn = ([choices[each] for each in islice(_below(len(choices), stream), number)] for stream in streams)
    return next(found for found in drawn if 2 * found.count(0) <= number and (number == 1 or len(set(found)) > 1))


def _below(bound: int, stream: str) -> Iterator[int]:
    """Whole numbers from 0 to ``bound`` - 1, without end: 16 from each hash, of 32 bits each."""
    for block in count():
        for bits in struct.unpack("<16I", blake2b(f"{stream}/{block}".encode()).digest()):
            yield bits * bound >> 32
