/** Outlines of a step that are elsewhere in the next one glide there; texts and what is new fade in. */
function gliding() {
  const GLIDE_MS = 250, FADE_MS = 120;
  const place = (use) => [Number(use.getAttribute("x")), Number(use.getAttribute("y"))];
  const glides = (each) => each.tagName === "use" && !document.querySelector(`${each.getAttribute("href")} text`);
  const kind = (element) => `${element.getAttribute("class")} ${element.getAttribute("href")}`;

  /** ``on`` and ``off`` are the moments that came and went; a jump, at the end of a row, is no way to glide. */
  return (on, off, { jumps, lasts }) => {
    const gone = new Map();
    for (const use of jumps ? [] : off.flatMap((moment) => [...moment.children]).filter(glides)) {
      gone.set(kind(use), [...(gone.get(kind(use)) ?? []), use]);
    }
    for (const element of on.flatMap((moment) => [...moment.children])) {
      const from = element.tagName === "use" ? gone.get(kind(element))?.shift() : undefined;
      if (from) {
        const [[x, y], [to_x, to_y]] = [place(from), place(element)];
        const steps = [{ transform: `translate(${x - to_x}px,${y - to_y}px)` }, { transform: "none" }];
        element.animate(steps, { duration: Math.min(GLIDE_MS, lasts / 2), easing: "ease-in-out" });
      } else {
        element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: Math.min(FADE_MS, lasts / 2) });
      }
    }
  };
}
