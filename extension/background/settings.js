// Pairing with a server, and who this browser then is.
import { Stranger, ask } from "./server.js";
import { keep, kept } from "./vault.js";
import { say } from "./words.js";

/** @returns {Promise<Paired | null>} null while this browser is not paired */
export const device = async () => (await kept("device")) ?? null;

/**
 * Trades a one-time code for this browser's own token.
 * @param {{server: string, code: string, agent: string}} wish
 * @returns {Promise<{ok: true, agent: string} | {ok: false, reason: string}>} the reason is a sentence
 */
export async function pair({ server, code, agent }) {
  const origin = originOf(server);
  if (!origin) return refuse("background.no_address");
  try {
    const { status, body } = await ask(origin, "/api/pair", { body: { code, agent } });
    if (status !== 200) return { ok: false, reason: body?.detail ?? String(status) };
    /** @type {Device} */
    const shown = { server: origin, agent: body.agent };
    await keep("device", { ...shown, token: body.token });
    await chrome.storage.local.set({ device: shown });
    return { ok: true, agent: shown.agent };
  } catch (error) {
    return refuse(error instanceof Stranger ? "background.stranger" : "background.unreachable", {
      server: origin,
    });
  }
}

/** A browser that starts with our settings page opens it before we are there, and shows an error. */
export async function reloadSettings() {
  const opened = await chrome.tabs.query({ url: chrome.runtime.getURL("options/options.html") });
  await Promise.all(opened.map(({ id }) => id && chrome.tabs.reload(id)));
}

async function refuse(/** @type {string} */ key, values = {}) {
  return /** @type {const} */ ({ ok: false, reason: await say(key, values) });
}

/** Plain http only to this machine: a token must not cross a network unprotected. */
function originOf(/** @type {string} */ address) {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, origin } = new URL(address);
  return protocol === "https:" || hostname === "127.0.0.1" ? origin : null;
}
