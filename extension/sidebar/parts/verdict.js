// The verdict in one sentence, and what the agent may correct in it with one key.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { certaintyWord, verdictTone } from "../tone.js";
import { keyOf } from "../steps.js";

/**
 * What can be corrected, and what it may become: in a ring, what is easily taken for each other side by
 * side, so that a key with or without Shift is at most two presses away from any of them.
 * @type {[Correctable, string[]][]}
 */
export const CORRECTABLE = [
  ["platform_type", ["brand_generated", "consumer_generated"]],
  ["approach", ["reactive", "proactive"]],
  ["kind", ["complaint", "question", "suggestion", "compliment", "other"]],
  ["priority", ["low", "normal", "high", "urgent"]],
];

/** @param {Correctable} field @returns {string[]} what it may become */
export function choicesFor(field) {
  return CORRECTABLE.find(([name]) => name === field)?.[1] ?? [];
}

/** What stands there now, a correction that is on its way included. @param {AppState} app @param {Correctable} field */
export function valueOf({ correcting, page }, field) {
  return correcting?.field === field ? correcting.to : (page?.verdict?.[field] ?? "");
}

/** The value beside the present one in the ring. @param {AppState} app @param {Correctable} field @param {1 | -1} by */
export function besideOf(app, field, by) {
  const all = choicesFor(field);
  return all[(all.indexOf(valueOf(app, field)) + by + all.length) % all.length];
}

/** @param {Judged} app @param {Acts} act */
export function verdict(app, act) {
  const { t } = app.words;
  const { verdict: said } = app.page;
  const tone = verdictTone(said);
  const sure = isCorrected(app) ? "yours" : certaintyWord(said.certainty);
  return h(
    "section",
    { key: "verdict", class: `verdict ${tone.colour}`, "aria-labelledby": "verdict-title" },
    h(
      "div",
      { class: "verdict-head" },
      icon(tone.icon, 28),
      h("h2", { id: "verdict-title", class: "big" }, t(tone.title)),
    ),
    h(
      "p",
      {},
      h("b", {}, t(`certainty.${sure}`)),
      ` ${sentence(app)}`,
      sure !== "sure" && ` ${t(`certainty.${sure}_why`)}`,
    ),
    h(
      "div",
      { class: "chips", role: "group", "aria-label": t("verdict.correct") },
      CORRECTABLE.map(([field, choices]) => chip(app, act, field, choices)),
    ),
    app.correcting && choice(app, act),
  );
}

/** Whether the agent has corrected what the advice follows from. */
const isCorrected = ({ page }) =>
  Boolean(page.memory?.corrected?.platform_type || page.memory?.corrected?.approach);

/** Why the matrix says so, in one sentence about this cell. */
export function sentence({ page, words, rulebook }) {
  const { platform_type, approach, reply } = page.verdict;
  const brand = rulebook?.brand.name ?? words.t("brand");
  const invited =
    reply === "wanted" && platform_type === "consumer_generated" && approach === "proactive";
  return words.t(invited ? "cell.invited" : `cell.${platform_type}.${approach}`, { brand });
}

function chip(app, act, field, choices) {
  const { t } = app.words;
  const key = keyOf(app, field);
  const value = valueOf(app, field);
  return h(
    "button",
    {
      key: field,
      class: `chip ${field}-${value}`,
      title: t("verdict.correct"),
      "aria-expanded": choices.length > 2 ? String(app.correcting?.field === field) : null,
      "aria-keyshortcuts": key,
      onclick: () => act.correct(field),
    },
    h("span", { class: "hidden" }, `${t(`field.${field}`)}: `),
    t(`${field}.${value}`),
    h("kbd", { "aria-hidden": "true" }, key.toUpperCase()),
  );
}

function choice(app, act) {
  const { t } = app.words;
  const { field, to: now } = app.correcting;
  return h(
    "div",
    { class: "choices", role: "group", "aria-label": t(`field.${field}`) },
    choicesFor(field).map((to) =>
      h(
        "button",
        {
          "aria-pressed": String(to === now),
          onclick: () => act.correctTo(field, to),
        },
        t(`${field}.${to}`),
      ),
    ),
    h("span", { class: "soft" }, t("verdict.step", { key: keyOf(app, field).toUpperCase() })),
  );
}
