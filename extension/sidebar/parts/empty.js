// Nothing to judge: say what is the matter and what helps.
import { h } from "../view.js";
import { icon } from "../icons.js";

/** Where a post can be filled in by hand instead. */
const BY_HAND = ["not_recognised", "nothing_read", "no_page", "ok"];

/** Which emptiness this is, the message keys' middle part; null when there is a verdict to show. */
export function emptiness({ device, page, rulebook }) {
  if (page?.health === "failed") return "failed";
  if (!device && !page?.verdict) return "unpaired";
  if (!page) return "no_page";
  if (!rulebook) return "no_rulebook";
  if (page.post?.by_brand) return "own";
  if (page.post && page.verdict) return null;
  return page.health === "half_read" ? "nothing_read" : page.health;
}

/** @param {AppState} app @param {Acts} act @param {string} kind */
export function empty(app, act, kind) {
  const { t } = app.words;
  return h(
    "section",
    { key: `empty-${kind}`, class: "empty" },
    icon(kind === "failed" ? "held" : "none", 40),
    h("h2", { class: "big" }, t(`empty.${kind}`)),
    h("p", {}, t(`empty.${kind}_why`, { brand: app.rulebook?.brand.name || t("brand") })),
    kind === "unpaired" && h("button", { class: "main", onclick: act.options }, t("empty.pair")),
    BY_HAND.includes(kind) &&
      app.rulebook &&
      h("button", { class: "main", onclick: act.byHand }, t("act.manual")),
    kind === "no_rulebook" && h("button", { onclick: act.tryNow }, t("empty.try_again")),
  );
}
