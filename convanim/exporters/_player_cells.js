/** The cells of the figure: pointed at, or reached by keyboard, each says what it is, in all panels that show it. */
function answeringCells(data, picture, { go, step, changed }) {
  const SVG = "http://www.w3.org/2000/svg";
  const OUT = 3.5; // Pixels from a block of cells to the outline around it.
  const { spots, answers, words } = data;
  const planes = [...picture.querySelectorAll(".plane")];
  const cells = []; // Of each spot: its polygon, its plane, row and column there, and whether it can be reached by Tab.
  let hovered = null;
  let focused = null;

  for (const [nth, plane] of planes.entries()) {
    plane.setAttribute("role", "grid");
    plane.setAttribute("aria-label", plane.dataset.name);
    [...plane.children].forEach((row, r) => {
      row.setAttribute("role", "row");
      [...row.children].forEach((polygon, c) => {
        polygon.setAttribute("role", "gridcell");
        polygon.setAttribute("aria-describedby", "why");
        polygon.setAttribute("tabindex", r || c ? -1 : 0);
        polygon.dataset.n = cells.length;
        const [isOutput, label, value, answer, steps] = spots[cells.length];
        const [name, reason, swatch] = answers[answer];
        const corners = polygon.getAttribute("points").split(" ").map((pair) => pair.split(",").map(Number));
        const key = `${isOutput}${name}${isOutput || swatch === "input" ? "" : `${r},${c}`}`;
        cells.push({ polygon, plane: nth, r, c, corners, isOutput, label, value, name, reason, swatch, steps, key });
      });
    });
  }

  /** The cells of the other planes that a cell has to do with: what reads it, or what it is made of. */
  function reached(cell) {
    const steps = new Set(cell.steps);
    return cells.filter((each) => each.isOutput !== cell.isOutput && each.steps.some((step) => steps.has(step)));
  }

  /** A closed way around corners, each moved away from the cell by so many pixels, with round corners. */
  function around([a, b, c, d], away) {
    const unit = ([x, y], [to_x, to_y]) => {
      const length = Math.hypot(to_x - x, to_y - y) || 1;
      return [(to_x - x) / length, (to_y - y) / length];
    };
    const [ux, uy] = unit(a, b), [vx, vy] = unit(a, d);
    const moved = [[a, -1, -1], [b, 1, -1], [c, 1, 1], [d, -1, 1]].map(([[x, y], u, v]) =>
      [x + away * (u * ux + v * vx), y + away * (u * uy + v * vy)]);
    const round = away ? 6 : 1;
    return moved.map(([x, y], n) => {
      const [fx, fy] = unit([x, y], moved[(n + 3) % 4]), [tx, ty] = unit([x, y], moved[(n + 1) % 4]);
      return `${n ? "L" : "M"}${x + round * fx} ${y + round * fy}Q${x} ${y} ${x + round * tx} ${y + round * ty}`;
    }).join("") + "Z";
  }

  /** One outline around cells that fill a block of their plane, else one around each. */
  function outlines(found) {
    return planes.map((_, nth) => found.filter((cell) => cell.plane === nth)).flatMap((group) => {
      if (!group.length) return [];
      const rows = group.map((cell) => cell.r), columns = group.map((cell) => cell.c);
      const [top, bottom, left, right] =
        [Math.min(...rows), Math.max(...rows), Math.min(...columns), Math.max(...columns)];
      if (group.length < (bottom - top + 1) * (right - left + 1)) return group.map((cell) => [cell, around(cell.corners, 0)]);
      const at = (r, c) => group.find((cell) => cell.r === r && cell.c === c).corners;
      const block = [at(top, left)[0], at(top, right)[1], at(bottom, right)[2], at(bottom, left)[3]];
      return [[group[0], around(block, OUT)]];
    });
  }

  function draw(cell, way, kind) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", kind);
    path.setAttribute("d", way);
    // Where panels stand alone, a mark belongs to the panel of its cell.
    const svg = cell.polygon.ownerSVGElement;
    (svg.querySelector(".marks") ?? picture.querySelector("#marks")).append(path);
  }

  function show() {
    document.querySelectorAll("#marks, .marks").forEach((marks) => marks.replaceChildren());
    const n = hovered ?? focused;
    if (n !== null) {
      const cell = cells[n];
      outlines(reached(cell)).forEach(([of, way]) => draw(of, way, "reached"));
      const same = cells.filter((each) => each.key === cell.key && (each === cell || each.plane !== cell.plane));
      for (const kind of ["halo", "ring"]) same.forEach((each) => draw(each, around(each.corners, 0), kind));
      if (cell.polygon.matches(":focus-visible")) draw(cell, around(cell.corners, 5), "focused");
    }
    changed(n === null ? null : cells[n]);
  }

  function moveFocus(n) {
    const cell = cells[n];
    for (const each of cells) if (each.plane === cell.plane) each.polygon.setAttribute("tabindex", each === cell ? 0 : -1);
    cell.polygon.focus();
  }

  /** From a cell to its neighbour; true where the key was one of these. */
  function byKey(key, target) {
    if (target.dataset?.n === undefined) return false;
    const cell = cells[target.dataset.n];
    const [down, across] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] ?? [0, 0];
    const find = (r, c) => cells.findIndex((each) => each.plane === cell.plane && each.r === r && each.c === c);
    const last = (inRow) => Math.max(...cells.filter((each) => each.plane === cell.plane && each.r === inRow).map((each) => each.c));
    if (key === "Enter") choose(cell);
    else if (key === "Home") moveFocus(find(cell.r, 0));
    else if (key === "End") moveFocus(find(cell.r, last(cell.r)));
    else if (!down && !across) return false;
    else {
      const next = find(cell.r + down, cell.c + across);
      if (next >= 0) moveFocus(next);
    }
    return true;
  }

  /** Go to the step that finishes an output, or the one in which an input sets its stamp. */
  function choose(cell) {
    if (goes(cell)) go(cell.steps.at(-1) + 1);
  }

  const goes = (cell) => data.stills.length > 1 && cell.steps.length > 0 && (cell.isOutput || cell.steps.length === 1 && data.stamps);

  const of = (event) => { const n = event.target.dataset?.n; return n === undefined ? null : Number(n); };
  const figure = picture.parentElement;
  figure.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // What a finger has tapped has the focus.
    hovered = of(event);
    show();
  });
  figure.addEventListener("pointerleave", () => { hovered = null; show(); });
  figure.addEventListener("focusin", (event) => { focused = of(event); show(); });
  figure.addEventListener("focusout", () => { focused = null; show(); });
  figure.addEventListener("click", (event) => {
    const n = of(event);
    if (n === null) return;
    moveFocus(n);
    choose(cells[n]);
  });

  /** Tell readers of the screen what stands in each cell now. */
  function label() {
    for (const { polygon, isOutput, label, value, steps } of cells) {
      const made = !isOutput || (steps.at(-1) ?? -1) < step();
      const states = isOutput ? [made ? words.computed : words.waiting] : [];
      if (isOutput && steps.includes(step() - 1)) states.push(words.current);
      polygon.setAttribute("aria-label", `${label}: ${[...(made && value ? [value] : []), ...states].join(", ")}`);
    }
  }

  return { cells, planes, byKey, goes, label, show };
}

/** On a narrow page the panels stand alone, the first over the whole width, the others below it as they have room. */
function stacking({ regions }, picture) {
  const SVG = "http://www.w3.org/2000/svg";
  const MARGIN = 8;
  const figure = picture.parentElement;
  const planes = [...picture.querySelectorAll(".plane")];
  const parts = [];

  function part([x, y, width, height], nth) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", `part ${picture.getAttribute("class")}`);
    svg.setAttribute("viewBox", [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN].join(" "));
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", "#drawing");
    const marks = document.createElementNS(SVG, "g");
    marks.setAttribute("class", "marks");
    for (const each of [use, marks]) each.setAttribute("aria-hidden", "true");
    svg.append(use, marks);
    svg.style.cssText = nth ? `flex:${width} 1 ${0.7 * width}px;width:0;max-width:${1.25 * width}px` : `max-width:${1.5 * width}px`;
    return svg;
  }

  /** Whether the middle of a plane's first cell is in a region. */
  function holds([x, y, width, height], plane) {
    const corners = plane.querySelector("polygon").getAttribute("points").split(" ").map((pair) => pair.split(",").map(Number));
    const [at_x, at_y] = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis] / corners.length, 0));
    return x <= at_x && at_x <= x + width && y <= at_y && at_y <= y + height;
  }

  return (narrow) => {
    const stacked = narrow && regions.length > 0;
    if (stacked && !parts.length) {
      parts.push(...regions.map(part));
      figure.append(...parts);
    }
    for (const plane of planes) {
      const nth = stacked ? regions.findIndex((region) => holds(region, plane)) : -1;
      (nth < 0 ? picture : parts[nth]).append(plane);
    }
    figure.classList.toggle("stacked", stacked);
  };
}
