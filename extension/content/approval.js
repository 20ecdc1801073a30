"use strict";
// A trainee's reply that a coach reads before it goes out. The request is a `warned` event with the
// reply's text; the coach answers it on the dashboard with `approved` or `rejected`, which name it. What
// was approved is that text: a changed one is asked for again.
(() => {
  /** @type {Partial<Settings>} */
  let settings = {};

  /** The coach's word on the draft as it now stands, or null. @returns {"approved" | "rejected" | null} */
  const wordOn = (/** @type {any} */ draft) =>
    draft.approvals.findLast(({ text }) => text === draft.text)?.word ?? null;

  /** @returns {boolean} whether this draft may not go out yet */
  const isNeeded = (/** @type {any} */ draft) =>
    Boolean(settings.trainee && settings.approval) &&
    draft.aloud !== draft.text &&
    wordOn(draft) !== "approved";

  /** Follows the settings of this browser. */
  function start() {
    chrome.storage.local.get("settings").then((found) => (settings = found.settings ?? {}));
    chrome.storage.local.onChanged.addListener((changes) => {
      if (changes.settings) settings = changes.settings.newValue ?? {};
    });
  }

  webcare.approval = { isNeeded, start };
})();
