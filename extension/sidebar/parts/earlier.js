// Earlier contacts with this writer, and similar cases with what was answered and what was learned.
import { h } from "../view.js";
import { fileLink } from "./case.js";

/** @param {Judged} app @param {Acts} act */
export function earlier(app, act) {
  const { t } = app.words;
  const contacts = app.earlier;
  const alike = app.similar.filter(
    ({ id }) => id !== app.known?.case?.id && contacts.every((one) => one.id !== id),
  );
  return [
    contacts.length > 0 &&
      list(
        app,
        act,
        "earlier",
        t("earlier.title", {
          author:
            app.page.post.author.name ?? app.page.post.author.handle ?? t("post.unknown_author"),
        }),
        contacts.slice(0, 3),
      ),
    alike.length > 0 && list(app, act, "similar", t("similar.title"), alike.slice(0, 3)),
  ];
}

function list(app, act, name, title, cases) {
  return h(
    "section",
    { key: name, "aria-labelledby": `${name}-title` },
    h("h2", { id: `${name}-title` }, title),
    h(
      "ul",
      { class: "cases" },
      cases.map((one) => file(app, act, one)),
    ),
  );
}

function file(app, act, one) {
  const { t, ago } = app.words;
  const ended = one.outcome && t(`event.${one.outcome}`);
  return h(
    "li",
    { key: one.id },
    h("p", { class: "clamp", lang: "" }, one.excerpt),
    h(
      "p",
      { class: "soft" },
      [
        ended,
        one.helped && t(`helped.${one.helped}`),
        one.agent,
        one.at && ago(one.at, app.now),
        one.cause && t("earlier.cause", { cause: one.cause }),
      ]
        .filter(Boolean)
        .join(" · "),
    ),
    one.learning && h("p", {}, t("earlier.learned", { learning: one.learning })),
    one.reply && h("p", { class: "soft clamp", lang: "" }, h("q", {}, one.reply)),
    h(
      "div",
      { class: "row" },
      one.reply &&
        h("button", { class: "plain", onclick: () => act.copy(one.reply) }, t("case.copy")),
      app.device && one.page && h("a", fileLink(app.device, one.page), t("case.open")),
    ),
  );
}
