// What is kept of the replies that went out, so that one that is too like another is noticed.
import { shingles } from "./alike.js";

const KEPT = 50;

/**
 * Keeps the shingles of replies among what was just stored; never their text.
 * @param {Record<string, {newValue?: any}>} changes as chrome.storage tells them
 * @param {AppState["replies"]} known
 */
export function keepReplies(changes, known) {
  const sent = Object.values(changes)
    .map(({ newValue }) => newValue)
    .filter((event) => event?.type === "replied" && event.data?.text);
  const fresh = sent
    .filter(({ at }) => known.every((reply) => reply.at !== at))
    .map(({ at, data }) => ({ at, shingles: shingles(data.text) }));
  const replies = fresh.filter((reply) => reply.shingles.length > 0);
  if (replies.length > 0)
    chrome.storage.local.set({ replies: [...replies, ...known].slice(0, KEPT) });
}
