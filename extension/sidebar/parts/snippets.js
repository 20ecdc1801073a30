// The brand's snippets, to copy and edit. Open while a draft is being written.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { snippets } from "../snippets.js";

/** @param {Judged} app @param {Acts} act */
export function snippetList(app, act) {
  const { t } = app.words;
  const all = snippets(app);
  if (all.length === 0 || app.page.verdict.reply !== "wanted") return null;
  return h(
    "section",
    { key: "snippets", "aria-labelledby": "snippets-title" },
    h("h2", { id: "snippets-title" }, t("snippets.title")),
    h(
      "ul",
      { class: "snippets" },
      all.map(({ title, text }) =>
        h(
          "li",
          { key: title },
          h(
            "button",
            { title: text, onclick: () => act.copy(text) },
            h(
              "span",
              { class: "clamp" },
              h("span", { class: "hidden" }, `${t("case.copy")}: `),
              h("b", {}, title),
              " ",
              h("span", { class: "soft" }, text),
            ),
            icon("copy", 16),
          ),
        ),
      ),
    ),
  );
}
