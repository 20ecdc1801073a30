// The collapsed sidebar: one button with the verdict's colour, icon and word.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { toneOf } from "../tone.js";
import { chord } from "../steps.js";

/** @param {AppState} app @param {Acts} act */
export function tab(app, act) {
  const { t } = app.words;
  const tone = toneOf(app);
  return h(
    "button",
    {
      key: "tab",
      class: `tab ${tone.colour}`,
      onclick: () => act.dock(true),
      "aria-label": t("sidebar.tab_label", { short: t(tone.short), verdict: t(tone.title) }),
      "aria-expanded": "false",
      "aria-keyshortcuts": chord(app, "enter"),
      title: t("sidebar.tab_hint", { keys: chord(app, "enter") }),
    },
    icon(tone.icon, 24),
    h("span", { class: "tab-word" }, t(tone.short)),
  );
}
