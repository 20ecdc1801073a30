// Joins the page, the storage and the worker to one state, and draws it.
import { painter } from "./view.js";
import { sidebar } from "./panel.js";
import { actsOf } from "./acts.js";
import { connectFrames } from "./frames.js";
import { languageOf, wordsFor } from "./words.js";
import { shingles } from "./alike.js";
import { onKey } from "./keys.js";

const REPLIES_KEPT = 50;
const NARROW_PX = 120;
const STORED = ["rulebook", "device", "delivery", "settings", "replies"];

/** @returns {AppState} what is known before anything was heard */
export function blank(framed) {
  return {
    words: wordsFor(languageOf("auto")), now: new Date(), framed, narrow: framed && innerWidth < NARROW_PX,
    page: null, rulebook: null, device: null, delivery: null, settings: { language: "auto" }, known: null, replies: [],
    learn: {}, form: null, correcting: null, released: null, palette: null,
    whole: false, every: false, said: "",
  };
}

const paint = painter(document.getElementById("root"));
let app = blank(window !== window.top);
/** @type {ReturnType<typeof connectFrames> | null} */
let frames = null;

/** Changes the state and draws it. @param {Partial<AppState>} change */
function update(change) {
  show({ ...app, now: new Date(), ...change });
}

/** Takes a whole state over and draws it. @param {AppState} state */
export function show(state) {
  app = state;
  document.documentElement.lang = app.words.lang;
  paint(sidebar(app, acts));
}

const acts = actsOf({ state: () => app, update, frames: () => frames });

/** Another post in view starts afresh; the same post keeps what the agent was filling in. */
function shown(frame) {
  const page = frame?.page ?? null;
  const same = page?.post?.key === app.page?.post?.key;
  const before = app.page?.memory?.at;
  const released = app.released !== null && page?.post?.key === app.released ? app.released : null;
  const fresh = same ? {} : { known: null, form: null, correcting: null, learn: {}, whole: false, every: false };
  const held = page?.hold && page.hold.id !== app.page?.hold?.id;
  update({ ...fresh, ...(held ? { form: null } : {}), released, page });
  if (held) acts.dock(true);
  if (page?.post && (!same || page.memory?.at !== before)) ask(page.post.key);
}

async function ask(postKey) {
  const known = await chrome.runtime.sendMessage({ type: "case", post_key: postKey }).catch(() => ({ offline: true }));
  if (app.page?.post?.key === postKey) update({ known: known ?? { offline: true } });
}

function stored(values) {
  const settings = values.settings ?? app.settings;
  update({ ...values, settings, words: wordsFor(languageOf(settings.language)) });
}

/** Whether the server has acknowledged something new, so that it may know more of this case. */
function delivered(/** @type {any} */ change) {
  return change !== undefined && change.newValue?.at !== change.oldValue?.at;
}

/** Keeps of each reply that goes out what is needed to notice when another one is like it. */
function remember(/** @type {Record<string, any>} */ changes) {
  const sent = Object.entries(changes).filter(([key, { newValue }]) => key.startsWith("outbox:") && newValue?.type === "replied" && newValue.data.text);
  const fresh = sent.map(([, { newValue }]) => ({ at: newValue.at, shingles: shingles(newValue.data.text) })).filter((reply) => reply.shingles.length > 0);
  const known = new Set(app.replies.map(({ at }) => at));
  const unknown = fresh.filter(({ at }) => !known.has(at));
  if (unknown.length > 0) chrome.storage.local.set({ replies: [...unknown, ...app.replies].slice(0, REPLIES_KEPT) });
}

async function start() {
  update({});
  chrome.storage.local.onChanged.addListener((changes) => {
    const fresh = STORED.filter((key) => key in changes).map((key) => [key, changes[key].newValue ?? null]);
    remember(changes);
    if (delivered(changes.delivery) && app.page?.post) ask(app.page.post.key);
    if (fresh.length > 0) stored(Object.fromEntries(fresh.filter(([key, value]) => key !== "settings" || value)));
  });
  stored(await chrome.storage.local.get(STORED));
  const tab = (await chrome.tabs.getCurrent()) ?? (await chrome.tabs.query({ active: true, currentWindow: true }))[0];
  if (tab?.id !== undefined) frames = connectFrames(tab.id, shown);
}

addEventListener("resize", () => update({ narrow: app.framed && innerWidth < NARROW_PX }));
addEventListener("keydown", (event) => onKey(event, app, acts));
setInterval(() => update({}), 30_000);
start();
