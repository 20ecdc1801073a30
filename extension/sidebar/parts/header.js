// The top bar: whose sidebar this is, where the page stands, settings and close.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { chord } from "../steps.js";

/** @param {AppState} app @param {Acts} act */
export function header(app, act) {
  const { t } = app.words;
  return h(
    "header",
    { key: "header", class: "top" },
    h("h1", { class: "hidden" }, "Webcare"),
    h("img", { src: "../icons/48.png", width: 24, height: 24, alt: "" }),
    h("strong", { class: "brand" }, app.rulebook?.brand.name || "Webcare"),
    app.page?.platform && h("span", { class: "chip quiet" }, platformName(app)),
    h("span", { class: "push" }),
    button(t("sidebar.commands", { keys: chord(app, "commands") }), "search", act.openPalette),
    button(t("sidebar.options"), "settings", act.options),
    app.framed && button(t("sidebar.close"), "close", () => act.dock(false)),
  );
}

function button(label, name, onclick) {
  return h(
    "button",
    { class: "icon-button", "aria-label": label, title: label, onclick },
    icon(name),
  );
}

/** The platform's own name from its platform file, else its id. */
export function platformName({ page, rulebook }) {
  return rulebook?.platforms.find(({ id }) => id === page?.platform)?.name ?? page?.platform ?? "";
}
