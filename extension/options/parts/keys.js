// The keys, each to be changed. Those of acts and corrections work only while the sidebar has the
// focus; a key that is taken already, or that a platform or the browser uses, is refused and said.
import { h } from "../../sidebar/view.js";
import { CHORDS, KEYS } from "../../sidebar/steps.js";
import { CORRECTABLE } from "../../sidebar/parts/verdict.js";
import { conflict, using } from "../conflicts.js";

const CORRECTIONS = CORRECTABLE.map(([field]) => field);
const ACTS = Object.keys(KEYS).filter((kind) => !CORRECTIONS.includes(/** @type {any} */ (kind)));

/** @param {OptionsState} state */
export function keys(state, acts) {
  const { t } = state.words;
  const { problem } = state;
  return h(
    "section",
    { key: "keys", class: "box", "aria-labelledby": "keys-title" },
    h("h2", { id: "keys-title" }, t("options.keys")),
    group(state, acts, "everywhere", Object.keys(CHORDS), (kind) => t(`options.key_${kind}`)),
    h("p", {}, t("options.keys_why")),
    group(state, acts, "acts", ACTS, (kind) => t(`act.${kind}`)),
    group(state, acts, "corrections", CORRECTIONS, (kind) => t(`field.${kind}`)),
    problem &&
      h("p", { class: "error", role: "alert" }, t(`options.${problem.key}`, problem.values)),
    Object.keys(state.settings.keys ?? {}).length > 0 &&
      h(
        "div",
        { class: "row" },
        h("button", { onclick: () => save({}, acts) }, t("options.keys_standard")),
      ),
  );
}

function group(state, acts, name, kinds, labelOf) {
  return h(
    "fieldset",
    { key: name },
    h("legend", {}, state.words.t(`options.keys_${name}`)),
    h(
      "div",
      { class: "keys" },
      kinds.map((kind) => line(state, acts, kind, labelOf(kind))),
    ),
  );
}

function line(state, acts, kind, label) {
  const { settings, rulebook, words, problem } = state;
  const key = settings.keys?.[kind] ?? KEYS[kind] ?? CHORDS[kind].key;
  const also = kind in KEYS ? using("keys", key, rulebook) : "";
  return h(
    "label",
    { key: kind },
    h(
      "span",
      { class: "grow" },
      label,
      also && h("span", { class: "soft small" }, words.t("options.keys_also", { sites: also })),
    ),
    CHORDS[kind] && h("span", { class: "soft" }, CHORDS[kind].with),
    h("input", {
      type: "text",
      maxlength: 1,
      value: key,
      autocomplete: "off",
      "aria-invalid": problem?.kind === kind ? "true" : null,
      onfocus: (event) => event.target.select(),
      oninput: (event) => changed(event.target, kind, key, state, acts),
    }),
  );
}

function changed(input, kind, before, state, acts) {
  const key = input.value.toLowerCase();
  if (key === "") return;
  const found = key === before ? null : conflict(kind, key, state);
  acts.update({ problem: found && { kind, ...found } });
  if (!found) return save({ ...state.settings.keys, [kind]: key }, acts);
  input.value = before;
  input.select();
}

function save(changes, acts) {
  acts.update({ problem: null });
  acts.save({ keys: changes });
}
