// Where Webcare reads along: what the extension brings, and the sites the agent has added.
import { h } from "../../sidebar/view.js";

const builtIn = () =>
  [
    ...new Set(
      (chrome.runtime.getManifest().content_scripts ?? []).flatMap(({ matches = [] }) => matches),
    ),
  ]
    .map((match) => match.replace(/^https?:\/\//, "").replace(/\/\*$/, ""))
    .sort();

/** @param {OptionsState} state */
export function sites({ words, sites: added }, acts) {
  const { t } = words;
  return h(
    "section",
    { key: "sites", class: "box", "aria-labelledby": "sites-title" },
    h("h2", { id: "sites-title" }, t("options.sites")),
    h("p", {}, t("options.sites_built_in", { sites: builtIn().join(", ") })),
    added.length > 0 &&
      h(
        "ul",
        { class: "list" },
        added.map((origin) =>
          h(
            "li",
            { key: origin },
            h("span", { class: "grow" }, origin),
            h(
              "button",
              {
                class: "plain",
                "aria-label": t("options.forget_site_one", { site: origin }),
                onclick: () => acts.forgetSite(origin),
              },
              t("options.forget_site"),
            ),
          ),
        ),
      ),
    h(
      "form",
      { onsubmit: (event) => add(event, acts) },
      h(
        "div",
        { class: "row" },
        h(
          "label",
          { class: "field" },
          h("span", {}, t("options.add_site")),
          h("input", {
            type: "url",
            name: "site",
            required: true,
            placeholder: "https://forum.example",
          }),
        ),
      ),
      h("p", { class: "soft" }, t("options.add_site_why")),
      h("div", { class: "row" }, h("button", { type: "submit" }, t("options.use_site"))),
    ),
  );
}

function add(event, acts) {
  event.preventDefault();
  const { site } = event.target.elements;
  acts.useSite(new URL(site.value).origin);
  event.target.reset();
}
