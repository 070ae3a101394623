"use strict";
(() => {
  const { durations, stills, lifetimes, told, spots, loop } =
    JSON.parse(document.getElementById("figure-data").textContent);
  const [picture, text, play, back, forward, slider, count, speed] =
    ["picture", "told", "play", "back", "forward", "slider", "count", "speed"].map((id) => document.getElementById(id));
  const moments = [...picture.querySelectorAll(".moment")];
  const cells = [...picture.querySelectorAll(".spot")];
  const isOutput = (spot) => spot.name.startsWith("output");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  let frame = stills[0];
  let playing = false;
  let rounds = 0; // that have ended since play was pressed
  let timer;
  let pointed = null; // the number of the spot under the pointer

  const stepOf = (frame) => Math.max(stills.findLastIndex((still) => still <= frame), 0);
  const say = (words) => { if (text.textContent !== words) text.textContent = words; };

  function draw(shown) {
    moments.forEach((moment, n) => moment.classList.toggle("on", lifetimes[n][0] <= shown && shown < lifetimes[n][1]));
    const step = stepOf(shown);
    slider.value = step + 1;
    slider.setAttribute("aria-valuetext", `Step ${step + 1} of ${stills.length}`);
    count.textContent = `${step + 1} / ${stills.length}`;
    say(told[step]);
  }

  function wait() {
    clearTimeout(timer);
    if (playing) timer = setTimeout(next, durations[frame] / Number(speed.value));
  }

  function next() {
    if (frame + 1 < durations.length) frame += 1;
    else if (loop && ++rounds >= loop) return setPlaying(false);
    else frame = 0;
    draw(frame);
    wait();
  }

  function setPlaying(on) {
    if (on && !playing) {
      rounds = 0;
      if (frame === durations.length - 1) draw(frame = 0);
    }
    playing = on;
    play.classList.toggle("playing", on);
    play.setAttribute("aria-label", on ? "Pause" : "Play");
    // A screen reader tells the steps that its user goes to, not those that pass by.
    text.setAttribute("aria-live", on ? "off" : "polite");
    wait();
  }

  function goTo(step) {
    setPlaying(false);
    point(null);
    frame = stills[Math.min(Math.max(step, 0), stills.length - 1)];
    draw(frame);
  }

  /** Show what a cell has to do with: the window of an output, the outputs that read an input. */
  function point(number) {
    if (number === pointed) return;
    cells.forEach((cell) => cell.classList.remove("lit", "from"));
    if (pointed !== null) draw(frame);
    pointed = number;
    if (number === null) return wait();
    clearTimeout(timer);
    const spot = spots[number];
    if (isOutput(spot)) return draw(stills[spot.steps[0]]);
    const readers = new Set(spot.steps);
    cells.forEach((cell, n) => cell.classList.toggle("lit", isOutput(spots[n]) && spots[n].steps.some((s) => readers.has(s))));
    cells[number].classList.add("from");
    say(`${spot.name}: read in ${spot.steps.length === 1 ? "1 step" : `${spot.steps.length} steps`}`);
  }

  const spotOf = (event) => { const n = cells.indexOf(event.target); return n < 0 ? null : n; };
  picture.addEventListener("pointerover", (event) => point(spotOf(event)));
  picture.addEventListener("pointerleave", () => point(null));
  picture.addEventListener("click", (event) => {
    const n = spotOf(event);
    if (n !== null && isOutput(spots[n])) goTo(spots[n].steps[0]);
    else point(n); // A finger leaves when it has tapped; what it chose stays.
  });

  play.addEventListener("click", () => setPlaying(!playing));
  back.addEventListener("click", () => goTo(stepOf(frame) - 1));
  forward.addEventListener("click", () => goTo(stepOf(frame) + 1));
  slider.addEventListener("input", () => goTo(Number(slider.value) - 1));
  speed.addEventListener("change", wait);

  const keys = {
    " ": () => setPlaying(!playing),
    ArrowLeft: () => goTo(stepOf(frame) - 1),
    ArrowRight: () => goTo(stepOf(frame) + 1),
    Home: () => goTo(0),
    End: () => goTo(stills.length - 1),
  };
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!(key in keys) || event.ctrlKey || event.metaKey || event.altKey || target === speed) return;
    if (key === " " && target.tagName === "BUTTON") return; // The button presses itself.
    event.preventDefault();
    keys[key]();
  });

  calm.addEventListener("change", () => { if (calm.matches) setPlaying(false); });
  if (!calm.matches) frame = 0;
  draw(frame);
  setPlaying(!calm.matches);
})();
