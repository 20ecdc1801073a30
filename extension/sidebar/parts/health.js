// Said above the post when the page is only half read: what is missing, and what helps.
import { h } from "../view.js";
import { icon } from "../icons.js";

/** @param {AppState} app @param {Acts} act */
export function health(app, act) {
  const { t } = app.words;
  if (app.page?.health !== "half_read") return null;
  const fields = app.page.lost.map((field) => t(`field.${field}`)).join(", ");
  return h(
    "section",
    { key: "health", class: "card", "aria-label": t("health.half_read") },
    h("b", {}, icon("held", 16), " ", t("health.half_read")),
    h("p", {}, t("health.half_read_why", { fields })),
    h("button", { onclick: act.byHand }, t("act.manual")),
  );
}
