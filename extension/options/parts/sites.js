// Where Webcare reads along: what the extension brings, and the sites the agent has added.
import { h } from "../../sidebar/view.js";

/** Names of the platforms that are read everywhere, and of those that are known when they are met. */
function platforms({ rulebook }) {
  const named = (/** @type {(platform: any) => boolean} */ wanted) =>
    [...new Set((rulebook?.platforms ?? []).filter(wanted).map(({ name }) => name))].join(", ");
  return {
    always: named(({ hosts = [] }) => hosts.length > 0),
    met: named(({ hosts = [] }) => hosts.length === 0),
  };
}

/** @param {OptionsState} state */
export function sites({ words, rulebook, sites: added }, acts) {
  const { t } = words;
  const { always, met } = platforms({ rulebook });
  return h(
    "section",
    { key: "sites", class: "box", "aria-labelledby": "sites-title" },
    h("h2", { id: "sites-title" }, t("options.sites")),
    always && h("p", {}, t("options.sites_built_in", { sites: always })),
    met && h("p", {}, t("options.sites_met", { sites: met })),
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
