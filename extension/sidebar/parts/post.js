// The post in view, with the words that weighed in the verdict marked.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { pieces, tokensOf } from "../marks.js";
import { isCovered } from "../learn.js";

/** @param {Judged} app @param {Acts} act */
export function post(app, act) {
  const { t } = app.words;
  const { post: shown } = app.page;
  return h(
    "section",
    { key: "post", "aria-labelledby": "post-title" },
    app.page.draft?.post_key === shown.key
      ? h("h2", { id: "post-title" }, t("post.answering"))
      : h("h2", { id: "post-title", class: "hidden" }, t("post.title")),
    h(
      "div",
      { class: "card" },
      author(app, shown),
      h("blockquote", { lang: "", class: app.whole ? "text whole" : "text" }, text(app, shown)),
      long(shown) &&
        h(
          "button",
          { class: "plain", onclick: () => act.update({ whole: !app.whole }) },
          t(app.whole ? "post.less" : "post.more"),
        ),
      facts(app, shown),
    ),
  );
}

function author(app, shown) {
  const { t } = app.words;
  const name =
    shown.author.name ||
    (shown.author.handle && `@${shown.author.handle}`) ||
    t("post.unknown_author");
  return h(
    "div",
    { class: "who" },
    h("b", {}, name),
    shown.author.name && shown.author.handle && h("span", {}, `@${shown.author.handle}`),
    shown.rating &&
      h(
        "span",
        { role: "img", "aria-label": t("post.rating", { rating: shown.rating }) },
        "★".repeat(shown.rating) + "☆".repeat(5 - shown.rating),
      ),
    shown.posted_at &&
      h(
        "time",
        { datetime: shown.posted_at, title: app.words.when(shown.posted_at, app.now) },
        app.words.ago(shown.posted_at, app.now),
      ),
    link(t, shown),
  );
}

function link(t, shown) {
  if (!/^https?:/.test(shown.url ?? "")) return null;
  return h(
    "a",
    {
      class: "icon-button small",
      href: shown.url,
      target: "_blank",
      rel: "noreferrer",
      "aria-label": t("post.link"),
      title: t("post.link"),
    },
    icon("link", 16),
  );
}

function text(app, shown) {
  if (!shown.text) return h("em", { class: "soft" }, app.words.t("post.no_text"));
  if (isCovered(app)) return shown.text;
  const tokens = tokensOf(shown.text);
  return pieces(shown.text, tokens, app.page.verdict?.reasons ?? []).map((piece) =>
    piece.signals.length ? h("mark", {}, piece.text) : piece.text,
  );
}

const long = (shown) => shown.text.length > 280 || shown.text.split("\n").length > 6;

function facts(app, shown) {
  const { t } = app.words;
  const brand = app.rulebook?.brand.name ?? t("brand");
  const said = [
    placeOf(t, shown.place),
    shown.answered_by_brand && t("post.answered", { brand }),
    shown.public_turns >= 2 && t("post.turns", { count: shown.public_turns }),
    shown.missing.length > 0 &&
      t("post.missing", {
        fields: shown.missing.map((field) => t(`field.${field.split(".")[0]}`)).join(", "),
      }),
  ].filter(Boolean);
  return h(
    "ul",
    { class: "facts" },
    said.map((line) => h("li", {}, line)),
  );
}

function placeOf(t, place) {
  return place.owner
    ? t(`place.${place.kind}_of`, { owner: place.owner })
    : t(`place.${place.kind}`);
}
