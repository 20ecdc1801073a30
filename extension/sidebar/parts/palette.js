// The command palette: type a few letters, arrow keys, Enter.
import { h, takeFocus } from "../view.js";
import { commands, matching } from "../commands.js";

/** @param {Searching} app @param {Acts} act */
export function palette(app, act) {
  const { t } = app.words;
  const { query, at } = app.palette;
  const found = matching(commands(app, act), query);
  return h(
    "div",
    {
      key: "palette",
      class: "palette",
      role: "dialog",
      "aria-modal": "true",
      "aria-label": t("command.title"),
      onclick: (event) => event.target === event.currentTarget && act.update({ palette: null }),
    },
    h(
      "div",
      { class: "palette-box" },
      h("input", {
        type: "search",
        role: "combobox",
        placeholder: t("command.search"),
        "aria-label": t("command.search"),
        "aria-expanded": "true",
        "aria-controls": "palette-list",
        "aria-activedescendant": found.length > 0 ? `command-${at}` : null,
        autocomplete: "off",
        value: query,
        hook: takeFocus,
        oninput: (event) => act.update({ palette: { query: event.target.value, at: 0 } }),
        onkeydown: (event) => move(event, found, at, query, act),
      }),
      h(
        "ul",
        { id: "palette-list", role: "listbox", "aria-label": t("command.title") },
        found.map((command, n) =>
          h(
            "li",
            {
              id: `command-${n}`,
              key: command.id,
              role: "option",
              "aria-selected": String(n === at),
              hook: n === at ? inSight : undefined,
              onclick: () => run(command, act),
            },
            h("span", {}, command.label),
            command.key &&
              h(
                "kbd",
                { "aria-hidden": "true" },
                command.key.length === 1 ? command.key.toUpperCase() : command.key,
              ),
          ),
        ),
      ),
      found.length === 0 && h("p", { class: "soft" }, t("command.none")),
    ),
  );
}

const inSight = {
  postpatch: (_, vnode) =>
    vnode.elm.getAttribute("aria-selected") === "true" &&
    vnode.elm.scrollIntoView({ block: "nearest" }),
};

function run(command, act) {
  act.update({ palette: null });
  command.run();
}

function move(event, found, at, query, act) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    act.update({ palette: { query, at: (at + step + found.length) % Math.max(1, found.length) } });
  }
  if (event.key === "Enter" && found[at]) {
    event.preventDefault();
    run(found[at], act);
  }
}
