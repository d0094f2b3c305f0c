// Écoute-toi: a touch on a scene plays what belongs to it, the loudspeaker at the top all of it; a second touch stops.
import { play, stop } from "./sound.js";

const scenes = [...document.querySelectorAll("[data-clips]")];
const all = document.querySelector("[data-all]");
const clips = (button) => button.dataset.clips.split(" ").filter(Boolean).map((url) => ({ url, mark: button }));

function touched(buttons) {
  const playing = buttons.some((button) => button.classList.contains("speaking-now"));
  if (playing) stop();
  else play(buttons.flatMap(clips));
}

scenes.forEach((button) => button.addEventListener("click", () => touched([button])));
all.addEventListener("click", () => touched(scenes));
