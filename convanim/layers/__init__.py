"""One layer: its operation, sizes, numbers, matrix and words."""
