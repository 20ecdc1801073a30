// Where the focus goes when it has nowhere to go: to the act that is advised.

const BEST = [
  ".palette input",
  ".form [checked]",
  ".form input, .form textarea",
  ".hold button.main",
  ".hold .acts button",
  ".list button",
  ".question button:not([disabled]):not([aria-pressed=true])",
  ".acts .main",
  "button.main",
  ".tab",
];
let pointing = false;

/** Focuses the element that most likely comes next, if there is one. */
export function focusBest() {
  const found = BEST.map((selector) => document.querySelector(selector)).find(Boolean);
  if (found instanceof HTMLElement) found.focus();
}

/** Draws, and when that took away the element with the focus, gives it to the best one. */
export function keepingFocus(/** @type {() => void} */ draw) {
  const had = document.activeElement !== document.body;
  draw();
  if (had && document.hasFocus() && document.activeElement === document.body) focusBest();
}

/** When the agent comes in by key, the focus starts at the best element; a press of the mouse chooses itself. */
export function welcomeFocus() {
  addEventListener(
    "pointerdown",
    () => {
      pointing = true;
      setTimeout(() => (pointing = false));
    },
    { capture: true },
  );
  addEventListener(
    "focus",
    () => !pointing && document.activeElement === document.body && focusBest(),
  );
}
