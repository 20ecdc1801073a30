// A reply was held back: one specific warning, what research says, what is better, and the way through.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { keyOf } from "../steps.js";
import { anyway } from "./anyway.js";
import { evidence } from "./evidence.js";

/** @param {Held} app @param {Acts} act */
export function hold(app, act) {
  const { reason } = app.page.hold;
  if (reason === "checking") return checking(app);
  if (reason === "which_post") return whichPost(app, act);
  return dialog(
    app,
    "hold.title",
    h("p", { id: "hold-what" }, what(app)),
    facts(app),
    reason === "needs_approval" && approval(app),
    better(app, act),
    reason === "bad_cell" && evidence(app),
    anyway(app, act),
  );
}

/** What the reply waits for; `hold-what` among its parts says why. */
function dialog(app, key, ...parts) {
  return h(
    "section",
    {
      key: "hold",
      class: isWaiting(app) ? "hold waiting" : "hold",
      role: "alertdialog",
      "aria-labelledby": "hold-title",
      "aria-describedby": "hold-what",
    },
    title(app, key),
    ...parts,
  );
}

function title(app, key) {
  return h(
    "div",
    { class: "verdict-head" },
    icon(isWaiting(app) ? "clock" : "held", 28),
    h("h2", { id: "hold-title", class: "big" }, app.words.t(key)),
  );
}

function checking(app) {
  return h(
    "section",
    { key: "hold", class: "hold", role: "status" },
    title(app, "hold.checking"),
    h("p", {}, app.words.t("hold.checking_why")),
  );
}

/** What this post is and why that makes a reply unwanted: about this writer, this place, this kind. */
function what({ page, words, rulebook, known }) {
  const { t } = words;
  const { post, verdict, hold: held } = page;
  const brand = rulebook?.brand.name ?? t("brand");
  const author =
    post?.author.name ??
    (post?.author.handle && `@${post.author.handle}`) ??
    t("post.unknown_author");
  if (held.reason !== "bad_cell")
    return t(`hold.${held.reason}`, {
      author,
      brand,
      colleague: known?.case?.holder?.agent ?? t("hold.someone"),
    });
  const place = t(`hold.readers.${post?.place.kind ?? "forum"}`);
  return `${t(`hold.tells.${verdict?.kind ?? "other"}`, { author, readers: place, brand })} ${t("hold.unasked", { brand })}`;
}

/** What is warned about: the post, or the answer that the coach reads. */
function facts({ page }) {
  const text = (page.hold.reason === "needs_approval" ? page.draft : page.post)?.text ?? "";
  return text && h("blockquote", { lang: "", class: "text short" }, text);
}

/** What a coach was asked about this very text, with their word once it is there. */
function asked({ page, known }) {
  return (known?.case?.approvals ?? []).findLast(({ text }) => text === page.draft?.text);
}

/** Nothing is wrong: it waits for the coach's word. */
function isWaiting(app) {
  return app.page.hold.reason === "needs_approval" && asked(app)?.word !== "rejected";
}

function approval(app) {
  const { words } = app;
  const last = asked(app);
  if (isWaiting(app)) return h("p", { role: "status" }, words.t("hold.approval.waiting"));
  const said = { note: last.note, coach: last.by };
  return h(
    "div",
    { role: "status" },
    h("p", {}, h("b", {}, words.t("hold.approval.rejected"))),
    last.note && h("p", { lang: "" }, words.t("hold.approval.note", said)),
  );
}

function better(app, act) {
  const { t } = app.words;
  const bad = app.page.hold.reason === "bad_cell";
  return h(
    "div",
    { class: "better" },
    bad && h("h3", {}, t("hold.better")),
    bad &&
      h(
        "ul",
        { class: "bullets" },
        ["learn", "wait", "private"].map((way) => h("li", {}, t(`hold.better.${way}`))),
      ),
    h(
      "div",
      { class: "acts" },
      bad &&
        h(
          "button",
          { class: "main wide", onclick: () => act.dontSend("skip") },
          t("hold.dont_send_learn"),
          h("kbd", { "aria-hidden": "true" }, keyOf(app, "skip").toUpperCase()),
        ),
      h(
        "button",
        { class: bad || isWaiting(app) ? "wide" : "main wide", onclick: () => act.dontSend() },
        t("hold.dont_send"),
        h("kbd", { "aria-hidden": "true" }, "Esc"),
      ),
    ),
  );
}

function whichPost(app, act) {
  const { t } = app.words;
  return dialog(
    app,
    "hold.which_post",
    h("p", { id: "hold-what" }, t("hold.which_post_why")),
    h(
      "div",
      { class: "list" },
      app.page.posts.map((post) =>
        h(
          "button",
          { onclick: () => act.send({ type: "answering", post_key: post.key }) },
          h("span", {}, h("b", {}, post.author), " ", h("span", { class: "soft" }, post.excerpt)),
        ),
      ),
    ),
    h("button", { class: "plain", onclick: () => act.dontSend() }, t("hold.dont_send")),
  );
}

/** After Send anyway: the agent's own press sends it, never ours. */
export function released(app) {
  const { t } = app.words;
  return h(
    "section",
    { key: "released", class: "released", role: "status" },
    icon("check"),
    h("div", {}, h("h2", { class: "big" }, t("hold.released")), h("p", {}, t("hold.press_again"))),
  );
}
