// Posts that the agent fills in by hand, on any page: judged and recorded here, with the same engine
// and the same events as posts that are read.
import { hash } from "./alike.js";

/** What a hand-filled post may be asked about; the rest is unknown. @typedef {Record<string, string>} Filled */

/**
 * @param {Filled} values of the form `manual`
 * @returns {Post}
 */
export function postOf({ text, author = "", kind, owner = "", url = "" }) {
  const tagged = (sign) =>
    [...text.matchAll(new RegExp(`(?<![\\p{L}\\d_])${sign}([\\p{L}\\d_.]{1,60})`, "gu"))].map(
      ([, name]) => name.replace(/\.$/, ""),
    );
  const address = URL.canParse(url) && /^https?:/.test(url) ? url : null;
  return {
    platform: "by_hand",
    url: address,
    key: `by_hand:${address ?? ""}#${hash(`${author}\n${text}`).toString(36)}`,
    author: { name: author || null, handle: null },
    text,
    posted_at: null,
    rating: null,
    place: { kind: /** @type {any} */ (kind), owner: owner || null, url: address },
    reply_to: null,
    mentions: tagged("@"),
    hashtags: tagged("#"),
    by_brand: false,
    answered_by_brand: false,
    public_turns: 0,
    missing: ["posted_at"],
  };
}

/** @param {Rulebook} rulebook @param {Post} post @param {Partial<Verdict>} [corrected] @returns {Verdict} */
export function judged(rulebook, post, corrected = {}) {
  const { engine } = globalThis.webcare;
  const compiled = engine.compile(rulebook);
  return engine.correct(compiled, post, engine.decide(compiled, post), corrected);
}

/** The state that content files would send for such a post. @returns {PageState} */
export function pageOf(post, verdict, memory, rulebook) {
  return {
    type: "state",
    top: true,
    url: post.url ?? "",
    platform: null,
    platform_version: "",
    post,
    verdict,
    memory,
    posts: [],
    draft: null,
    hold: null,
    health: "ok",
    lost: [],
    rulebook: rulebook.version,
    open: true,
  };
}

/**
 * Does what the content files do with the sidebar's orders, for a post filled in by hand.
 * @param {ToContent} message
 * @param {{page: PageState, rulebook: Rulebook | null}} state
 * @returns {Promise<PageState | null>} the state after it; null when nothing changed
 */
export async function obey(message, { page, rulebook }) {
  const { post, verdict, memory } = page;
  if (!post || !verdict || !rulebook) return null;
  const { events } = globalThis.webcare;
  if (message.type === "record") await events.record(post, verdict, message.event, message.data);
  else if (message.type === "correct")
    await events.record(post, verdict, "corrected", {
      field: message.field,
      from: verdict[message.field],
      to: message.to,
      reply: judged(rulebook, post, { ...memory?.corrected, [message.field]: message.to }).reply,
    });
  else return null;
  const kept = (await events.memory(post.key)) ?? memory;
  return pageOf(post, judged(rulebook, post, kept?.corrected), kept, rulebook);
}
