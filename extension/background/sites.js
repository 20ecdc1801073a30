// "Use on this site": the content files for one more host, asked for, kept, and taken back.
import { device } from "./settings.js";

const files = chrome.runtime.getManifest().content_scripts?.[0];

/** @returns {Promise<string[]>} origins that the agent has added */
export async function sitesInUse() {
  /** @type {{sites?: string[]}} */
  const { sites } = await chrome.storage.local.get("sites");
  return sites ?? [];
}

/**
 * Registers the content files for an origin, for good, and starts them in its open tabs.
 * The permission for the host has to be there already; asking needs a press of the agent.
 * @param {string} origin for example https://forum.example
 * @returns {Promise<{ok: boolean}>}
 */
export async function useSite(origin) {
  if (!(await chrome.permissions.contains({ origins: [pattern(origin)] }))) return { ok: false };
  const sites = new Set(await sitesInUse());
  await chrome.storage.local.set({ sites: [...sites.add(origin)] });
  await register(origin);
  await startInOpenTabs(origin);
  return { ok: true };
}

/** Takes a site back, with the permission for its host when no other site needs it. */
export async function forgetSite(/** @type {string} */ origin) {
  const left = (await sitesInUse()).filter((site) => site !== origin);
  await chrome.storage.local.set({ sites: left });
  await chrome.scripting.unregisterContentScripts({ ids: [origin] }).catch(() => {});
  const shared = left.some((site) => pattern(site) === pattern(origin));
  if (!shared) await chrome.permissions.remove({ origins: [pattern(origin)] }).catch(() => {});
  return { ok: true };
}

/**
 * Registrations mostly outlive a restart, but neither an update nor a load from a folder. Pages that the
 * browser opened before we were there get the files afterwards.
 */
export async function registerAgain() {
  const kept = new Set((await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id));
  for (const origin of await sitesInUse()) {
    if (!kept.has(origin)) await useSite(origin);
  }
}

/**
 * Listener for the toolbar button. On a known page it opens or closes the sidebar, elsewhere it asks
 * for that one host. The question comes first and at once: after any wait the press no longer counts.
 */
export function pressed(/** @type {chrome.tabs.Tab} */ tab) {
  if (!/^https?:/.test(tab.url ?? "")) return chrome.runtime.openOptionsPage();
  const { origin } = new URL(/** @type {string} */ (tab.url));
  if (isBuiltIn(origin)) return toggle(tab);
  const asked = chrome.permissions.request({ origins: [pattern(origin)] });
  return asked.then((granted) => (granted ? begin(tab, origin) : undefined));
}

async function begin(tab, origin) {
  if (origin === (await device())?.server) return; // the dashboard is no platform
  if (!(await sitesInUse()).includes(origin)) await useSite(origin);
  await toggle(tab);
}

const toggle = (tab) =>
  chrome.tabs.sendMessage(tab.id, { type: "toggle" }, { frameId: 0 }).catch(() => {});

/** A match pattern names a host; its port cannot be asked for. */
const pattern = (/** @type {string} */ origin) => {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
};

const isBuiltIn = (/** @type {string} */ origin) =>
  (files?.matches ?? []).includes(pattern(origin));

async function register(/** @type {string} */ origin) {
  const script = /** @type {chrome.scripting.RegisteredContentScript} */ ({
    id: origin,
    matches: [`${origin}/*`],
    js: files?.js,
    runAt: "document_start",
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  });
  const known = await chrome.scripting.getRegisteredContentScripts({ ids: [origin] });
  if (known.length) await chrome.scripting.updateContentScripts([script]);
  else await chrome.scripting.registerContentScripts([script]);
}

async function startInOpenTabs(origin) {
  for (const tab of await chrome.tabs.query({ url: pattern(origin) })) {
    if (tab.id && tab.url && new URL(tab.url).origin === origin) await startIn(tab.id);
  }
}

/** Only into frames that do not have the files yet: they must not run twice. */
async function startIn(/** @type {number} */ tabId) {
  const frames = await chrome.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: () => "webcare" in globalThis,
  });
  const frameIds = frames.filter(({ result }) => result === false).map(({ frameId }) => frameId);
  if (!frameIds.length) return;
  await chrome.scripting.executeScript({
    target: { tabId, frameIds },
    files: files?.js ?? [],
    injectImmediately: true,
  });
}
