// Icons as paths on a 20 × 20 grid, drawn with the colour of the text. A word always stands beside them.
import { h } from "./view.js";

const PATHS = {
  wanted: "M3.5 4.5h13v9h-7l-4 3.5v-3.5h-2zM7 9l2.2 2.2L13.4 7",
  not_wanted: "M3.5 4.5h13v9h-7l-4 3.5v-3.5h-2zM7.8 6.8l4.4 4.4M12.2 6.8l-4.4 4.4",
  your_call:
    "M3.5 4.5h13v9h-7l-4 3.5v-3.5h-2zM8.2 7.6a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1M10 12v.1",
  held: "M10 2.8 17.5 16H2.5zM10 8v3.6M10 13.7v.1",
  none: "M3.5 4.5h13v9h-7l-4 3.5v-3.5h-2z",
  close: "M5 5l10 10M15 5 5 15",
  settings: "M4 6h7M15 6h1M13 4v4M4 14h1M9 14h7M7 12v4",
  link: "M8 5H4.5v10.5H15V12M11 4.5h4.5V9M15.2 4.8 9 11",
  up: "M10 15.5v-11M5.5 9 10 4.5 14.5 9",
  down: "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
  place:
    "M10 17s5.5-5 5.5-9a5.5 5.5 0 0 0-11 0c0 4 5.5 9 5.5 9zM10 9.6a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4",
  clock: "M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6M10 6.2V10l2.6 1.8",
  person: "M10 9.6a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 16.8c.5-3 3-4.6 6-4.6s5.5 1.6 6 4.6",
  check: "M4 10.5 8 14.5 16 5.5",
  warning: "M10 4.5v7M10 14.5v.1",
  copy: "M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M13 13l4 4",
};

/**
 * @param {keyof typeof PATHS} name
 * @param {number} [size] in CSS pixels
 */
export function icon(name, size = 20) {
  return h(
    "svg",
    { viewBox: "0 0 20 20", width: size, height: size, class: "icon", "aria-hidden": "true" },
    h("path", { d: PATHS[name] }),
  );
}
