// Which server this browser works with, and as whom.
import { h } from "../../sidebar/view.js";
import { icon } from "../../sidebar/icons.js";

/** @param {OptionsState} state */
export function pairing(state, acts) {
  const { t } = state.words;
  return h(
    "section",
    { key: "pairing", class: "box", "aria-labelledby": "pairing-title" },
    h("h2", { id: "pairing-title" }, t("options.pairing")),
    state.device && paired(state),
    state.device && !state.pairing.again ? again(state, state.device, acts) : form(state, acts),
  );
}

function again({ words, pairing: wish }, { server, agent }, acts) {
  const onclick = () => acts.update({ pairing: { ...wish, again: true, server, agent } });
  return h("div", { class: "row" }, h("button", { onclick }, words.t("options.pair_again")));
}

function paired({ words, device, rulebook, delivery }) {
  const { t } = words;
  const known = delivery?.state !== "refused_device";
  return h(
    "div",
    { class: known ? "status yes" : "status no" },
    icon(known ? "check" : "warning"),
    h(
      "div",
      {},
      h(
        "p",
        {},
        t(known ? "options.paired" : "options.unknown_device", {
          agent: device.agent,
          brand: rulebook?.brand.name || t("brand"),
        }),
      ),
      h("p", { class: "soft" }, device.server),
      !known && h("p", {}, t("options.unknown_device_do")),
    ),
  );
}

function form({ words, pairing: wish }, acts) {
  const { t } = words;
  return h(
    "form",
    {
      onsubmit: (event) => {
        event.preventDefault();
        acts.pair();
      },
    },
    h("p", {}, t("options.pairing_how")),
    h(
      "div",
      { class: "row" },
      field(t("options.code"), {
        class: "code",
        value: wish.code,
        required: true,
        autocomplete: "off",
        spellcheck: "false",
        placeholder: "XXXX-XXXX",
        oninput: (event) => acts.typed("code", event.target.value),
      }),
      field(t("options.agent"), {
        value: wish.agent,
        autocomplete: "name",
        placeholder: t("options.agent_default"),
        oninput: (event) => acts.typed("agent", event.target.value),
      }),
    ),
    field(t("options.server"), {
      type: "url",
      value: wish.server,
      required: true,
      oninput: (event) => acts.typed("server", event.target.value),
    }),
    wish.error &&
      h("div", { class: "status no", role: "alert" }, icon("warning"), h("p", {}, wish.error)),
    h(
      "div",
      { class: "row" },
      h(
        "button",
        { class: "main", type: "submit", disabled: wish.busy },
        t(wish.busy ? "options.pairing_busy" : "options.pair"),
      ),
    ),
  );
}

function field(label, attributes) {
  return h(
    "label",
    { class: "field" },
    h("span", {}, label),
    h("input", { type: "text", ...attributes }),
  );
}
