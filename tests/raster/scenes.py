"""Any items on a page of 30 × 30 pixels, for Hypothesis."""

from hypothesis import strategies as st

from convanim.scene.items import Item, Path, Style, Text


def fitting(style: Style, shape: Path | Text) -> Style:
    # Only what is closed has an area.
    return style if isinstance(shape, Text) or shape.closed else style._replace(fill=None)


coordinate = st.floats(-4, 34)
styles = st.builds(
    Style,
    fill=st.sampled_from([None, "input", "shade"]),
    stroke=st.sampled_from([None, "ink"]),
    width=st.floats(0.3, 4),
    dash=st.sampled_from([0.0, 2.5]),
)
squares = st.builds(lambda s: Path((((0, 0), (s, 0), (s, s), (0, s)),)), st.floats(1, 20))
lines = st.builds(lambda x, y: Path((((0, 0), (x, y)),), closed=False), coordinate, coordinate)
texts = st.builds(Text, st.text("Ab1×−…", min_size=1, max_size=4), st.just(9))
items = st.builds(
    lambda shape, x, y, style, start, length: Item(shape, x, y, fitting(style, shape), start, start + length),
    st.one_of(squares, lines, texts),
    coordinate,
    coordinate,
    styles,
    st.integers(0, 3),
    st.integers(1, 4),
)
