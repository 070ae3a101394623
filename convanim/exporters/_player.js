(() => {
  const data = JSON.parse(document.getElementById("figure-data").textContent);
  const { durations, stills, lifetimes, told, loop, words, row } = data;
  const [main, picture, said, why, player, play, back, forward, slider, track, knob, count, speed, copy, link, ask, help] =
    ["main", "#picture", "#said", "#why", "#player", "#play", "#back", "#forward", "#slider", "#track", "#knob", "#count",
      "#speed", "#copy", "#link", "#ask", "#help"].map((name) => document.querySelector(name));
  const moments = [...picture.querySelectorAll(".moment")];
  const glide = gliding();
  const moves = durations.length === stills.length + stills[0]; // What has frames that glide needs no help.
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 599px)");
  const [first, last] = [Number(slider.min), stills.length]; // Step 0 is the set-up.
  const KINDS = { l: "lead", p: "plain", q: "quiet", i: "input", o: "output", w: "weight", z: "zero", r: "result" };
  const DONE_MS = 2000; // How long a button says that it has copied.

  let frame = stills[0];
  let playing = false;
  let rounds = 0; // that have ended since play was pressed
  let timer;
  let seen = true; // whether the page is in sight
  let pointed = null;
  let calmSaid = calm.matches;

  const stepOf = (frame) => stills.findLastIndex((still) => still <= frame) + 1;
  const step = () => stepOf(frame);
  const put = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const rows = Math.ceil(last / row);

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  const stack = stacking(data, picture);
  const cells = answeringCells(data, picture, { go: goTo, step, changed: (cell) => { pointed = cell; sayWhy(); } });

  function draw() {
    const number = step(), nowRow = Math.ceil(number / row), was = Number(main.dataset.step);
    const on = [], off = [];
    moments.forEach((moment, n) => {
      const shown = lifetimes[n][0] <= frame && frame < lifetimes[n][1];
      if (shown !== moment.classList.contains("on")) (shown ? on : off).push(moment);
      moment.classList.toggle("on", shown);
    });
    if (moves && number === was + 1 && !calm.matches && !narrow.matches) {
      glide(on, off, { jumps: was % row === 0, lasts: durations[frame] / Number(speed.value) });
    }
    if (Number(main.dataset.step) === number && main.dataset.step) return;
    main.dataset.step = number;
    slider.value = number;
    const inRow = rows > 1 && number ? put(words.row, { number: nowRow }) : "";
    const value = put(words.value, { number, count: last, row: inRow }).replace(/[,，]\s*$/, "");
    slider.setAttribute("aria-valuetext", number ? value : words.setup);
    count.textContent = number ? put(words.count, { number, count: last }) : words.setup;
    said.replaceChildren(...sentence().slice(0, -1).map((part) => element("span", KINDS[part[0]], part.slice(1))));
    back.disabled = number <= first;
    forward.disabled = number >= last;
    cells.label();
    mark(number);
    sayWhy();
    tellParent();
  }

  const sentence = () => told[step() - first];

  /** The fixed line below the sentence: what the cell pointed at is, or what there is to say of the step. */
  function sayWhy() {
    if (!pointed) return why.replaceChildren(calmSaid ? words.calm : sentence().at(-1));
    const hint = cells.goes(pointed) && !pointed.steps.includes(step() - 1) ? words.between + words.go : "";
    why.replaceChildren(element("i", pointed.swatch), element("b", "", pointed.name), words.between + pointed.reason + hint);
  }

  // The scrubber: a ring for the set-up, a segment for each row of outputs, and their numbers.
  const at = (step) => (step - first) / Math.max(last - first, 1) * 100;
  const segments = [];

  function layTrack() {
    const room = track.clientWidth;
    const shown = room / rows < 6 ? 1 : rows;
    const every = Math.max(1, Math.ceil(rows / 12));
    segments.length = 0;
    track.replaceChildren(...(first ? [] : [element("i", "setup")]));
    for (let n = 0; n < shown; n += 1) {
      const start = n ? n * row : first, end = shown === 1 ? last : Math.min((n + 1) * row, last);
      const [segment, done] = [element("i", ""), element("i", "")];
      const inset = n ? 2.5 : first ? 0 : 11.5;
      segment.style.left = `calc(${at(start)}% + ${inset}px)`;
      segment.style.width = `calc(${at(end) - at(start)}% - ${inset + (n < shown - 1 ? 2.5 : 0)}px)`;
      segment.append(done);
      track.append(segment);
      const label = rows > 1 && shown > 1 ? element("b", "", n + 1) : null;
      if (label) {
        label.style.left = `${(at(start) + at(end)) / 2}%`;
        track.append(label);
      }
      segments.push({ start, end, done, label, always: (n + 1) % every === 0 || every === 1, number: n + 1 });
    }
    mark(step());
  }

  function mark(number) {
    knob.style.left = `calc(${at(number) / 100} * (100% - 20px))`;
    for (const { start, end, done, label, always, number: nth } of segments) {
      done.style.width = `${Math.min(Math.max((number - start) / Math.max(end - start, 1), 0), 1) * 100}%`;
      const now = number > start && number <= end || nth === 1 && first && number === start;
      if (!label) continue;
      label.classList.toggle("now", now);
      label.textContent = now ? put(words.row, { number: nth }) : always ? nth : "";
    }
  }

  function wait() {
    clearTimeout(timer);
    if (playing && seen) timer = setTimeout(next, durations[frame] / Number(speed.value));
  }

  function next() {
    if (frame + 1 < durations.length) frame += 1;
    else if (loop && ++rounds >= loop) return setPlaying(false);
    else frame = 0;
    draw();
    wait();
  }

  function setPlaying(on) {
    if (on && !playing) {
      rounds = 0;
      if (frame === durations.length - 1) frame = 0;
    }
    playing = on;
    calmSaid = calmSaid && !on;
    play.classList.toggle("playing", on);
    play.setAttribute("aria-label", on ? words.pause : words.play);
    // A screen reader tells the steps that its user goes to, not those that pass by.
    said.setAttribute("aria-live", on ? "off" : "polite");
    draw();
    if (!on) remember();
    wait();
  }

  function goTo(number) {
    const to = Math.min(Math.max(Math.round(number), first), last);
    frame = to ? stills[to - 1] : 0;
    calmSaid = false;
    setPlaying(false);
    sayWhy();
  }

  // Links to a step: #step=7 in the address, and messages from a page that holds this one.
  const linked = () => { const found = /[#&]step=(\d+)/.exec(location.hash); return found && Number(found[1]); };

  function remember() {
    if (!started) return;
    try { history.replaceState(null, "", `#step=${step()}`); } catch { /* A frame without an address of its own. */ }
  }

  function tellParent() {
    if (parent !== window) parent.postMessage({ step: step(), height: Math.ceil(main.getBoundingClientRect().height) }, "*");
  }

  addEventListener("hashchange", () => { if (linked() !== null) goTo(linked()); });
  addEventListener("message", ({ data: message }) => { if (Number.isFinite(message?.step) && !("height" in message)) goTo(message.step); });

  async function copyText(text, button, message) {
    let done = true;
    try { await navigator.clipboard.writeText(text); } catch { done = copyBySelection(text); }
    document.getElementById("copied").textContent = done ? message : words.failed;
    if (!done) return getSelection().selectAllChildren(document.getElementById("command"));
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), DONE_MS);
  }

  /** Where a page may not use the clipboard, in a frame for instance, a selection can still be copied. */
  function copyBySelection(text) {
    const field = document.createElement("textarea"), had = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    had?.focus();
    return done;
  }

  const copyCommand = () => copyText(document.getElementById("command").textContent, copy, words.copied);

  function copyLink() {
    remember();
    copyText(`${location.href.split("#")[0]}#step=${step()}`, link, words.linked);
  }

  let helpFrom;
  function openHelp(open) {
    if (open === help.open) return;
    if (!open) { help.close(); helpFrom?.focus(); return; }
    helpFrom = document.activeElement;
    help.show();
    document.getElementById("close").focus();
  }

  function faster(by) {
    const to = speed.selectedIndex + by;
    if (to >= 0 && to < speed.length) speed.selectedIndex = to;
    wait();
  }

  play.addEventListener("click", () => setPlaying(!playing));
  back.addEventListener("click", () => goTo(step() - 1));
  forward.addEventListener("click", () => goTo(step() + 1));
  slider.addEventListener("input", () => goTo(Number(slider.value)));
  speed.addEventListener("change", wait);
  copy.addEventListener("click", copyCommand);
  link.addEventListener("click", copyLink);
  ask.addEventListener("click", () => openHelp(!help.open));
  document.getElementById("close").addEventListener("click", () => openHelp(false));

  const keys = {
    " ": () => setPlaying(!playing),
    ArrowLeft: () => goTo(step() - 1),
    ArrowRight: () => goTo(step() + 1),
    ArrowUp: () => goTo(step() - row),
    ArrowDown: () => goTo(step() + row),
    Home: () => goTo(first),
    End: () => goTo(last),
  };
  const letters = { c: copyCommand, l: copyLink, "?": () => openHelp(!help.open), "<": () => faster(-1), ">": () => faster(1) };
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape") return openHelp(false);
    if (target === speed && !(key in letters)) return;
    if (key === " " && target.tagName === "BUTTON") return; // The button presses itself.
    const action = keys[key] ?? letters[key.toLowerCase()];
    if (cells.byKey(key, target)) event.preventDefault();
    else if (action && !(stills.length === 1 && key in keys)) {
      event.preventDefault();
      action();
    }
  });

  /** A page may choose light or dark (data-theme on its root) against what its reader's system has. */
  function setTheme(name) {
    const wanted = { light: "not all", dark: "all" }[name] ?? "(prefers-color-scheme: dark)";
    for (const rule of document.styleSheets[0].cssRules) {
      if (!rule.media?.mediaText.includes("color-scheme") && !rule.followsScheme) continue;
      rule.followsScheme = true;
      rule.media.mediaText = wanted;
    }
    document.documentElement.style.colorScheme = name ?? "";
  }

  new MutationObserver(() => setTheme(document.documentElement.dataset.theme))
    .observe(document.documentElement, { attributeFilter: ["data-theme"] });
  if (document.documentElement.dataset.theme) setTheme(document.documentElement.dataset.theme);

  calm.addEventListener("change", () => { if (calm.matches) setPlaying(false); });
  document.addEventListener("visibilitychange", () => { seen = !document.hidden; wait(); });
  new IntersectionObserver(([entry]) => { seen = entry.isIntersecting && !document.hidden; wait(); }).observe(picture.parentElement);
  new ResizeObserver(layTrack).observe(track);

  const restack = () => { stack(narrow.matches); cells.show(); };
  narrow.addEventListener("change", restack);
  restack();

  let started = false;
  [copy, link, ask].forEach((button) => { button.hidden = false; });
  link.hidden = location.protocol === "about:"; // A frame that is written in another page has no address.
  if (stills.length > 1) player.hidden = false;
  if (stills.length === 1) link.hidden = true;
  if (linked() !== null) goTo(linked());
  else {
    frame = calm.matches ? stills[data.telling] : 0;
    setPlaying(!calm.matches && stills.length > 1);
  }
  started = true;
})();
