// What is heard: one clip after the other, what is spoken lit up meanwhile.

const PAUSE = 350; // milliseconds between clips; a question and its choices must not run into each other
const player = new Audio(); // one element for everything: where it may play once, it may play again
const OPUS = player.canPlayType('audio/ogg; codecs="opus"') !== ""; // Safari before 18.4 cannot
let turn = 0;
let waiting = null; // what could not be played before the first touch

const root = document.documentElement;

export function muted() {
  try { return localStorage.getItem("muted") === "yes"; } catch { return false; }
}

export function mute(yes) {
  try { localStorage.setItem("muted", yes ? "yes" : "no"); } catch { /* private windows may refuse to keep it */ }
  if (yes) stop();
}

// All that the page has to say, in the order it stands there.
export function everything() {
  return [...document.querySelectorAll("#page [data-say]")]
    .filter((element) => element.dataset.say && element.offsetParent !== null)
    .map((element) => ({ url: element.dataset.say, mark: element }));
}

export function stop() {
  turn += 1;
  waiting = null;
  player.pause();
  unmark();
}

// Play clips in order; a later call ends an earlier one. A clip that cannot be had is passed over.
export async function play(clips) {
  stop();
  const mine = turn;
  for (const [place, clip] of clips.entries()) {
    if (place) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (mine !== turn) return;
    mark(clip.mark);
    const outcome = await one(clip.url);
    if (mine !== turn) return;
    unmark();
    if (outcome === "blocked") {
      root.dataset.sound = "blocked";
      waiting = clips;
      return;
    }
  }
}

function one(url) {
  return new Promise((resolve) => {
    player.onplaying = () => { delete root.dataset.sound; };
    player.onended = () => resolve("played");
    player.onerror = () => { missing(url); resolve("missing"); };
    player.onpause = () => { if (!player.ended) resolve("stopped"); };
    player.src = playable(url);
    player.play().catch((error) => { if (error.name === "NotAllowedError") resolve("blocked"); });
  });
}

// Our own clips are there in two forms; a recording is as it was made.
const playable = (url) => (OPUS ? url : url.replace(/^(\/sounds\/.*)\.ogg$/, "$1.m4a"));

function missing(url) {
  document.dispatchEvent(new CustomEvent("sound:missing", { detail: { url } }));
}

function mark(element) {
  element?.classList.add("speaking-now");
}

function unmark() {
  for (const element of document.querySelectorAll(".speaking-now")) element.classList.remove("speaking-now");
}

// The first touch anywhere lets the browser speak.
function touched(event) {
  if (!waiting || event.target.closest?.("[data-hear], [data-again], [data-record], [type=submit]")) return;
  const clips = waiting;
  waiting = null;
  play(clips);
}
document.addEventListener("pointerup", touched);
document.addEventListener("keyup", touched);
