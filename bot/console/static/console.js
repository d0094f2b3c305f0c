// A page of the console renews its live parts when the house says that something changed. Without scripts it still works.

const BUSY = "input:not([type=hidden]), textarea, select";
let missed = false; // news came while a part was in use

const parts = () => [...document.querySelectorAll("[data-live][id]")];

// What somebody is typing, saying or hearing is never taken from her.
function inUse(part) {
  if (part.querySelector(".recording")) return true;
  if ([...part.querySelectorAll("audio")].some((audio) => !audio.paused)) return true;
  if (part.contains(document.activeElement) && document.activeElement.matches(BUSY)) return true;
  return [...part.querySelectorAll("input[type=text], textarea")].some((field) => field.value !== field.defaultValue);
}

function put(part, fresh) {
  if (part.innerHTML === fresh.innerHTML) return;
  const stops = "a[href], button, summary";
  const place = [...part.querySelectorAll(stops)].indexOf(document.activeElement);
  const opened = [...part.querySelectorAll("details[open][id]")].map((each) => each.id);
  part.innerHTML = fresh.innerHTML;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  if (place >= 0) part.querySelectorAll(stops)[place]?.focus({ preventScroll: true });
  htmx.process(part);
}

async function renew() {
  if (!parts().length) return;
  try {
    const response = await fetch(location.href, { headers: { "HX-Request": "true" } });
    if (response.status === 401) return location.assign(response.headers.get("HX-Redirect"));
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    missed = false;
    for (const part of parts()) {
      const other = fresh.getElementById(part.id);
      if (!other) continue;
      if (inUse(part)) missed = true;
      else put(part, other);
    }
  } catch { /* no network: the events come back with it */ }
}

function follow() {
  const address = document.body.dataset.events;
  if (!address) return;
  const events = new EventSource(address);
  events.addEventListener("news", (event) => {
    if (event.data !== document.body.dataset.pulse) renew();
    document.body.dataset.pulse = event.data;
  });
  document.addEventListener("focusout", () => setTimeout(() => missed && renew(), 300));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
}

// One menu at a time, and Escape closes it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector(".menu[open]");
  menu?.removeAttribute("open");
  menu?.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open");
});

// A recording at the pace one understands it.
const paces = document.querySelector(".paces");
if (paces) {
  const sound = document.getElementById("sound");
  paces.hidden = false;
  paces.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-pace]");
    if (!chosen) return;
    sound.preservesPitch = true;
    sound.playbackRate = sound.defaultPlaybackRate = Number(chosen.dataset.pace);
    for (const each of paces.querySelectorAll("[data-pace]")) each.setAttribute("aria-pressed", String(each === chosen));
  });
}

follow();
