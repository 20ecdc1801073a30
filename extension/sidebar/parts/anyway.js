// Send anyway: with a reason, and by the agent's own second press.
import { h } from "../view.js";
import { inSight } from "../sight.js";

/** Reasons to send anyway, per reason of holding. */
const OVERRIDES = {
  bad_cell: ["can_solve", "safety", "wrong_facts", "asked_elsewhere"],
  colleague: ["agreed", "colleague_away"],
  answered_since: ["adds_something"],
  needs_approval: ["approved_aloud"],
};

/** @param {Held} app @param {Acts} act */
export function anyway(app, act) {
  const { t } = app.words;
  const values = app.form?.kind === "override" ? app.form.values : {};
  const ready = values.reason && (values.reason !== "free" || values.reason_free?.trim());
  const { id } = app.page.hold;
  const sight = app.sight?.hold === id ? app.sight.is : "coming";
  return h(
    "details",
    { key: `anyway-${id}`, class: "anyway" },
    h("summary", {}, t("hold.send_anyway")),
    h(
      "fieldset",
      {},
      h("legend", {}, t("hold.because")),
      [...OVERRIDES[app.page.hold.reason], "free"].map((reason) =>
        h(
          "label",
          { class: "option" },
          h("input", {
            type: "radio",
            name: "override",
            value: reason,
            checked: values.reason === reason,
            onchange: () => act.set("reason", reason),
          }),
          h("span", {}, t(reason === "free" ? "form.free" : `override_reason.${reason}`)),
        ),
      ),
      values.reason === "free" &&
        h("input", {
          type: "text",
          "aria-label": t("form.own_words"),
          value: values.reason_free ?? "",
          oninput: (event) => act.set("reason_free", event.target.value),
        }),
    ),
    h(
      "button",
      {
        class: "wide",
        disabled: !ready || sight === "coming",
        hook: inSight((is) => act.update({ sight: { hold: id, is } })),
        onclick: ({ detail }) =>
          (sight === "covered" && isPointer(detail)) ||
          act.allow(values.reason === "free" ? values.reason_free : values.reason),
      },
      t("hold.release"),
    ),
    sight === "covered" && h("p", { role: "alert" }, t("hold.covered")),
    h("p", { class: "soft" }, t("hold.then_press")),
  );
}

/** A press by key counts no clicks; no page can lead it here. */
const isPointer = (/** @type {number} */ clicks) => clicks > 0;
