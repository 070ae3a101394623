"""The player in Chromium, Firefox and WebKitGTK: stacked panels are drawn, steps are reached, sentences change."""

import html
import time
from pathlib import Path

from convanim import Figure
from convanim.style import theme
from tests.web_engines import Engine, browser, engine

__all__ = ["browser", "engine"]

WIDE, HIGH = 360, 1300
STATE = """() => {
  const frame = document.querySelector("iframe"), page = frame.contentDocument, here = frame.getBoundingClientRect();
  const cells = [...page.querySelectorAll(".plane polygon")].map((cell) => {
    const box = cell.getBoundingClientRect();
    return [here.x + box.x + 0.2 * box.width, here.y + box.y + 0.2 * box.height, cell.getAttribute("aria-label")];
  });
  return {
    cells, said: page.getElementById("said").textContent, stacked: page.querySelector("figure").matches(".stacked"),
    wide: page.documentElement.scrollWidth, scale: devicePixelRatio,
  };
}"""


def test_every_engine_draws_the_stacked_panels_of_each_step(engine: Engine, tmp_path: Path) -> None:
    Figure.of("conv", input_size=4, kernel_size=2, view="flat", theme="light").save(tmp_path / "f.html")
    # Files are pages of different origins, which may not look into each other: the frame holds the page itself.
    page = html.escape((tmp_path / "f.html").read_text(encoding="utf-8"))
    frame = f'<iframe srcdoc="{page}" style="width:{WIDE}px;height:{HIGH}px;border:0"></iframe>'
    post = f'<!doctype html><meta charset="utf-8"><body style="margin:0">{frame}'
    (tmp_path / "post.html").write_text(post, encoding="utf-8")
    engine.open(tmp_path / "post.html")
    engine.run("() => frames[0].postMessage({step: 4}, '*')")
    for _ in range(50):
        state = engine.run(STATE)
        if state["said"].startswith("Output row 2, column 1"):
            break
        time.sleep(0.1)
    assert state["said"].startswith("Output row 2, column 1")
    assert state["stacked"]
    assert state["wide"] <= WIDE
    time.sleep(0.5)  # What a page has is on the screen a little later.
    shown, colours = engine.screenshot(), theme.load("light")
    for x, y, label in state["cells"]:
        pixel = tuple(int(each) for each in shown[round(y * state["scale"]), round(x * state["scale"])])
        role = "paper" if "not computed" in label else "output" if "computed" in label else "input"
        expected = colours.colour(role).rgb
        # The window lies over some values.
        near = 60 if role == "input" else 0
        assert max(abs(one - other) for one, other in zip(pixel, expected, strict=True)) <= near, label
    assert sum("computed" in label and "not" not in label for _, _, label in state["cells"]) == 4
