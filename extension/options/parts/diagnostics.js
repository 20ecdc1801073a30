// What to send along with a question for help: versions and counts, never content or addresses.
import { h } from "../../sidebar/view.js";

/** @param {OptionsState} state @returns {string} lines of `name: value` */
export function report({ delivery, device, rulebook, settings, waiting, refused, sites }) {
  const facts = {
    extension: chrome.runtime.getManifest().version,
    browser: navigator.userAgent,
    language: `${settings.language} (${navigator.language})`,
    paired: Boolean(device),
    rulebook: rulebook?.version ?? "none",
    platforms: (rulebook?.platforms ?? []).map(({ id }) => id).join(" "),
    outbox: delivery?.state ?? "unknown",
    last_recorded: delivery?.at ?? "never",
    waiting: waiting.length,
    refused: refused.length,
    refused_types: [...new Set(refused.map(({ value }) => value.event?.type))].join(" "),
    sites_added: sites.length,
    trainee: Boolean(settings.trainee),
  };
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

/** @param {OptionsState} state */
export function diagnostics(state, acts) {
  const { t } = state.words;
  const text = report(state);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    acts.update({ said: t("options.copied") });
  };
  return h(
    "section",
    { key: "diagnostics", class: "box", "aria-labelledby": "diagnostics-title" },
    h("h2", { id: "diagnostics-title" }, t("options.diagnostics")),
    h("p", {}, t("options.diagnostics_why")),
    h("pre", { tabindex: 0, "aria-labelledby": "diagnostics-title" }, text),
    h("div", { class: "row" }, h("button", { onclick: copy }, t("options.copy"))),
  );
}
