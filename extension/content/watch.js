"use strict";
// Which post the agent is looking at: the one with the focus or the one of the address, else the one
// under the eye. A binary search over the containers; an IntersectionObserver on thousands of posts
// costs the browser ten milliseconds in every frame.
(() => {
  const PACE = 80; // ms between two looks at least
  const SHARE = 30; // on endless pages a look costs more: at most one part in so many of the time
  const SLOWEST = 400; // ms
  const STAYS = 30; // ms that a post has to stay where it was scrolled to until it is read
  const FLY = 400; // ms: of posts that follow each other sooner only the last one is read
  const BEFORE = 6; // containers looked at before the first that begins in the window: long or nested ones
  const STAY = 1.25; // the post shown now has to be outdone by this much
  const FOCUSED = 4;

  /** @type {Element | null} */
  let current = null;
  /** @type {Element | null} */
  let pressed = null; // the post that the agent pressed last: on a short page nothing scrolls
  /** @type {Element | null} */
  let likely = null; // the post that was found last
  let foundAt = -Infinity;
  let lookedAt = -Infinity;
  let blank = -1; // so many posts are on the page, and none in view
  let pace = PACE;
  let asked = false;
  let waited = false; // for the pace: meanwhile posts may have flown by
  let isOn = false;
  let address = "";
  let arrived = { at: "", entry: "" }; // the address that was gone to, which the site may rewrite
  let look = () => {};

  const top = (/** @type {Element} */ element) => element.getBoundingClientRect().top;

  /** The first container that begins in or below the window. */
  function firstBelow(/** @type {Element[]} */ all) {
    let [from, to] = [0, all.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (top(all[middle]) >= 0) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  /** Containers that may be in the window, in the page's order. */
  function near(/** @type {Element[]} */ all) {
    const first = firstBelow(all);
    let end = first;
    while (end < all.length && top(all[end]) < innerHeight) end += 1;
    return all.slice(Math.max(0, first - BEFORE), end);
  }

  /** How much of a post is seen and how near to the middle; its answers inside it do not count. */
  function weight(container, next, named) {
    const box = container.getBoundingClientRect();
    if (!box.width || !box.height) return 0;
    const bottom = next && container.contains(next) ? top(next) : box.bottom;
    const seen = Math.min(bottom, innerHeight) - Math.max(box.top, 0);
    if (seen <= 0) return 0;
    const off = Math.abs((box.top + bottom) / 2 - innerHeight / 2);
    return Math.max(1, seen * 2 - off * 0.5) * (isFocused(container, named) ? FOCUSED : 1);
  }

  function isFocused(container, named) {
    const { focused } = webcare.page.platform.post;
    const { activeElement } = document;
    return (
      container === pressed ||
      container === named ||
      (focused && container.matches(focused)) ||
      (activeElement !== document.body && container.contains(activeElement))
    );
  }

  /** Forums write into the address which post is scrolled to; where the agent went stays what it was. */
  function goneTo() {
    const entry = window.navigation?.currentEntry?.key ?? location.href;
    if (entry !== arrived.entry) arrived = { at: location.href, entry };
    return arrived.at;
  }

  /** @returns {Element | null} */
  function pick() {
    /** @type {Element | null} */
    let best = null;
    let most = 0;
    const seen = near(webcare.page.containers());
    const named = webcare.page.named(seen, goneTo());
    seen.forEach((container, i) => {
      const weighed = weight(container, seen[i + 1], named) * (container === current ? STAY : 1);
      if (weighed > most) [best, most] = [container, weighed];
    });
    return best;
  }

  function lookNow() {
    const begun = performance.now();
    lookedAt = begun;
    asked = false;
    if (document.hidden) return;
    catchUp();
    const found = webcare.page.platform ? pick() : current;
    const isMoving = waited || begun - foundAt < FLY;
    const isPassing = found !== current && found !== likely && isMoving;
    if (found !== likely) foundAt = begun;
    likely = found;
    if (isPassing) return lookAgain();
    current = found;
    blank = found ? -1 : webcare.page.containers().length;
    look();
    queueMicrotask(() => rest(begun)); // after the state has gone out, which is part of the cost
  }

  /** What scrolls by is not read: only what is still there a moment later. */
  function lookAgain() {
    lookedAt = performance.now();
    pace = STAYS;
    ask();
  }

  function rest(/** @type {number} */ begun) {
    lookedAt = performance.now();
    pace = Math.min(Math.max(PACE, (lookedAt - begun) * SHARE), SLOWEST);
  }

  /** Looks in the next frame, or when the pace allows it. */
  function ask() {
    if (asked || document.hidden) return;
    asked = true;
    const wait = lookedAt + pace - performance.now();
    waited = wait > 0;
    if (waited) setTimeout(inFrame, wait);
    else inFrame();
  }

  /** In a frame, after the browser has laid it out: where things are costs nothing to ask then. */
  function inFrame() {
    requestAnimationFrame(() => {
      const root = document.documentElement;
      if (root) laidOut.observe(root);
      else lookNow();
    });
  }

  const laidOut = new ResizeObserver(() => {
    laidOut.disconnect();
    lookNow();
  });

  function onScroll() {
    if (performance.now() - foundAt > FLY) pace = Math.min(pace, PACE); // the agent went there, and waits
    ask();
  }

  function onPress(/** @type {Event} */ event) {
    const at = event.isTrusted && /** @type {Node} */ (event.composedPath()[0]);
    const around = at && webcare.page.containers().findLast((container) => container.contains(at));
    if (!around) return;
    pressed = around;
    ask();
  }

  function changed(/** @type {MutationRecord[]} */ records) {
    webcare.page.stale(document.hidden ? [] : records); // in a hidden tab nothing is gone through
    ask();
  }

  const observer = new MutationObserver(changed);

  /** Hears of what posts are read from; their attributes depend on the platform. */
  function observe() {
    if (!isOn) return;
    const attributeFilter = webcare.page.attributes();
    const all = { childList: true, characterData: true, subtree: true };
    observer.observe(document, { ...all, attributeFilter });
  }

  /** What changed in this very task, and an address that changed without a word. */
  function catchUp() {
    const records = observer.takeRecords();
    if (records.length) changed(records);
    if (address === location.href) return;
    address = location.href;
    changed([]);
  }

  /**
   * @param {() => void} onLook called after each look, whether or not another post was found
   * @param {AbortSignal} signal
   */
  function start(onLook, signal) {
    look = onLook;
    for (const type of ["resize", "focusin"]) webcare.guard.keep(type, ask);
    webcare.guard.keep("scroll", onScroll);
    webcare.guard.keep("pointerdown", onPress);
    webcare.guard.keep("visibilitychange", () => changed([]));
    isOn = true;
    goneTo();
    observe();
    signal.addEventListener("abort", () => observer.disconnect());
    ask();
  }

  webcare.watch = {
    start,
    ask,
    observe,
    catchUp,
    /** Whether no post is in view, as far as was looked. */
    isBlank: () => webcare.page.containers().length === blank,
    current: () => (current?.isConnected ? current : null),
  };
})();
