"use strict";
// Starts everything in this frame, keeps it together, and ends it when the extension is reloaded.
(() => {
  const PATIENCE = 5000; // ms until a missing rulebook is called a failure
  const KEPT = 100; // posts shown to the sidebar that it may still record something for
  const TEXT = 'textarea, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';

  const { page, judge, draft: drafts, watch, health, dock, port, events } = webcare;
  const isTop = window === window.top;
  const life = new AbortController();
  const { signal } = life;

  /** @type {Map<string, Post>} */
  const shown = new Map();
  /** @type {Set<Element>} boxes typed in since the last look */
  const typed = new Set();
  let pinned = ""; // key of the post that the agent picked in the sidebar

  // ---- what the sidebar is told --------------------------------------------------------------------

  /** The draft that matters now: the one held, else the one with the focus, else the last one. */
  function activeDraft() {
    const all = drafts.current();
    const box = judge.holding()?.box;
    const focus = document.activeElement;
    return (
      all.find((draft) => draft.box === box) ??
      all.find((draft) => draft.box.contains(focus)) ??
      all.at(-1) ??
      null
    );
  }

  /** The post to advise on: picked, answered by the draft, or in view; always with its own verdict. */
  function subject(/** @type {any} */ draft) {
    if (!page.platform || !page.rulebook) return null;
    const picked = pinned && page.byKey(pinned);
    if (picked) return picked;
    pinned = ""; // it has left the page
    if (draft?.post) return page.judged(draft.post);
    const inView = watch.current();
    const read = inView && page.read(inView);
    return read && !isShell(read.post) ? read : null;
  }

  /** A feed that reuses its nodes leaves empty ones; a post without text still has an author. */
  const isShell = (/** @type {Post} */ { text, author, url }) =>
    !text && !author.name && !author.handle && !url;

  /** Whether the agent has to say which post is meant: none is in view. */
  const isAsking = (about) => !about && page.platform && (watch.current() || watch.isBlank());

  /** @returns {PageState} */
  function state() {
    const draft = activeDraft();
    const about = subject(draft);
    const held = judge.holding();
    if (about) keep(about.post);
    return {
      type: "state",
      top: isTop,
      url: location.href,
      platform: page.platform?.id ?? null,
      platform_version: page.version(),
      post: about?.post ?? null,
      verdict: about?.verdict ?? null,
      memory: (about && events.remembered(about.post.key)) ?? null,
      posts: held?.reason === "which_post" || isAsking(about) ? page.excerpts() : [],
      draft: draft && { text: draft.text, post_key: draft.post?.key ?? null },
      hold: held && { id: held.id, reason: held.reason, post_key: held.post?.key ?? null },
      health: health.now(),
      lost: health.lost(),
      rulebook: page.rulebook?.version ?? null,
      open: dock.isOpen(),
    };
  }

  function keep(/** @type {Post} */ post) {
    shown.delete(post.key);
    shown.set(post.key, post);
    if (shown.size > KEPT) shown.delete(shown.keys().next().value ?? "");
    if (events.remembered(post.key) === undefined) events.memory(post.key).then(page.changed);
  }

  // ---- what the sidebar says -----------------------------------------------------------------------

  /** @type {Record<string, (message: any) => void>} */
  const orders = {
    dock: ({ open }) => dock.show(open),
    allow: ({ hold, reason }) => judge.allow(hold, reason),
    cancel: ({ hold }) => judge.cancel(hold),
    answering: ({ post_key: key }) => judge.answering(key),
    show: ({ post_key: key }) => (pinned = key),
    correct: ({ post_key: key, field, to }) => {
      const post = postOf(key);
      if (post) record(post, "corrected", page.correction(post, field, to));
    },
    record: ({ post_key: key, event, data }) => {
      const post = postOf(key);
      if (post) record(post, event, data);
    },
  };

  function postOf(/** @type {string} */ key) {
    return shown.get(key) ?? (page.platform && page.byKey(key)?.post) ?? null;
  }

  /** @param {Post} post @param {EventType} type */
  function record(post, type, data) {
    events.record(post, page.verdictOf(post), type, data).then(changed, failed);
  }

  function hear(/** @type {ToContent} */ message) {
    orders[message?.type]?.(message);
    changed();
  }

  // ---- what happens in the page --------------------------------------------------------------------

  function changed() {
    try {
      judge.review();
      dock.raise(judge.holding() !== null);
    } catch (error) {
      failed(error);
    }
    port.tell();
  }

  /** Our own code failed: the page works on, nothing is held, and the sidebar says so. */
  function failed(/** @type {unknown} */ error) {
    console.error("webcare:", error);
    page.failure = error;
    port.tell();
  }

  function looked() {
    try {
      if (!page.platform) page.recognise();
      for (const box of typed) if (box.isConnected) judge.consider(box);
    } catch (error) {
      failed(error);
    }
    typed.clear();
    changed();
  }

  function onInput(/** @type {Event} */ event) {
    const platform = judge.platform();
    const known = platform && webcare.reader.composerAt(platform, webcare.guard.pathOf(event));
    if (!known?.box) return;
    typed.add(known.box);
    if (event.isTrusted) judge.typedIn(known.box);
    watch.ask();
  }

  /** The agent's own reply link tells which post the box that it opens is for. */
  function onClick(/** @type {Event} */ event) {
    if (!event.isTrusted || !page.platform) return;
    const opener = webcare.reader.openerAt(page.platform, webcare.guard.pathOf(event));
    if (!opener) return;
    page.opener = opener;
    page.untell();
  }

  function onNavigated() {
    pinned = "";
    page.opener = null;
    page.untell();
    page.recognise();
    page.stale();
    health.begin();
    watch.ask();
  }

  // ---- beginning and end ---------------------------------------------------------------------------

  /** @type {any} a newer one than is used in this tab, which nobody looks at */
  let coming = null;

  async function useRulebook(/** @type {any} */ rulebook) {
    if (!rulebook) return;
    coming = page.rulebook && document.hidden ? rulebook : null;
    if (coming) return;
    try {
      await page.use(rulebook);
      page.failure = null;
    } catch (error) {
      failed(error);
    }
    watch.ask();
    changed();
  }

  /** A frame of the same origin has it at once. */
  function shareRulebook() {
    const up = webcare.above.near();
    if (up) useRulebook(up.rulebook);
    return up !== null;
  }

  let begun = false;
  function begin() {
    if (begun || signal.aborted) return;
    begun = true;
    page.onChange(changed);
    webcare.above.ask();
    if (!shareRulebook()) {
      chrome.storage.local.get("rulebook").then((found) => useRulebook(found.rulebook));
    }
    chrome.storage.local.onChanged.addListener((changes) =>
      useRulebook(changes.rulebook?.newValue),
    );
    webcare.guard.keep("visibilitychange", () => useRulebook(coming));
    webcare.guard.keep("input", onInput);
    webcare.guard.keep("click", onClick);
    window.navigation?.addEventListener("navigatesuccess", onNavigated, { signal });
    webcare.scripted.start(signal); // before the draft hears that the page moves on
    drafts.start(signal);
    watch.start(looked, signal);
    port.start(state, hear);
    health.begin();
    if (isTop) dock.mount();
    setTimeout(late, PATIENCE);
  }

  function late() {
    if (signal.aborted) return;
    if (!page.rulebook) failed(new Error("no rulebook arrived"));
    watch.ask();
  }

  /** Frames are many and most hold no text box: those wait until one is there or is used. */
  function beginLater() {
    const soon = () => document.querySelector(TEXT) && begin();
    webcare.guard.keep("DOMContentLoaded", soon);
    soon();
  }

  function ended() {
    life.abort();
    port.stop();
    dock.unmount();
  }

  const { boxSentBy, isHeld, isKept } = judge;
  webcare.guard.start({ boxSentBy, isHeld, isKept, awake: begin, failed, ended });
  if (isTop) begin();
  else beginLater();
})();
