// Why the verdict is what it is: each reason with its sentence, its words and its weight in words.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { quotes, tokensOf } from "../marks.js";

const SHOWN = 4;

/** @param {Judged} app @param {Acts} act */
export function why(app, act) {
  const { t } = app.words;
  const reasons = app.page.verdict.reasons;
  const shown = app.every ? reasons : reasons.slice(0, SHOWN);
  return h(
    "section",
    { key: "why", "aria-labelledby": "why-title" },
    h("h2", { id: "why-title" }, t("why.title")),
    reasons.length === 0
      ? h("p", { class: "soft" }, t("why.nothing"))
      : h(
          "ul",
          { class: "why" },
          shown.map((reason) => line(app, reason)),
        ),
    reasons.length > SHOWN &&
      h(
        "button",
        { class: "plain", onclick: () => act.update({ every: !app.every }) },
        t(app.every ? "why.fewer" : "why.more", { more: reasons.length - SHOWN }),
      ),
  );
}

function line(app, reason) {
  const { t } = app.words;
  const text = app.page.post.text;
  const tokens = tokensOf(text);
  const all = [...new Set(quotes(text, tokens, reason))];
  const said = all.filter((one) => !all.some((other) => other !== one && other.includes(one)));
  return h(
    "li",
    {},
    icon(reason.points > 0 ? "up" : reason.points < 0 ? "down" : "place", 16),
    h(
      "span",
      {},
      because(app, reason.signal),
      said.length > 0 &&
        h(
          "span",
          { class: "quoted" },
          said.slice(0, 3).map((words) => h("q", {}, words)),
        ),
    ),
    h("span", { class: "soft weight" }, t(weight(reason.points))),
  );
}

/** The sentence of a reason in the user's language; one that the rulebook does not know is named. */
function because({ rulebook, words }, signal) {
  const { signals = [], places = [], invited, start } = rulebook?.rules ?? {};
  const rule = [...signals, ...places, invited, start].find((known) => known?.id === signal);
  return words.of(rule?.because) || signal;
}

function weight(points) {
  const size = Math.abs(points);
  if (size === 0) return "weight.fact";
  if (size >= 2) return "weight.heavy";
  return size >= 1 ? "weight.some" : "weight.light";
}
