"""``python -m convanim`` is the same program."""

from convanim.cli import run

run()
