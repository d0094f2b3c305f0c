// The microphone: one touch begins, a second one sends. Where there is none, a file is chosen or recorded elsewhere.

import { play, stop as silence } from "./sound.js";

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"]; // in the order they are best decoded
const ENDINGS = { "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a" };
const BITS = 32000; // a second; speech in Opus needs no more, and a slow network carries it
const LONGEST = 5 * 60 * 1000; // milliseconds; a forgotten microphone ends by itself

let state = "idle"; // idle | asking | recording
let recorder = null;
let kept = true;

export const recording = () => state !== "idle";
const can = () => Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

// Lay out the form of a page that has just come in.
export function prepare(page) {
  const form = page.querySelector("form.voice");
  if (!form) return;
  offer(form, can());
  form.elements.voice.addEventListener("change", () => { if (fits(form)) form.requestSubmit(); });
}

function offer(form, microphone) {
  form.querySelector("[data-record]").hidden = !microphone;
  form.querySelector(".file").hidden = microphone;
  form.querySelector("[data-send]").hidden = true;
}

export function touch(button) {
  if (state === "idle") begin(button.closest("form"));
  else if (state === "recording") recorder.stop();
}

export function throwAway() {
  kept = false;
  recorder?.stop();
}

async function begin(form) {
  state = "asking";
  silence();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    listen(form, stream);
  } catch {
    state = "idle";
    refuse(form);
  }
}

// The person, or her phone, does not let us listen: said aloud, and the other ways stay.
function refuse(form) {
  offer(form, false);
  show("denied");
}

function show(name) {
  const page = document.getElementById("page");
  page.querySelector(`.alert.${name}`).hidden = false;
  const url = { denied: page.dataset.denied, "too-big": page.dataset.tooBig }[name];
  play([{ url }]);
}

function listen(form, stream) {
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const chunks = [];
  const timer = setTimeout(() => recorder.stop(), LONGEST);
  const quiet = follow(stream, form);
  recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
  recorder.ondataavailable = (event) => chunks.push(event.data);
  recorder.onstop = () => {
    clearTimeout(timer);
    quiet();
    stream.getTracks().forEach((track) => track.stop());
    end(form, new Blob(chunks, { type: recorder.mimeType.split(";")[0] }));
  };
  kept = true;
  state = "recording";
  dress(form, true);
  recorder.start();
}

function dress(form, running) {
  form.classList.toggle("recording", running);
  const button = form.querySelector("[data-record]");
  if (!button.dataset.start) button.dataset.start = button.getAttribute("aria-label");
  button.setAttribute("aria-label", running ? button.dataset.stop : button.dataset.start);
  form.querySelector("[data-throw]").hidden = !running;
  form.querySelector(".listening").textContent = running ? form.querySelector(".listening").dataset.running : "";
}

function end(form, blob) {
  state = "idle";
  recorder = null;
  if (!form.isConnected) return;
  dress(form, false);
  if (!kept) return;
  const file = new File([blob], `voice.${ENDINGS[blob.type] ?? "bin"}`, { type: blob.type });
  const carrier = new DataTransfer();
  carrier.items.add(file);
  form.elements.voice.files = carrier.files;
  if (fits(form)) form.requestSubmit();
}

function fits(form) {
  const size = form.elements.voice.files[0]?.size ?? 0;
  if (size <= Number(document.getElementById("page").dataset.most)) return size > 0;
  form.elements.voice.value = "";
  show("too-big");
  return false;
}

// The ring around the microphone grows with the voice, so that it can be seen that somebody listens.
function follow(stream, form) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const ring = form.querySelector(".ring");
  let frame = 0;
  const draw = () => {
    analyser.getByteTimeDomainData(samples);
    const peak = Math.max(...samples.map((sample) => Math.abs(sample - 128))) / 128;
    ring.style.setProperty("--level", peak.toFixed(2));
    frame = requestAnimationFrame(draw);
  };
  draw();
  return () => {
    cancelAnimationFrame(frame);
    context.close();
  };
}
