// The verdict in one sentence, and what the agent may correct in it with one key.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { certaintyWord, verdictTone } from "../tone.js";

/**
 * What can be corrected, in the order of its keys 1 to 4, and what it may become.
 * @type {[Correctable, string[]][]}
 */
export const CORRECTABLE = [
  ["platform_type", ["brand_generated", "consumer_generated"]],
  ["approach", ["reactive", "proactive"]],
  ["kind", ["question", "complaint", "compliment", "suggestion", "other"]],
  ["priority", ["low", "normal", "high", "urgent"]],
];

/** @param {Correctable} field @returns {string[]} what it may become */
export function choicesFor(field) {
  return CORRECTABLE.find(([name]) => name === field)?.[1] ?? [];
}

/** @param {Judged} app @param {Acts} act */
export function verdict(app, act) {
  const { t } = app.words;
  const { verdict: said } = app.page;
  const tone = verdictTone(said);
  return h(
    "section",
    { key: "verdict", class: `verdict ${tone.colour}`, "aria-labelledby": "verdict-title" },
    h(
      "div",
      { class: "verdict-head" },
      icon(tone.icon, 28),
      h("h2", { id: "verdict-title", class: "big" }, t(tone.title)),
    ),
    h("p", {}, sentence(app)),
    h(
      "p",
      { class: "certainty" },
      h("b", {}, t(`certainty.${certaintyWord(said.certainty)}`)),
      " ",
      t(`certainty.${certaintyWord(said.certainty)}_why`),
    ),
    h(
      "div",
      { class: "chips", role: "group", "aria-label": t("verdict.correct") },
      CORRECTABLE.map(([field, choices], at) => chip(app, act, field, choices, at + 1)),
    ),
    app.correcting && choice(app, act),
  );
}

/** Why the matrix says so, in one sentence about this cell. */
export function sentence({ page, words, rulebook }) {
  const { platform_type, approach, reply } = page.verdict;
  const brand = rulebook?.brand.name ?? words.t("brand");
  const invited =
    reply === "wanted" && platform_type === "consumer_generated" && approach === "proactive";
  return words.t(invited ? "cell.invited" : `cell.${platform_type}.${approach}`, { brand });
}

function chip(app, act, field, choices, key) {
  const { t } = app.words;
  const value = app.page.verdict[field];
  return h(
    "button",
    {
      key: field,
      class: `chip ${field}-${value}`,
      title: t("verdict.correct"),
      "aria-expanded": choices.length > 2 ? String(app.correcting === field) : null,
      "aria-keyshortcuts": String(key),
      onclick: () => act.correct(field),
    },
    h("span", { class: "hidden" }, `${t(`field.${field}`)}: `),
    t(`${field}.${value}`),
    h("kbd", { "aria-hidden": "true" }, key),
  );
}

function choice(app, act) {
  const { t } = app.words;
  const field = app.correcting;
  const choices = choicesFor(field);
  return h(
    "div",
    { class: "choices", role: "group", "aria-label": t(`field.${field}`) },
    choices.map((to, at) =>
      h(
        "button",
        {
          class: "small",
          "aria-pressed": String(app.page.verdict[field] === to),
          "aria-keyshortcuts": String(at + 1),
          onclick: () => act.correctTo(field, to),
        },
        t(`${field}.${to}`),
        h("kbd", { "aria-hidden": "true" }, at + 1),
      ),
    ),
  );
}
