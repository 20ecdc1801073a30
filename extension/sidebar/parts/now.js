// What to do now: the step of the six, the advice, and the acts that record.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { STEPS, actsFor, decided, keyOf, stepOf } from "../steps.js";
import { clock, colleague } from "./case.js";
import { form } from "./form.js";

/** @param {Judged} app @param {Acts} act */
export function now(app, act) {
  return h(
    "section",
    {
      key: "now",
      class: app.form ? "now filling" : app.page.draft ? "now" : "now at-hand",
      "aria-labelledby": "now-title",
    },
    steps(app),
    done(app),
    urgent(app, act),
    app.form
      ? form(/** @type {Filling} */ (app), act)
      : h("div", { key: "todo" }, advice(app), buttons(app, act)),
  );
}

function steps(app) {
  const { t } = app.words;
  const at = STEPS.indexOf(stepOf(app));
  return h(
    "div",
    {},
    h(
      "div",
      { class: "now-head" },
      h("h2", { id: "now-title" }, t("now.title")),
      h("p", { class: "soft" }, t("now.step", { step: at + 1, name: t(`step.${STEPS[at]}`) })),
    ),
    h(
      "ol",
      { class: "steps", "aria-label": t("now.steps") },
      STEPS.map((step, n) =>
        h(
          "li",
          {
            class: n < at ? "past" : n === at ? "current" : "",
            "aria-current": n === at ? "step" : null,
          },
          h("span", { class: "hidden" }, t(`step.${step}`)),
        ),
      ),
    ),
  );
}

function done(app) {
  const { t, when } = app.words;
  const last = decided(app);
  return (
    last &&
    h(
      "p",
      { class: "done" },
      icon("check", 16),
      t("now.recorded", { what: t(`event.${last}`), when: when(app.page.memory.at, app.now) }),
    )
  );
}

/** What may not be overlooked while deciding: the clock, and a colleague who is on it. */
function urgent(app, act) {
  const lines = [clock(app), colleague(app, act)].filter(Boolean);
  return lines.length > 0 && h("ul", { class: "case" }, lines);
}

/** What the verdict advises, in the words of the rulebook. */
function advised({ page, rulebook, words }) {
  return (page.verdict?.advice ?? [])
    .map((id) => words.of(rulebook?.rules.advice?.find((advice) => advice.id === id)?.text))
    .filter(Boolean);
}

/** What helps at this step: the first piece of advice while deciding, after that what is left to do. */
function advice(app) {
  const step = stepOf(app);
  const first = step === "assess" ? advised(app)[0] : app.words.t(`now.do_${step}`);
  return first && h("p", { class: "advice" }, first);
}

/** @param {Judged} app */
export function moreAdvice(app) {
  const rest = advised(app).slice(1);
  if (rest.length === 0) return null;
  return h(
    "section",
    { key: "advice", "aria-labelledby": "advice-title" },
    h("h2", { id: "advice-title" }, app.words.t("advice.title")),
    h(
      "ul",
      { class: "bullets" },
      rest.map((text) => h("li", {}, text)),
    ),
  );
}

function buttons(app, act) {
  return h(
    "div",
    { class: "acts" },
    actsFor(app).map((kind, n) => button(app, act, kind, n === 0)),
  );
}

function button(app, act, kind, main) {
  const key = keyOf(app, kind);
  return h(
    "button",
    {
      key: kind,
      class: main ? "main" : "",
      "aria-keyshortcuts": key,
      onclick: () => act.open(kind),
    },
    app.words.t(`act.${kind}`),
    h("kbd", { "aria-hidden": "true" }, key.toUpperCase()),
  );
}
