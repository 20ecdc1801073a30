// The whole sidebar from one state. Draws, decides nothing.
import { h } from "./view.js";
import { tab } from "./parts/tab.js";
import { header } from "./parts/header.js";
import { post } from "./parts/post.js";
import { verdict } from "./parts/verdict.js";
import { why } from "./parts/why.js";
import { form } from "./parts/form.js";
import { moreAdvice, now } from "./parts/now.js";
import { hold, released } from "./parts/hold.js";
import { caseFile } from "./parts/case.js";
import { compared, questions } from "./parts/learn.js";
import { palette } from "./parts/palette.js";
import { isCovered } from "./learn.js";
import { draft } from "./parts/draft.js";
import { earlier } from "./parts/earlier.js";
import { snippetList } from "./parts/snippets.js";
import { footer } from "./parts/footer.js";
import { empty, emptiness } from "./parts/empty.js";
import { health } from "./parts/health.js";

/** @param {AppState} app @param {Acts} act */
export function sidebar(app, act) {
  if (app.narrow)
    return h(
      "div",
      { id: "root", key: "collapsed", class: "collapsed" },
      h("main", { key: "tab" }, tab(app, act)),
      announcer(app),
    );
  return h(
    "div",
    { id: "root", key: "open", class: "panel" },
    header(app, act),
    h("main", { key: "main" }, body(app, act)),
    footer(app, act),
    app.palette && palette(/** @type {Searching} */ (app), act),
    announcer(app),
  );
}

function body(app, act) {
  if (app.page?.hold) return [hold(/** @type {Held} */ (app), act), draft(app)];
  if (app.form?.kind === "manual")
    return h("section", { key: "manual" }, form(/** @type {Filling} */ (app), act));
  const kind = emptiness(app);
  if (kind) return empty(app, act, kind);
  const judged = /** @type {Judged} */ (app);
  return isCovered(app) ? [post(judged, act), questions(judged, act)] : everything(judged, act);
}

/** @param {Judged} app @param {Acts} act */
function everything(app, act) {
  if (app.form) return [post(app, act), now(app, act)]; // room for what is being filled in
  return [
    app.hand && byHand(app, act),
    isFreed(app) && released(app),
    health(app, act),
    post(app, act),
    compared(app, act),
    draft(app),
    verdict(app, act),
    why(app, act),
    now(app, act),
    moreAdvice(app),
    caseFile(app, act),
    ...earlier(app, act),
    snippetList(app, act),
  ];
}

/** Says that this post is not the page's, and leads back. */
function byHand({ words }, act) {
  return h(
    "p",
    { key: "by-hand", class: "now-head" },
    h("span", { class: "chip quiet" }, words.t("hand.shown")),
    h("button", { class: "plain", onclick: act.backToPage }, words.t("hand.back")),
  );
}

/** The agent has released the reply and has not sent it yet. */
function isFreed({ released: key, page }) {
  return key === page.post.key && page.memory?.last !== "replied";
}

function announcer(app) {
  return h("p", { key: "said", class: "hidden", "aria-live": "polite" }, app.said);
}
