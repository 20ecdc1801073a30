// Keeps the newest rulebook in the browser: at first the one that comes with the extension, then the
// server's, asked for by its ETag, so that verdicts go on while the server is down.
import { bundled } from "./bundled.js";
import { Stranger, Unreachable, ask } from "./server.js";
import { device } from "./settings.js";

/** On install and update: what the extension brings, with the brand that was known already. */
export async function install() {
  /** @type {{rulebook?: Rulebook}} */
  const { rulebook } = await chrome.storage.local.get("rulebook");
  const fresh = await bundled();
  await store({ ...fresh, brand: rulebook?.brand ?? fresh.brand }, null);
  return refresh();
}

/** Takes the server's rulebook over when it is a newer one. @returns {Promise<boolean>} taken over */
export async function refresh() {
  const paired = await device();
  if (!paired) return false;
  /** @type {{rulebook_etag?: string}} */
  const { rulebook_etag: etag } = await chrome.storage.local.get("rulebook_etag");
  try {
    const answer = await ask(paired.server, "/api/rulebook", { token: paired.token, etag });
    if (answer.status !== 200 || !isWhole(answer.body)) return false;
    await store(answer.body, answer.etag);
    return true;
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Stranger) return false;
    throw error;
  }
}

const store = (/** @type {Rulebook} */ rulebook, /** @type {string | null} */ etag) =>
  chrome.storage.local.set({ rulebook, rulebook_etag: etag });

/** A rulebook that misses a part would leave every page without advice: keep the last good one. */
const isWhole = (/** @type {Rulebook | null} */ rulebook) =>
  Boolean(rulebook?.version && rulebook.rules && rulebook.brand && rulebook.platforms?.length);
