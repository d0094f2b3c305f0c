// Digits typed on the page's own keys: shown at once, sent as one number.

const LONGEST = 18; // the engine keeps no more (dialogs/engine/writing.py)
const WIDE = 10; // digits that fit in large letters
const SAME = /[\u0660-\u0669\u06F0-\u06F9]/; // Arabic and Persian digits of a hardware keyboard

export const typed = () => document.querySelector(".draft")?.dataset.draft ?? "";

export function touch(button) {
  const draft = button.closest("form").querySelector(".draft");
  const text = draft.dataset.draft;
  if (button.value === "enter") send(text);
  else if (button.value === "erase") write(draft, text.slice(0, -1));
  else write(draft, (text + button.value).slice(0, LONGEST));
}

function write(draft, text) {
  draft.dataset.draft = text;
  draft.classList.toggle("long", text.length > WIDE);
  draft.textContent = [...text].map(figure).join("") || "\u00a0";
}

function figure(digit) {
  return document.querySelector(`.keys button[value="${CSS.escape(digit)}"]`)?.textContent.trim() ?? digit;
}

function send(text) {
  const form = document.querySelector("form.number");
  if (!text || !form) return;
  form.elements.text.value = text;
  form.requestSubmit();
}

// A hardware keyboard works too, wherever the focus is outside a text field.
export function press(event) {
  const draft = document.querySelector(".draft");
  if (!draft || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea")) return;
  const key = SAME.test(event.key) ? String(event.key.charCodeAt(0) & 15) : event.key;
  if (/^[0-9+]$/.test(key)) write(draft, (draft.dataset.draft + key).slice(0, LONGEST));
  else if (key === "Backspace") write(draft, draft.dataset.draft.slice(0, -1));
  else if (key === "Enter" && !event.target.matches("button, summary, a")) send(draft.dataset.draft);
}
