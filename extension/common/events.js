"use strict";
// Makes events and writes them to the outbox, straight into chrome.storage.local: of events written
// while the page navigates away all arrive, of those sent as messages to the worker about one in six
// is lost. One key per event and one set() for everything that belongs together.
(() => {
  /** @type {Map<string, CaseMemory | null>} */
  const known = new Map();
  /** @type {Map<string, string>} */
  const platformVersions = new Map();
  let lastAt = 0;

  const caseKey = (/** @type {string} */ postKey) => `case:${postKey}`;

  /** Milliseconds since 1970, never the same twice in this context. */
  function nextMoment() {
    lastAt = Math.max(Date.now(), lastAt + 1);
    return lastAt;
  }

  /** @returns {CaseEvent} */
  function make(post, verdict, type, data) {
    return {
      id: crypto.randomUUID(),
      at: new Date(nextMoment()).toISOString(),
      post_key: post.key,
      agent: "", // the server fills it in from the device's token
      type,
      data,
      versions: {
        rules: verdict.rules_version,
        extension: chrome.runtime.getManifest().version,
        platform: platformVersions.get(post.platform) ?? post.platform,
      },
    };
  }

  /** `opened` and `assessed` come first when this browser has not opened the case before. */
  function withOpening(post, verdict, type, data) {
    const made = [];
    if (!known.get(post.key)) {
      made.push(make(post, verdict, "opened", { post }));
      made.push(make(post, verdict, "assessed", { verdict }));
    }
    if (type !== "opened" && type !== "assessed") made.push(make(post, verdict, type, data));
    return made;
  }

  /** What this browser remembers of the case after these events. */
  function remember(/** @type {CaseEvent[]} */ made, /** @type {boolean} */ isUnwanted) {
    const last = made[made.length - 1];
    const before = known.get(last.post_key);
    /** @type {CaseMemory} */
    const memory = {
      opened: before?.opened ?? made[0].at,
      acknowledged: before?.acknowledged ?? false,
      last: last.type,
      at: last.at,
    };
    const corrected = { ...before?.corrected };
    if (last.type === "corrected") corrected[last.data.field] = last.data.to;
    if (Object.keys(corrected).length) memory.corrected = corrected;
    if (last.type === "overridden" && isUnwanted) memory.acknowledged = true;
    return memory;
  }

  const outboxKey = (/** @type {CaseEvent} */ event) =>
    `outbox:${String(Date.parse(event.at)).padStart(15, "0")}:${event.id}`;

  /**
   * Makes the event and stores it. When the case's memory is already known (see `memory`) the write
   * starts in this very task, so it survives a page that is going away.
   * @param {Post} post @param {Verdict} verdict @param {EventType} type
   * @param {Record<string, any>} data its shape per type: shared/schemas/event.json
   * @returns {Promise<CaseEvent[]>} resolves when it is stored; rejects when the browser refuses
   */
  async function record(post, verdict, type, data) {
    const { made, items } = await prepare(post, verdict, type, data);
    if (made.length) await chrome.storage.local.set(items);
    return made;
  }

  /** The events of an act, and what is to be stored for them. */
  async function prepare(post, verdict, type, data) {
    if (!known.has(post.key)) await memory(post.key);
    const made = withOpening(post, verdict, type, data);
    if (!made.length) return { made, items: {} };
    const kept = remember(made, verdict.reply === "not_wanted");
    known.set(post.key, kept);
    const items = made.map((event) => [outboxKey(event), event]);
    return { made, items: Object.fromEntries([...items, [caseKey(post.key), kept]]) };
  }

  /**
   * What this browser did with a post before, or null.
   * @param {string} postKey @returns {Promise<CaseMemory | null>}
   */
  async function memory(postKey) {
    if (!known.has(postKey)) {
      const key = caseKey(postKey);
      const found = /** @type {CaseMemory | undefined} */ (
        (await chrome.storage.local.get(key))[key]
      );
      if (!known.has(postKey)) known.set(postKey, found ?? null); // an event may have been recorded meanwhile
    }
    return known.get(postKey) ?? null;
  }

  /** The same without waiting: undefined while it is not known. @param {string} postKey */
  const remembered = (postKey) => known.get(postKey);

  /** Says which platform files are in use, for `versions` in the events. @param {any[]} platforms */
  function usePlatforms(platforms) {
    for (const { id, version } of platforms) platformVersions.set(id, `${id}@${version}`);
  }

  chrome.storage.local.onChanged.addListener((changes) => {
    for (const [key, change] of Object.entries(changes)) {
      const newValue = /** @type {CaseMemory | undefined} */ (change.newValue);
      const postKey = key.startsWith("case:") ? key.slice("case:".length) : null;
      if (postKey === null || !known.has(postKey)) continue;
      const mine = known.get(postKey);
      if (!mine || !newValue || newValue.at >= mine.at) known.set(postKey, newValue ?? null);
    }
  });

  webcare.events = { record, prepare, memory, remembered, usePlatforms };
})();
