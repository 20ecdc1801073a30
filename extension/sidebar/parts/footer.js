// The outbox in words: is everything recorded, and since when.
import { h } from "../view.js";

/** @param {Pick<AppState, "delivery" | "device" | "words" | "now">} app @returns {{tone: string, text: string}} */
export function outbox({ delivery, device, words, now }) {
  const { t, when } = words;
  if (!device || !delivery || delivery.state === "unpaired")
    return { tone: "ask", text: t("outbox.unpaired") };
  if (delivery.state === "refused_device") return { tone: "no", text: t("outbox.refused_device") };
  const last = delivery.at ? t("outbox.last", { when: when(delivery.at, now) }) : "";
  if (delivery.state === "unreachable")
    return {
      tone: "ask",
      text: [
        t(delivery.waiting ? "outbox.unreachable" : "outbox.unreachable_none", {
          count: delivery.waiting,
        }),
        last,
      ]
        .filter(Boolean)
        .join(" · "),
    };
  if (delivery.waiting > 0)
    return { tone: "plain", text: t("outbox.waiting", { count: delivery.waiting }) };
  return {
    tone: "yes",
    text: delivery.at
      ? t("outbox.recorded", { when: when(delivery.at, now) })
      : t("outbox.nothing_yet"),
  };
}

/** @param {AppState} app @param {Acts} act */
export function footer(app, act) {
  const { t } = app.words;
  const { tone, text } = outbox(app);
  const refused = app.delivery?.refused ?? 0;
  const trouble = tone !== "yes" && tone !== "plain";
  return h(
    "footer",
    { key: "footer", class: "bottom" },
    h("span", { class: `dot ${tone}`, "aria-hidden": "true" }),
    h(
      "span",
      { class: "outbox", role: "status" },
      text,
      refused > 0 && ` · ${t("outbox.refused", { count: refused })}`,
    ),
    h("span", { class: "push" }),
    (trouble || refused > 0) &&
      h("button", { class: "plain", onclick: act.options }, t("outbox.look")),
    app.settings.trainee && h("span", { class: "chip quiet" }, t("learn.mode")),
  );
}
