// Trainee mode: three questions while the verdict is covered, and both answers side by side after.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { QUESTIONS, nextQuestion } from "../learn.js";

/** @param {Judged} app @param {Acts} act */
export function questions(app, act) {
  const { t } = app.words;
  const next = nextQuestion(app);
  return h(
    "section",
    { key: "learn", class: "learn", "aria-labelledby": "learn-title" },
    h("h2", { id: "learn-title", class: "big" }, t("learn.title")),
    QUESTIONS.map(([field, answers]) => question(app, act, field, answers, next?.[0] === field)),
  );
}

function question(app, act, field, answers, open) {
  const { t } = app.words;
  const chosen = app.learn[field];
  return h(
    "div",
    {
      key: field,
      class: open || chosen ? "question" : "question later",
      role: "group",
      "aria-label": t(`learn.${field}`),
    },
    h("p", {}, t(`learn.${field}`)),
    h(
      "div",
      { class: "acts" },
      answers.map((answer, n) =>
        h(
          "button",
          {
            "aria-pressed": String(chosen === answer),
            disabled: !open && !chosen,
            onclick: () => act.judge(field, answer),
          },
          t(`learn.${field}.${answer}`),
          open && h("kbd", { "aria-hidden": "true" }, n + 1),
        ),
      ),
    ),
  );
}

/** Yours beside the rule's, once all three are answered. @param {Judged} app @param {Acts} act */
export function compared(app, act) {
  if (!app.learn.reply) return null;
  const { t } = app.words;
  const { verdict } = app.page;
  const agreed = QUESTIONS.every(([field]) => app.learn[field] === verdict[field]);
  return h(
    "section",
    { key: "compared", class: "card", "aria-labelledby": "compared-title" },
    h("h2", { id: "compared-title" }, t(agreed ? "learn.agreed" : "learn.differs")),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td", {}),
          h("th", { scope: "col" }, t("learn.you")),
          h("th", { scope: "col" }, t("learn.rule")),
        ),
      ),
      h(
        "tbody",
        {},
        QUESTIONS.map(([field]) => row(app, field)),
      ),
    ),
    !agreed &&
      (app.learn.asked
        ? h("p", { class: "soft" }, t("learn.asked"))
        : h("button", { onclick: act.askCoach }, t("learn.ask_coach"))),
  );
}

function row({ words, learn, page }, field) {
  const same = learn[field] === page.verdict[field];
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, words.t(`learn.${field}_short`)),
    h(
      "td",
      { class: same ? "yes" : "no" },
      icon(same ? "check" : "close", 16),
      " ",
      words.t(`learn.${field}.${learn[field]}`),
    ),
    h("td", {}, words.t(`learn.${field}.${page.verdict[field]}`)),
  );
}
