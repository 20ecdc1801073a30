"use strict";
// What a frame has to know of the page around it when the reply box is in the frame and the posts are
// not. A frame of the same origin reads it directly; any other asks through the worker.
(() => {
  const FRESH = 1000; // ms
  const NOT_YET = 100; // ms until a page that is still being loaded is asked again

  /** @type {{platform: string | null, posts: {post: Post, verdict: Verdict}[]} | null} */
  let told = null; // null while the answer is on its way
  let askedAt = -Infinity;

  /** The page object of the frame around this one, when it may be touched. */
  function near() {
    try {
      const up = window === window.parent ? null : /** @type {any} */ (window.parent).webcare?.page;
      return up?.rulebook ? up : null;
    } catch {
      return null; // another origin
    }
  }

  /** Asks the top frame anew, at most once a second. */
  function ask() {
    if (window === window.top || near() || performance.now() - askedAt < FRESH) return;
    askedAt = performance.now();
    const none = { platform: null, posts: [] };
    const keep = (answer) => {
      if (answer === null) return askAgain();
      told = answer?.posts ? answer : none;
      webcare.page.recognise();
      webcare.page.changed();
    };
    chrome.runtime.sendMessage({ type: "ask_top" }).then(keep, () => keep(none));
  }

  function askAgain() {
    askedAt = -Infinity;
    setTimeout(ask, NOT_YET);
  }

  /** Whether the page around is not known yet. */
  const isWaiting = () => window !== window.top && !near() && told === null;

  /** @param {any[]} platforms @returns {any} the platform of the page around, or null */
  const platform = (platforms) =>
    near()?.platform ?? platforms.find(({ id }) => id === told?.platform) ?? null;

  /** The posts that a reply in this frame may answer. @returns {{post: Post, verdict: Verdict}[]} */
  const choices = () => near()?.choices() ?? told?.posts ?? [];

  /** The post that a box in this frame answers. @returns {{post: Post, verdict: Verdict} | "unknown"} */
  function answered() {
    const up = near();
    if (up) return up.answeredFrom(window.frameElement);
    return told?.posts.length === 1 ? told.posts[0] : "unknown";
  }

  webcare.above = { near, ask, isWaiting, platform, choices, answered };
})();
