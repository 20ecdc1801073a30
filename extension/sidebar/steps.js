// Which of the six steps a case is at, and what an agent can do there. Pure.

/** The six steps of the process (Socialfabriek), in order. */
export const STEPS = ["monitor", "assess", "respond", "gather", "answer", "document"];

const AFTER = {
  replied: "document",
  skipped: "document",
  promised: "gather",
  handed_over: "gather",
  informed: "answer",
  answered: "document",
  closed: "document",
};

/** @param {AppState} app @returns {string} the step the case is at now */
export function stepOf({ known, page }) {
  const here = AFTER[page?.memory?.last ?? ""];
  const file = known?.case;
  if (!file || here) return here ?? "assess";
  if (file.status === "done") return "document";
  return file.status === "waiting" ? STEPS[file.step - 1] : "assess";
}

/** What was decided about this post from here, if anything: the event's type. */
export function decided({ page }) {
  const last = page?.memory?.last;
  return ["replied", "skipped", "answered", "closed"].includes(last ?? "") ? last : null;
}

/**
 * The acts to offer, the best one first.
 * @param {AppState} app
 * @returns {string[]} kinds of forms.js
 */
export function actsFor(app) {
  const step = stepOf(app);
  if (app.page?.memory?.last === "closed") return ["reopen", "note"];
  if (step === "gather") return ["informed", "answered", "hand_over", "note", "close"];
  if (step === "answer") return ["answered", "hand_over", "note", "close"];
  if (step === "document") return ["close", "note", "hand_over", "promise", "reply"];
  const first = app.page?.verdict?.reply === "not_wanted" ? ["skip", "reply"] : ["reply", "skip"];
  return [...first, "hand_over", "promise", "note"];
}

/** The key of each act and correction where the settings name no other one. */
export const KEYS = {
  reply: "r",
  skip: "n",
  hand_over: "h",
  promise: "p",
  note: "t",
  informed: "i",
  answered: "a",
  close: "c",
  reopen: "o",
  platform_type: "1",
  approach: "2",
  kind: "3",
  priority: "4",
};

/** Keys that are pressed with others: into the sidebar from the page, and to all commands. */
export const CHORDS = {
  enter: { with: "Alt+Shift+", key: "j" },
  commands: { with: "Ctrl+", key: "k" },
};

/** How a chord is shown and told to assistive technology. @param {{settings: Settings}} app @param {"enter" | "commands"} name */
export function chord({ settings }, name) {
  return `${CHORDS[name].with}${(settings.keys?.[name] ?? CHORDS[name].key).toUpperCase()}`;
}

/** Whether an event is this chord; by its place on the keyboard, as Alt+Shift changes what a key writes. */
export function isChord(event, { settings }, name) {
  const key = settings.keys?.[name] ?? CHORDS[name].key;
  const held =
    name === "enter"
      ? event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey
      : (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return held && event.code === `${/\d/.test(key) ? "Digit" : "Key"}${key.toUpperCase()}`;
}

/** @param {AppState} app @param {string} kind */
export function keyOf({ settings }, kind) {
  return settings.keys?.[kind] ?? KEYS[kind];
}
