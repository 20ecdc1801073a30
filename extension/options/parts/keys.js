// The keys of the acts. They work only while the focus is in the sidebar.
import { h } from "../../sidebar/view.js";
import { KEYS } from "../../sidebar/steps.js";

/** @param {OptionsState} state */
export function keys({ words, settings }, acts) {
  const { t } = words;
  const inUse = { ...KEYS, ...settings.keys };
  const twice = Object.keys(inUse).filter((kind) =>
    Object.entries(inUse).some(([other, key]) => other !== kind && key === inUse[kind]),
  );
  return h(
    "section",
    { key: "keys", class: "box", "aria-labelledby": "keys-title" },
    h("h2", { id: "keys-title" }, t("options.keys")),
    h("p", {}, t("options.keys_why")),
    h(
      "div",
      { class: "keys" },
      Object.keys(KEYS).map((kind) =>
        h(
          "label",
          { key: kind },
          h("span", {}, t(`act.${kind}`)),
          h("input", {
            type: "text",
            maxlength: 1,
            value: inUse[kind],
            oninput: (event) => changed(event, kind, settings, acts),
          }),
        ),
      ),
    ),
    twice.length > 0 &&
      h(
        "p",
        { class: "error", role: "alert" },
        t("options.keys_twice", { acts: twice.map((kind) => t(`act.${kind}`)).join(", ") }),
      ),
  );
}

function changed(event, kind, settings, acts) {
  const key = event.target.value.toLowerCase();
  if (/^[a-z]$/.test(key)) acts.save({ keys: { ...settings.keys, [kind]: key } });
}
