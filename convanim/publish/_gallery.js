"use strict";
(() => {
  const REST_MS = 150; // A pointer that passes by starts nothing.
  const STAY_MS = 400; // On a touch screen the page has to stand still for so long.
  const COPIED_MS = 2000;
  const words = JSON.parse(document.getElementById("words").textContent);
  const all = document.getElementById("all");
  const said = document.getElementById("said");
  const cards = [...document.querySelectorAll(".card")];
  const films = cards.filter((card) => card.querySelector("img[data-film]"));
  const fine = matchMedia("(hover: hover) and (pointer: fine)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const kept = (() => { try { return sessionStorage; } catch { return null; } })();

  let playing = null; // the card, one at a time
  let asked = false; // whether somebody pressed its button
  let stopped = null; // the card that somebody stopped, until the pointer leaves it
  let coming; // the timer of a card that is about to play
  let ending;
  let turns = 0;

  const still = (card) => card.querySelector("img").dataset.still;
  const say = (text) => { said.textContent = ""; said.textContent = text; };

  function play(card, on_demand) {
    clearTimeout(coming);
    if (playing === card) { asked ||= on_demand; return; }
    stop();
    playing = card;
    asked = on_demand;
    const image = card.querySelector("img");
    const { film, lasts, times } = image.dataset;
    card.style.setProperty("--lasts", `${lasts}ms`);
    card.style.setProperty("--times", times === "0" ? "infinite" : times);
    card.classList.add("playing");
    image.addEventListener("load", loaded);
    // A name of its own begins the film anew.
    image.src = `${film}?${++turns}`;
    named(card);
  }

  function loaded(event) {
    const image = event.target;
    image.removeEventListener("load", loaded);
    const card = image.closest(".card");
    if (card !== playing) return;
    card.classList.add("loaded");
    const { lasts, times } = image.dataset;
    if (times !== "0") ending = setTimeout(stop, lasts * times);
  }

  function stop() {
    clearTimeout(ending);
    if (!playing) return;
    const card = playing;
    playing = null;
    asked = false;
    const image = card.querySelector("img");
    image.removeEventListener("load", loaded);
    image.src = still(card);
    card.classList.remove("playing", "loaded");
    named(card);
  }

  function named(card) {
    const title = card.querySelector("h3").textContent.trim();
    const text = (card === playing ? words.pause : words.play).replace("{title}", title);
    card.querySelector(".play").setAttribute("aria-label", text);
  }

  /** Whether cards play by themselves; who wants little motion asks for it. */
  const free = () => (kept?.getItem("convanim-plays") ?? (calm.matches ? "no" : "yes")) === "yes";

  function showAll() {
    all.classList.toggle("on", free());
    document.body.classList.toggle("resting", !free());
    all.querySelector("span").textContent = free() ? words.pause_all : words.play_all;
  }

  all.addEventListener("click", () => {
    const now = free() ? "no" : "yes";
    try { kept?.setItem("convanim-plays", now); } catch { /* then for this press alone */ }
    clearTimeout(coming);
    if (now === "no") stop();
    else if (!fine.matches) nearest();
    showAll();
  });

  function soon(card, ms) {
    clearTimeout(coming);
    if (free() && card !== stopped && !(asked && playing)) coming = setTimeout(() => play(card, false), ms);
  }

  function pressed(card) {
    clearTimeout(coming);
    if (playing === card) {
      stopped = card;
      stop();
    } else {
      stopped = null;
      play(card, true);
    }
  }

  function left(card) {
    clearTimeout(coming);
    if (stopped === card) stopped = null;
    if (playing === card && !asked) stop();
  }

  /** Play the card in the middle of the window. */
  function nearest() {
    const middle = innerHeight / 2;
    const away = (card) => {
      const { top, bottom } = card.querySelector(".figure").getBoundingClientRect();
      return bottom < 0 || top > innerHeight ? Infinity : Math.abs((top + bottom) / 2 - middle);
    };
    const best = films.reduce((one, other) => (away(other) < away(one) ? other : one), films[0]);
    if (best && away(best) < Infinity) soon(best, STAY_MS);
  }

  films.forEach((card) => {
    const button = card.querySelector(".play");
    button.hidden = false;
    named(card);
    button.addEventListener("click", () => pressed(card));
    card.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") soon(card, REST_MS); });
    card.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") left(card); });
    card.addEventListener("focusin", (event) => { if (event.target.matches(":focus-visible")) soon(card, REST_MS); });
    card.addEventListener("focusout", (event) => { if (!card.contains(event.relatedTarget)) left(card); });
    card.querySelector(".figure").addEventListener("click", () => { if (!fine.matches) pressed(card); });
  });

  addEventListener("scroll", () => {
    if (playing) {
      const { top, bottom } = playing.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) stop();
    }
    if (!fine.matches) nearest();
  }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { clearTimeout(coming); stop(); } });
  calm.addEventListener("change", () => { if (!free()) stop(); showAll(); });

  async function copy(card) {
    const code = card.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);
      if (!document.execCommand("copy")) return; // Then it is at least selected.
      getSelection().removeAllRanges();
    }
    const note = card.querySelector(".said");
    card.classList.add("copied");
    note.hidden = false;
    say(words.command_copied);
    setTimeout(() => { card.classList.remove("copied"); note.hidden = true; }, COPIED_MS);
  }

  cards.forEach((card) => {
    const button = card.querySelector(".copy");
    button.hidden = false;
    button.addEventListener("click", () => copy(card));
  });
  if (films.length) all.hidden = false;
  showAll();
  if (!fine.matches) nearest();
})();
