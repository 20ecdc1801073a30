// What may be minded in the draft while it is being written. Nothing is held for it.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { remarks } from "../checks.js";
import { fileLink } from "./case.js";

/** @param {AppState} app */
export function draft(app) {
  const { t } = app.words;
  const said = saidOf(app);
  if (said === null) return h("p", { key: "draft", class: "soft" }, t("draft.failed"));
  if (said.length === 0) return null;
  const minded = said.filter(({ good }) => !good).length;
  return h(
    "section",
    { key: "draft", "aria-labelledby": "draft-title" },
    h(
      "div",
      { class: "now-head" },
      h("h2", { id: "draft-title" }, t("draft.title")),
      h("p", { class: "soft" }, minded ? t("draft.mind", { count: minded }) : t("draft.fine")),
    ),
    h(
      "ul",
      { class: "checks" },
      said.map((remark) => line(app, remark)),
    ),
  );
}

/** The remarks; null when our own code fails on them: then the warning above must still be seen. */
function saidOf({ page, rulebook, device, replies, alike, copied }) {
  const text = page?.draft?.text;
  if (!text || !rulebook) return [];
  const { post, verdict } = page;
  const { rules, lexicon, brand } = rulebook;
  try {
    return remarks({
      text,
      post,
      verdict,
      rules,
      lexicon,
      brand,
      agent: device?.agent ?? "",
      replies,
      alike,
      copied,
    });
  } catch (error) {
    console.error("webcare: draft checks:", error);
    return null;
  }
}

/** @param {AppState} app @param {import("../checks.js").Remark} remark */
function line({ words, now, device }, { id, good, because, quote, values = {} }) {
  const filled = words
    .of(because)
    .replace("{percent}", values.percent)
    .replace("{agent}", values.agent)
    .replace("{form}", values.form)
    .replace("{when}", values.at ? words.when(values.at, now) : "");
  return h(
    "li",
    { key: id, class: good ? "yes" : "ask" },
    icon(good ? "check" : "held", 16),
    h(
      "span",
      {},
      h("span", { class: "hidden" }, words.t(good ? "draft.good" : "draft.attention")),
      filled,
      quote && h("span", { class: "quoted" }, good ? quote : h("mark", {}, quote)),
      values.page && device && h("a", fileLink(device, values.page), words.t("case.open")),
    ),
  );
}
