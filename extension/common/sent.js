"use strict";
// Replies that went out while their page went away, as a forum's form does. Whether the site took one
// shows on the next page: the reply stands there, or its text is back in a reply box. Until then it
// waits under a key of its own, and is no part of the record.
(() => {
  const SENT = "sent:";

  /**
   * Keeps a reply until it is known whether the site took it.
   * @param {Post} post @param {Verdict} verdict @param {{channel: string, text: string}} data of `replied`
   */
  async function presume(post, verdict, data) {
    const { made, items } = await webcare.events.prepare(post, verdict, "replied", data);
    const at = Date.parse(made[0].at);
    const sent = { site: location.origin, text: data.text, at, items };
    await chrome.storage.local.set({ [SENT + made[0].id]: sent });
  }

  /**
   * Records what was taken and forgets what was refused.
   * @param {(sent: {site: string, text: string, at: number}) => "taken" | "refused" | "unknown"} judge
   */
  async function settle(judge) {
    /** @type {Record<string, any>} */
    const all = await chrome.storage.local.get(null);
    for (const key of Object.keys(all).filter((name) => name.startsWith(SENT))) {
      const outcome = judge(all[key]);
      if (outcome === "taken") await chrome.storage.local.set(all[key].items);
      if (outcome !== "unknown") await chrome.storage.local.remove(key);
    }
  }

  webcare.sent = { presume, settle };
})();
