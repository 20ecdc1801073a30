// Delivers the outbox. An event leaves it only when the server says that it holds it, or why it
// never will; whatever else happens (401, 5xx, no answer, this worker stopped) it stays and is sent
// again, which does no harm since the server knows it by its id.
import { Stranger, Unreachable, ask } from "./server.js";
import { device } from "./settings.js";
import { say } from "./words.js";

export const OUTBOX = "outbox:";
const REFUSED = "refused:";
const BATCH = 50;
const SLOWEST_RETRY = 8000; // ms; the alarm goes on when this worker has been stopped
const TOO_BIG = 413;
const WRONG_SHAPE = [400, 413, 422];

/** @type {Promise<Delivery> | null} */
let running = null;
let again = false;
/** @type {Promise<any>} */
let reporting = Promise.resolve();
/** @type {string | null} */
let lastAcknowledged = null;
let failures = 0;

/** Delivers everything that waits; calls while it runs join it. @returns {Promise<Delivery>} */
export function drain() {
  if (running) {
    again = true;
    return running;
  }
  running = deliverAll().finally(() => {
    running = null;
    if (again) {
      again = false;
      drain();
    }
  });
  return running;
}

async function deliverAll() {
  const paired = await device();
  if (!paired) return report("unpaired");
  const slow = setTimeout(() => report("waiting"), 400);
  const { state, reason } = await deliver(paired).catch(failure);
  clearTimeout(slow);
  failures = state === "recorded" ? 0 : failures + 1;
  if (state === "waiting" || state === "unreachable") {
    setTimeout(drain, Math.min(SLOWEST_RETRY, 250 * 2 ** failures));
  }
  return report(state, reason);
}

/** Batch after batch until nothing waits or the server stops taking. */
async function deliver(/** @type {Paired} */ paired) {
  for (let size = BATCH; ;) {
    const batch = (await outboxKeys()).slice(0, size);
    if (!batch.length) return outcome("recorded");
    const stored = await chrome.storage.local.get(batch);
    const answer = await send(
      paired,
      batch.map((key) => stored[key]),
    );
    if (answer.status === 200) {
      if (!(await settle(batch, stored, answer.body))) return outcome("waiting");
      size = BATCH;
    } else if (WRONG_SHAPE.includes(answer.status)) {
      if (batch.length === 1) await setAside(batch[0], stored[batch[0]], answer.body?.detail);
      size = Math.max(1, Math.floor(batch.length / 2)); // one bad event never blocks the others
    } else {
      const told = answer.status === 401 || answer.status === 403;
      return outcome(told ? "refused_device" : "waiting", answer.body?.detail);
    }
  }
}

/** @param {Delivery["state"]} state @param {string | null} [reason] a sentence to be shown as it is */
const outcome = (state, reason = null) => ({ state, reason });

const send = (/** @type {Paired} */ paired, /** @type {CaseEvent[]} */ events) =>
  ask(paired.server, "/api/events", {
    token: paired.token,
    body: { events, sent_at: new Date().toISOString() }, // lets the server see a wrong clock
  });

/** @returns {Promise<{state: Delivery["state"], reason: string | null}>} */
async function failure(/** @type {unknown} */ error) {
  if (error instanceof Unreachable) return outcome("unreachable");
  if (!(error instanceof Stranger)) throw error;
  return outcome("unreachable", await say("background.stranger", { server: error.message }));
}

/** Takes out exactly what the server holds, sets aside what it refused. @returns how many left */
async function settle(batch, stored, body) {
  const held = new Set(body.held);
  const reasons = new Map((body.refused ?? []).map(({ id, reason }) => [id, reason]));
  const idOf = (key, index) => stored[key]?.id ?? String(index); // no id: answered by its place
  const done = batch.filter((key, index) => held.has(idOf(key, index)));
  if (done.length) {
    lastAcknowledged = new Date().toISOString();
    await chrome.storage.local.remove(done);
  }
  let aside = 0;
  for (const [index, key] of batch.entries()) {
    const reason = reasons.get(idOf(key, index));
    if (reason === undefined) continue;
    await setAside(key, stored[key], reason);
    aside += 1;
  }
  return done.length + aside;
}

/** Keeps a refused event where the agent can see it, with the server's reason. */
async function setAside(key, event, reason) {
  const set = { [REFUSED + key.slice(OUTBOX.length)]: { event, reason: reason ?? "" } };
  await chrome.storage.local.set(set);
  await chrome.storage.local.remove(key);
}

/** Oldest first: the time stands first in the key. */
async function outboxKeys() {
  return (await allKeys()).filter((key) => key.startsWith(OUTBOX)).sort();
}

/** getKeys came with Chromium 130; before, the values have to be read too. */
async function allKeys() {
  const storage = /** @type {any} */ (chrome.storage.local);
  return storage.getKeys ? storage.getKeys() : Object.keys(await storage.get(null));
}

/** Writes the state that the sidebar puts into words; one after the other, so the last one stays. */
function report(
  /** @type {Delivery["state"]} */ state,
  /** @type {string | null} */ reason = null,
) {
  reporting = reporting.then(() => write(state, reason));
  return reporting;
}

async function write(state, reason) {
  const keys = await allKeys();
  const count = (/** @type {string} */ start) => keys.filter((key) => key.startsWith(start)).length;
  const before = /** @type {Delivery | undefined} */ (
    (await chrome.storage.local.get("delivery")).delivery
  );
  /** @type {Delivery} */
  const delivery = {
    state,
    at: lastAcknowledged ?? before?.at ?? null,
    waiting: count(OUTBOX),
    refused: count(REFUSED),
    reason,
  };
  if (JSON.stringify(before) !== JSON.stringify(delivery)) {
    await chrome.storage.local.set({ delivery });
  }
  return delivery;
}
