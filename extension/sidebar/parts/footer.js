// The outbox in words: is everything recorded, and since when.
import { h } from "../view.js";
import { isCovered } from "../learn.js";
import { actsFor, chord, decided, keyOf } from "../steps.js";

/** @param {Pick<AppState, "delivery" | "device" | "words" | "now">} app @returns {{tone: string, text: string}} */
export function outbox({ delivery, device, words, now }) {
  const { t, when } = words;
  const said = (tone, text) => {
    const last = delivery?.at && t("outbox.last", { when: when(delivery.at, now) });
    return { tone, text: [text, last].filter(Boolean).join(" · ") };
  };
  if (!device || !delivery || delivery.state === "unpaired")
    return said("ask", t("outbox.unpaired"));
  const { state, waiting: count, at } = delivery;
  if (state === "refused_device") return said("no", t("outbox.refused_device"));
  if (state === "unreachable")
    return said("ask", t(count ? "outbox.unreachable" : "outbox.unreachable_none", { count }));
  if (count > 0) return said("plain", t("outbox.waiting", { count }));
  if (!at) return said("yes", t("outbox.nothing_yet"));
  return { tone: "yes", text: t("outbox.recorded", { when: when(at, now) }) };
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
    !trouble && refused === 0 && !app.settings.trainee && shortest(app), // one line
    app.settings.trainee && h("span", { class: "chip quiet" }, t("learn.mode")),
  );
}

/** The keys from a post in view to a recorded decision, while one is to be made. */
function shortest(app) {
  if (!app.page?.verdict || app.page.hold || app.form || isCovered(app) || decided(app))
    return null;
  const keys = [chord(app, "enter"), keyOf(app, actsFor(app)[0]).toUpperCase(), "↵"];
  return h(
    "span",
    { class: "shortest", title: app.words.t("keys.shortest"), "aria-hidden": "true" },
    keys.map((key) => h("kbd", {}, key)),
  );
}
