// One page, one question: it says itself, takes one answer, and fetches itself again when something new was said.

import * as keypad from "./keypad.js";
import * as recorder from "./recorder.js";
import * as sound from "./sound.js";

const HOLD = 600; // milliseconds; holding a control says its name instead of doing it
const FIRST_TRY = 2000; // milliseconds before an act is sent again; doubled each time
const LAST_TRY = 30000;
const MEND = 6000; // milliseconds before a page that shows an error fetches itself again

let present = null; // the #page that was last laid out
let told = -1; // what the events said is the newest
let last = null; // the form that was last submitted, and its button
let patience = FIRST_TRY;
let retry = 0;
let held = false;
let asked = false; // whether a missing clip has made the page fetch itself already
let events = null;

const page = () => document.getElementById("page");
const sequence = () => Number(page().dataset.seq);

function begin() {
  present = page();
  document.documentElement.lang = present.lang;
  document.documentElement.dir = present.dir;
  present.querySelector("[data-mute]")?.setAttribute("aria-pressed", String(sound.muted()));
  recorder.prepare(present);
  present.querySelector("#question")?.focus({ preventScroll: true });
  scrollTo(0, 0);
  for (const url of [present.dataset.offline, present.dataset.denied]) if (url) fetch(url).catch(() => {});
  if (!sound.muted()) sound.play(sound.everything());
  patience = FIRST_TRY;
  clearTimeout(retry);
  if (sequence() < 0 && events) retry = setTimeout(() => refresh(), MEND);
  else if (told > sequence()) catchUp();
}

// Fetching the page anew

const occupied = () =>
  recorder.recording() || page().classList.contains("busy") || keypad.typed() !== "" ||
  [...document.querySelectorAll(".text [name=text]")].some((field) => field.value !== "");

function catchUp() {
  if (told > sequence() && !occupied()) refresh();
}

// A page that has nothing new to say is left as it is, unless its clips have to be named anew.
async function refresh(anyway = false) {
  try {
    const response = await fetch(location.pathname, { headers: { "HX-Request": "true" } });
    if (response.status === 404) events?.close();
    const carrier = document.createElement("template");
    carrier.innerHTML = await response.text();
    const fresh = carrier.content.querySelector("#page");
    if (!fresh || occupied() || (!anyway && fresh.dataset.seq === page().dataset.seq)) return;
    page().replaceWith(fresh);
    htmx.process(fresh);
  } catch { /* no network: the events come back with it */ }
}

function follow() {
  events = new EventSource(`${page().dataset.here}/events`);
  events.addEventListener("news", (event) => {
    told = Number(event.data);
    catchUp();
  });
}

// Sending

function sending(event) {
  last = { form: event.target, button: event.submitter };
  page().classList.add("busy");
  (event.submitter?.closest(".tile") ?? event.submitter)?.classList.add("chosen");
  sound.stop();
}

// Nothing is lost: the same act is sent until it has arrived. Its nonce makes it count once.
function failed() {
  if (!last?.form.isConnected) return;
  page().querySelector(".alert.offline").hidden = false;
  if (patience === FIRST_TRY && !sound.muted()) sound.play([{ url: page().dataset.offline }]);
  clearTimeout(retry);
  retry = setTimeout(again, patience);
  patience = Math.min(2 * patience, LAST_TRY);
}

function again() {
  if (last?.form.isConnected) last.form.requestSubmit(last.button);
}

// Touching

function clicked(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (held) {
    held = false;
    event.preventDefault();
  } else if ("hear" in button.dataset) {
    sound.play([{ url: button.dataset.hear, mark: button.closest("[data-say]") }]);
  } else if ("again" in button.dataset) {
    event.preventDefault();
    sound.play(sound.everything());
  } else if ("mute" in button.dataset) {
    sound.mute(!sound.muted());
    button.setAttribute("aria-pressed", String(sound.muted()));
    if (!sound.muted()) sound.play(sound.everything());
  } else if ("record" in button.dataset) recorder.touch(button);
  else if ("throw" in button.dataset) recorder.throwAway();
  else if (button.closest(".keypad")) {
    event.preventDefault();
    keypad.touch(button);
  }
}

function holdable() {
  let timer = 0;
  document.addEventListener("pointerdown", (event) => {
    const button = event.target.closest("[data-name]");
    held = false;
    if (!button) return;
    timer = setTimeout(() => {
      held = true;
      sound.play([{ url: button.dataset.name }]);
    }, HOLD);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) document.addEventListener(end, () => clearTimeout(timer));
}

// An invitation comes in by itself; a messenger that only looks at the link runs no scripts.
function enter() {
  const door = document.querySelector("form[data-enter]");
  door?.requestSubmit();
  return Boolean(door);
}

function start() {
  if (enter()) return;
  document.addEventListener("click", clicked, true);
  document.addEventListener("keydown", keypad.press);
  document.addEventListener("submit", sending, true);
  document.addEventListener("htmx:error", failed);
  document.addEventListener("contextmenu", (event) => { if (event.target.closest("[data-name]")) event.preventDefault(); });
  document.addEventListener("sound:missing", () => { if (!asked && !occupied()) { asked = true; refresh(true); } });
  document.addEventListener("visibilitychange", () => { if (events && !document.hidden && !occupied()) refresh(); });
  window.addEventListener("online", again);
  holdable();
  new MutationObserver(() => { if (page() && page() !== present) begin(); }).observe(document.body, { childList: true });
  begin();
  if (page().dataset.here) follow();
}

start();
