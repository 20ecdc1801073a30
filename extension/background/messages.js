// What other parts of the extension may ask the worker; every message is a ToWorker of types.d.ts.
import { drain } from "./outbox.js";
import { refresh } from "./rulebook.js";
import { Stranger, Unreachable, ask } from "./server.js";
import { device, pair } from "./settings.js";
import { forgetSite, sitesInUse, useSite } from "./sites.js";

/** @type {Record<string, (message: any, sender: any) => Promise<any>>} */
const answers = {
  async pair(message) {
    const result = await pair(message);
    if (result.ok) await Promise.all([refresh(), drain()]);
    return result;
  },
  drain: () => drain(),
  ask_top: (_message, sender) =>
    chrome.tabs.sendMessage(sender.tab.id, { type: "posts_asked" }, { frameId: 0 }),
  case: (message) => fromServer(casePath(message)),
  similar: ({ type: _, ...about }) => fromServer("/api/similar", about),
  due: () => fromServer("/api/due"),
  alike: ({ text }) => fromServer("/api/alike", { text }),
  health_note: ({ type: _, ...note }) => fromServer("/api/health-note", note),
  use_site: ({ origin }) => useSite(origin),
  forget_site: ({ origin }) => forgetSite(origin),
  sites: () => sitesInUse(),
  open_options: () => chrome.runtime.openOptionsPage(),
};

/** Content files live in pages we do not know; they may ask no more than this. */
const FROM_PAGES = ["case", "open_options", "ask_top", "health_note"];

/** Listener for chrome.runtime.onMessage. @returns {boolean} whether an answer will follow */
export function answer(message, sender, reply) {
  const handle = answers[message?.type];
  if (!handle || !(isOurPage(sender) || FROM_PAGES.includes(message.type))) return false;
  handle(message, sender).then(reply, (error) => {
    console.error(error);
    reply({ ok: false, reason: String(error.message) });
  });
  return true;
}

/** The options page or the sidebar, also in its frame in a page. */
const isOurPage = (/** @type {chrome.runtime.MessageSender} */ sender) =>
  sender.id === chrome.runtime.id && sender.origin === location.origin;

/** With `wait` (seconds) the answer comes when the case is newer than version `after`, or after that time. */
function casePath({ post_key: postKey, after = 0, wait = 0 }) {
  return `/api/case?${new URLSearchParams({ post_key: postKey, after: `${after}`, wait: `${wait}` })}`;
}

/** What the server answers, or that it cannot be asked. */
async function fromServer(/** @type {string} */ path, /** @type {any} */ body = undefined) {
  const paired = await device();
  if (!paired) return { offline: true };
  try {
    const answer = await ask(paired.server, path, { token: paired.token, body });
    if (answer.status === 200) return { ...answer.body, agent: paired.agent };
    return { offline: true, reason: answer.body?.detail ?? null };
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Stranger) return { offline: true };
    throw error;
  }
}
