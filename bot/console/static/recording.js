// The microphone of a form: one touch begins, a second one sends. Where there is none, a file is chosen.

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const BITS = 32000; // a second; speech in Opus needs no more
const LONGEST = 5 * 60 * 1000; // milliseconds; a forgotten microphone ends by itself

let recorder = null;

const speaks = (able) => document.documentElement.classList.toggle("speaks", able);

function dress(form, running) {
  form.classList.toggle("recording", running);
  const words = form.querySelector("[data-record] span");
  const button = form.querySelector("[data-record]");
  button.dataset.start ??= words.textContent;
  words.textContent = running ? button.dataset.stop : button.dataset.start;
  const status = form.querySelector("[role=status]");
  status.textContent = running ? status.dataset.running : "";
}

async function begin(form) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    listen(form, stream);
  } catch {
    speaks(false);
    const status = form.querySelector("[role=status]");
    status.textContent = status.dataset.denied;
  }
}

function listen(form, stream) {
  const chunks = [];
  recorder = new MediaRecorder(stream, { mimeType: KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)), audioBitsPerSecond: BITS });
  const timer = setTimeout(() => recorder?.stop(), LONGEST);
  recorder.ondataavailable = (event) => chunks.push(event.data);
  recorder.onstop = () => {
    clearTimeout(timer);
    stream.getTracks().forEach((track) => track.stop());
    const type = recorder.mimeType.split(";")[0];
    recorder = null;
    dress(form, false);
    send(form, new File([new Blob(chunks, { type })], "voice", { type }));
  };
  dress(form, true);
  recorder.start();
}

function send(form, file) {
  if (!file.size || file.size > Number(form.dataset.most)) return;
  const carrier = new DataTransfer();
  carrier.items.add(file);
  form.elements.voice.files = carrier.files;
  form.requestSubmit();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-record]");
  if (!button) return;
  if (recorder) recorder.stop();
  else begin(button.form);
});

speaks(Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder));
