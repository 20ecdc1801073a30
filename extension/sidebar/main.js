// Joins the page, the storage and the worker to one state, and draws it.
import "../common/namespace.js";
import "../common/text.js";
import "../common/tree.js";
import "../common/words.js";
import "../common/phrases.js";
import "../common/pieces.js";
import "../common/facts.js";
import "../common/compiling.js";
import "../common/engine.js";
import "../common/events.js";
import { painter } from "./view.js";
import { sidebar } from "./panel.js";
import { actsOf } from "./acts.js";
import { connectFrames } from "./frames.js";
import { followTab } from "./tabs.js";
import { languageOf, wordsFor } from "./words.js";
import { draftAsker, follow } from "./record.js";
import { keepReplies } from "./replies.js";
import { keepingFocus, welcomeFocus } from "./focus.js";
import { onKey } from "./keys.js";

const NARROW_PX = 120;
const STORED = ["rulebook", "device", "delivery", "settings", "replies"];

/** @returns {AppState} what is known before anything was heard */
export function blank(framed) {
  return {
    words: wordsFor(languageOf("auto")),
    now: new Date(),
    framed,
    narrow: framed && innerWidth < NARROW_PX,
    page: null,
    rulebook: null,
    device: null,
    delivery: null,
    settings: { language: "auto" },
    hand: null,
    known: null,
    similar: [],
    earlier: [],
    alike: null,
    copied: [],
    due: null,
    replies: [],
    learn: {},
    form: null,
    correcting: null,
    sight: null,
    released: null,
    palette: null,
    whole: false,
    every: false,
    said: "",
  };
}

const askAlike = draftAsker();
const paint = painter(document.getElementById("root"));
let app = blank(window !== window.top);
/** @type {ReturnType<typeof connectFrames> | null} */
let frames = null;
/** What the page itself shows now. @type {PageState | null} */
let read = null;
/** @type {number | null} */
let tabId = null;
/** The post whose record is followed. @type {{key: string | null, life: AbortController}} */
let followed = { key: null, life: new AbortController() };

/** Changes the state and draws it. @param {Partial<AppState>} change */
function update(change) {
  draw({ ...app, now: new Date(), ...change });
  followRecord();
  askAlike(app.page?.draft?.text ?? "", (alike) => app.alike === alike || update({ alike }));
}

/** Draws a state made elsewhere, instead of what was found out here. @param {AppState} state */
export function show(state) {
  followed.life.abort();
  draw(state);
}

function draw(/** @type {AppState} */ state) {
  app = state;
  document.documentElement.lang = app.words.lang;
  keepingFocus(() => paint(sidebar(app, acts)));
}

const acts = actsOf({ state: () => app, update, frames: () => frames, showHand, tab: () => tabId });

/** Another post in view starts afresh; the same post keeps what the agent was filling in. */
function shown(frame) {
  read = frame?.page ?? null;
  display(app.hand && !read?.hold ? app.hand : read);
}

/** A post filled in by hand stays until a reply is held or the agent goes back to the page. */
function showHand(/** @type {PageState | null} */ hand) {
  app = { ...app, hand };
  display(hand ?? read);
}

function display(/** @type {PageState | null} */ page) {
  const same = page?.post?.key === app.page?.post?.key;
  const released = app.released !== null && page?.post?.key === app.released ? app.released : null;
  const form = app.form?.kind === "manual" && page !== app.hand ? app.form : null;
  const fresh = same
    ? {}
    : {
        known: null,
        similar: [],
        earlier: [],
        form,
        correcting: null,
        learn: {},
        whole: false,
        every: false,
      };
  const held = page?.hold && page.hold.id !== app.page?.hold?.id;
  update({ ...fresh, ...(held ? { form: null, hand: null } : {}), released, page });
  if (held) acts.dock(true);
}

/** Follows the record of the post in view, while the panel is open. */
function followRecord() {
  const { post } = app.page ?? {};
  const key = app.narrow || !post ? null : post.key;
  if (key === followed.key) return;
  followed.life.abort();
  followed = { key, life: new AbortController() };
  if (post && key) follow(post, followed.life.signal, update);
}

function stored(values) {
  const settings = values.settings ?? app.settings;
  update({ ...values, settings, words: wordsFor(languageOf(settings.language)) });
}

async function start() {
  update({});
  chrome.storage.local.onChanged.addListener((changes) => {
    const fresh = STORED.filter((key) => key in changes).map((key) => [
      key,
      changes[key].newValue ?? null,
    ]);
    keepReplies(changes, app.replies);
    if (fresh.length > 0)
      stored(Object.fromEntries(fresh.filter(([key, value]) => key !== "settings" || value)));
  });
  stored(await chrome.storage.local.get(STORED));
  await followTab(app.framed, speakWith);
}

function speakWith(/** @type {number | null} */ tab) {
  frames?.close();
  tabId = tab;
  shown(null);
  frames = tab === null ? null : connectFrames(tab, shown, acts.enter);
}

addEventListener("resize", () => update({ narrow: app.framed && innerWidth < NARROW_PX }));
welcomeFocus();
addEventListener("keydown", (event) => onKey(event, app, acts));
setInterval(() => update({}), 30_000);
start();
