"""A file of figures, drawn: only what changed, in parallel, by make or while it is edited."""
