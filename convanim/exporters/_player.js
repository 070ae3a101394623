"use strict";
(() => {
  const { durations, stills, lifetimes, told, spots, loop, words } =
    JSON.parse(document.getElementById("figure-data").textContent);
  const [picture, text, play, back, forward, slider, count, speed] =
    ["picture", "told", "play", "back", "forward", "slider", "count", "speed"].map((id) => document.getElementById(id));
  const moments = [...picture.querySelectorAll(".moment")];
  const cells = [...picture.querySelectorAll(".spot")];
  const RESTING_MS = 2000; // A pointer that rests so long lets the film go on.
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  let frame = stills[0];
  let playing = false;
  let rounds = 0; // that have ended since play was pressed
  let timer;
  let pointed = null; // the number of the spot that is shown instead of the film
  let resting;

  /** The step of a frame, from 0; -1 before the first. */
  const stepOf = (frame) => stills.findLastIndex((still) => still <= frame);
  const say = (words) => { if (text.textContent !== words) text.textContent = words; };

  function draw(shown) {
    moments.forEach((moment, n) => moment.classList.toggle("on", lifetimes[n][0] <= shown && shown < lifetimes[n][1]));
    const step = stepOf(shown);
    slider.value = step + 1;
    slider.setAttribute("aria-valuetext", step < 0 ? words.before : words.number.replace("{number}", step + 1));
    count.textContent = `${step + 1} / ${stills.length}`;
    say(step < 0 ? words.before : told[step]);
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
    if (on) point(null);
    if (on && !playing) {
      rounds = 0;
      if (frame === durations.length - 1) draw(frame = 0);
    }
    playing = on;
    play.classList.toggle("playing", on);
    play.setAttribute("aria-label", on ? words.pause : words.play);
    // A screen reader tells the steps that its user goes to, not those that pass by.
    text.setAttribute("aria-live", on ? "off" : "polite");
    wait();
  }

  function goTo(step) {
    setPlaying(false);
    point(null);
    frame = step < 0 ? 0 : stills[Math.min(step, stills.length - 1)];
    draw(frame);
  }

  /** Show what a cell has to do with: the window of an output or all of its stamps, the outputs that read an input. */
  function point(number) {
    if (number === pointed) return;
    cells.forEach((cell) => cell.classList.remove("lit", "from"));
    picture.querySelectorAll(".stamp").forEach((stamp) => stamp.remove());
    if (pointed !== null) draw(frame);
    pointed = number;
    if (number === null) return wait();
    clearTimeout(timer);
    const spot = spots[number];
    const last = spot.steps.at(-1);
    if (spot.output && last !== undefined) draw(stills[last]);
    if (spot.output && spot.steps.length === 1) return;
    const met = new Set(spot.steps);
    cells.forEach((cell, n) =>
      cell.classList.toggle("lit", spots[n].output !== spot.output && spots[n].steps.some((step) => met.has(step))));
    if (spot.output) spot.steps.forEach(stamp);
    cells[number].classList.add("from");
    say(spot.words);
  }

  /** Tint the outputs of one step: where several steps meet, the tint is the stronger. */
  function stamp(step) {
    cells.filter((_, n) => spots[n].output && spots[n].steps.includes(step)).forEach((cell) => {
      const tint = cell.cloneNode();
      tint.setAttribute("class", "stamp");
      picture.append(tint);
    });
  }

  /** Point at what the pointer has come to; while the film plays, only for as long as the pointer moves. */
  function follow(event) {
    if (event.pointerType === "touch") return; // What a finger has tapped stays.
    point(spotOf(event));
    clearTimeout(resting);
    resting = setTimeout(() => { if (playing) point(null); }, RESTING_MS);
  }

  const spotOf = (event) => { const n = cells.indexOf(event.target); return n < 0 ? null : n; };
  picture.addEventListener("pointerover", follow);
  picture.addEventListener("pointermove", follow);
  picture.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") point(null); });
  picture.addEventListener("click", (event) => {
    const n = spotOf(event);
    if (n === null) return point(null);
    setPlaying(false); // What was chosen stays.
    if (spots[n].output && spots[n].steps.length === 1) goTo(spots[n].steps[0]);
    else point(n);
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
