"""How many examples a property test tries in the profile that is loaded."""

from hypothesis import settings

FULL = 150
"""What tests count by: the profile "full" tries half of it, which keeps the whole run within its time."""


def examples(full: int) -> int:
    """As many as the profile allows, for a test that tries ``full`` examples in the profile "full"."""
    return max(1, full * settings().max_examples // FULL)
