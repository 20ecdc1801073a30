"use strict";
// The life of a draft: one reply being written in one box to one post. What happened with it is
// recorded here: warned, and after that cancelled, revised or overridden; and replied when it went out.
(() => {
  const LOOK_EVERY = 200; // ms, only while there is a draft
  const SENDING = 10_000; // ms in which a press has to take effect
  const SHORTCUT = 2_000; // ms for a key of the site's own
  const EDITING =
    "a c v x y z arrowleft arrowright arrowup arrowdown home end backspace delete insert control meta alt shift";
  const COMES_BACK = 2_000; // ms in which an editor that redraws itself puts its box back
  const WORDS_COMPARED = 600;
  const APPROVAL = "needs_approval";
  const ASK_AGAIN = 15_000; // ms, whether a colleague has taken the case meanwhile
  const ASK_SOON = 2_000; // ms, while a coach is asked
  const AT_LATEST = 200; // ms until it is asked on a page that never rests

  /** @type {Map<Element, any>} */
  const drafts = new Map();
  let looking = 0;
  let movedOnAt = -Infinity;

  const textIn = (/** @type {Element} */ box) => webcare.reader.draftText(box).trim();

  /**
   * The draft in a box, a new one when the box was empty or answered another post before.
   * @param {Element} box @param {Post | null} post null while it is not known which post it answers
   * @returns {any} null when the box is empty
   */
  function of(box, post) {
    const text = textIn(box);
    let draft = drafts.get(box);
    if (!text) {
      if (draft) end(draft);
      return null;
    }
    if (draft?.post && post && draft.post.key !== post.key) {
      close(draft, keep); // the agent may have said so
      draft = undefined;
    }
    draft ??= begin(box, text);
    draft.text = text;
    if (post) answers(draft, post);
    return draft;
  }

  function begin(box, text) {
    const draft = {
      id: crypto.randomUUID(),
      box,
      text,
      post: null,
      verdict: null,
      answeredBefore: false, // by the brand, when the draft was begun
      colleague: null, // who holds the case now, if not this agent: {agent, until}
      askedAt: -Infinity,
      warned: new Map(), // reason -> the text at that moment
      allowed: false, // to be sent anyway
      aloud: null, // the text that a coach is said to have approved
      approvals: [], // what a coach was asked about this case: {text, word, note, by}
      outcome: null,
      sending: null,
      goneAt: null,
    };
    const lost = [...drafts.values()].find((other) => other.goneAt !== null && other.text === text);
    if (lost) {
      drafts.delete(lost.box); // the editor has put its box up anew
      Object.assign(draft, lost, { box, goneAt: null });
    }
    drafts.set(box, draft);
    looking ||= setInterval(look, LOOK_EVERY);
    return draft;
  }

  function answers(draft, post) {
    if (!draft.post) draft.answeredBefore = post.answered_by_brand;
    draft.post = post;
    webcare.events.memory(post.key); // known once it is sent: a page that goes away does not wait for it
    const pause = draft.warned.has(APPROVAL) ? ASK_SOON : ASK_AGAIN;
    if (performance.now() - draft.askedAt <= pause) return;
    draft.askedAt = performance.now();
    requestIdleCallback(() => askWhatIsKnown(draft), { timeout: AT_LATEST }); // it would delay a press
  }

  /** Without a server nobody is known to hold it: the reply is not kept waiting for an answer. */
  function askWhatIsKnown(draft) {
    const keep = (known) => {
      draft.approvals = known?.case?.approvals ?? draft.approvals;
      const holder = known?.case?.holder;
      draft.colleague = holder && holder.agent !== known.agent ? holder : null;
    };
    chrome.runtime.sendMessage({ type: "case", post_key: draft.post.key }).then(keep, () => {});
  }

  /** @returns {boolean} whether a colleague holds the case at this moment */
  const isWithColleague = (draft) =>
    draft.colleague !== null && Date.parse(draft.colleague.until) > Date.now();

  /** The first time this draft is held back for this reason; each text that needs approval is a request. */
  function warn(draft, verdict, reason) {
    draft.verdict = verdict;
    const isRequest = reason === APPROVAL;
    if (draft.warned.has(reason) && !(isRequest && draft.warned.get(reason) !== draft.text)) return;
    draft.warned.set(reason, draft.text);
    const data = { reason, draft_length: draft.text.length };
    keep(draft, "warned", isRequest ? { ...data, text: draft.text } : data);
  }

  /** The agent sends it anyway. */
  function allow(draft, verdict, reason, why) {
    warn(draft, verdict, reason);
    if (reason === APPROVAL) draft.aloud = draft.text;
    else draft.allowed = true;
    draft.outcome = "overridden";
    return keep(draft, "overridden", { reason: why });
  }

  /** The agent does not send it; the text stays where it is. */
  function cancel(draft, verdict, reason) {
    warn(draft, verdict, reason);
    if (draft.outcome === "cancelled") return;
    draft.outcome = "cancelled";
    return keep(draft, "cancelled", {});
  }

  /** An allowed press of the agent: from here on it is looked at whether the reply goes out. */
  function sending(draft, verdict) {
    draft.verdict = verdict;
    const now = performance.now();
    const since = isSending(draft) ? draft.sending.since : now; // a press is many events
    draft.sending = { text: draft.text, since, until: now + SENDING, isGuess: false };
  }

  /** The draft that an event happens in. @returns {any} */
  const draftAt = (/** @type {Event} */ event) =>
    drafts.get(webcare.guard.pathOf(event).find((node) => drafts.has(node)));

  /** A key that the platform file does not name may send too: then the site empties the box. */
  function onKey(/** @type {KeyboardEvent} */ event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === "Backspace" || key === "Delete") return onDelete(event); // Draft.js lets no input follow
    const isShortcut = /^F\d/.test(key) || ((ctrlKey || metaKey || altKey) && key !== "AltGraph");
    if (!event.isTrusted || !isShortcut || EDITING.split(" ").includes(key.toLowerCase())) return;
    const box = webcare.guard.pathOf(event).find(webcare.judge.isTyped);
    const { draft, post, verdict } = box ? webcare.judge.consider(box) : {};
    if (!draft || !post || isSending(draft)) return;
    sending(draft, verdict);
    Object.assign(draft.sending, { until: performance.now() + SHORTCUT, isGuess: true });
  }

  /** Who goes on writing in an empty box has sent what stood there. */
  function onEdit(/** @type {InputEvent} */ event) {
    if (/^(delete|history)/.test(event.inputType)) return onDelete(event);
    const draft = event.isTrusted ? draftAt(event) : null;
    if (draft && !textIn(draft.box)) end(draft);
  }

  /** Who takes away what still stands there has not sent it: an empty box is then their own doing. */
  function onDelete(/** @type {Event} */ event) {
    const draft = event.isTrusted ? draftAt(event) : null;
    if (draft && !textIn(draft.box)) end(draft);
    else if (draft) draft.sending = null;
  }

  const isSending = (draft) => draft.sending !== null && performance.now() < draft.sending.until;

  /** The box is empty or gone, or the page is: the reply went out, or it was given up. */
  function end(draft, /** @type {any} */ keepReply = keep) {
    webcare.page.untell(draft.box);
    close(draft, keepReply);
  }

  function close(draft, keepReply) {
    drafts.delete(draft.box);
    if (!drafts.size) {
      clearInterval(looking);
      looking = 0;
    }
    const isGone = !draft.box.isConnected && draft.sending?.isGuess;
    if (isSending(draft) && !isGone) replied(draft, keepReply);
    else if (draft.warned.size && !draft.outcome) keep(draft, "cancelled", {});
  }

  function replied(draft, keepReply) {
    const { text } = draft.sending;
    draft.sending = null;
    const first = [...draft.warned].find(([reason]) => reason !== APPROVAL)?.[1];
    if (first !== undefined && first !== text) {
      keep(draft, "revised", { changed: changed(first, text) });
    }
    keepReply(draft, "replied", { channel: "public", text });
  }

  function keep(draft, type, data) {
    if (!draft.post || !draft.verdict) return Promise.resolve();
    return webcare.events.record(draft.post, draft.verdict, type, data);
  }

  /** The site may still refuse what its page has sent; the next page tells. */
  async function presume(draft, _type, data) {
    if (draft.post && draft.verdict) await webcare.sent.presume(draft.post, draft.verdict, data);
  }

  const flat = (/** @type {string} */ text) => text.replace(/\s+/g, " ").trim();

  /** Of a reply that went out with the page before: it stands here now, or is back in a box. */
  function outcomeOf({ site, text }) {
    if (site !== location.origin) return "unknown";
    const boxes = [...document.querySelectorAll("textarea, [contenteditable], [role=textbox]")];
    if (boxes.some((box) => flat(textIn(box)) === flat(text))) return "refused";
    const lines = text.split("\n").filter((line) => !/^\s*[>[]/.test(line)); // a quote is the forum's
    const longest = lines.map(flat).sort((a, b) => b.length - a.length)[0];
    return longest && flat(document.body.innerText).includes(longest) ? "taken" : "unknown";
  }

  function look() {
    const now = performance.now();
    for (const draft of [...drafts.values()]) {
      if (draft.box.isConnected) {
        draft.goneAt = null;
        if (!textIn(draft.box)) end(draft);
        else if (draft.post) answers(draft, draft.post);
      } else {
        draft.goneAt ??= now;
        if (isSending(draft) || now - draft.goneAt > COMES_BACK) end(draft);
      }
    }
    webcare.page.changed();
  }

  /** The page goes away: what was sent may still stand in its box, in a form or one that closes slowly. */
  function leave(/** @type {Event} */ event) {
    if (!event.isTrusted) return;
    for (const draft of [...drafts.values()]) {
      const stands = draft.box.isConnected && textIn(draft.box);
      if (stands && !(draft.sending && movedOnAt >= draft.sending.since)) draft.sending = null;
      end(draft, stands ? presume : keep);
    }
  }

  /** A form's POST however it was sent, or the site itself that goes to another page after its own request. */
  const isMovingOn = (/** @type {any} */ { formData, userInitiated, destination }) =>
    formData !== null || (!userInitiated && !destination.sameDocument);

  /**
   * What share of the words is different, by their longest common subsequence.
   * @returns {number} 0 to 1, two decimals
   */
  function changed(before, after) {
    const [a, b] = [before, after].map((text) => text.split(/\s+/).slice(0, WORDS_COMPARED));
    let row = new Array(b.length + 1).fill(0);
    for (const word of a) {
      const next = [0];
      b.forEach((other, i) =>
        next.push(word === other ? row[i] + 1 : Math.max(row[i + 1], next[i])),
      );
      row = next;
    }
    const share = 1 - (2 * row[b.length]) / (a.length + b.length);
    return Math.round(share * 100) / 100;
  }

  /** Starts watching the page's end. @param {AbortSignal} signal */
  function start(signal) {
    webcare.approval.start();
    webcare.guard.keep("pagehide", leave);
    webcare.guard.keep("pageshow", () => webcare.sent.settle(outcomeOf));
    webcare.guard.keep("keydown", onKey);
    webcare.guard.keep("beforeinput", onEdit);
    webcare.guard.keep("cut", onDelete);
    window.navigation?.addEventListener(
      "navigate",
      (event) => {
        if (event.isTrusted && isMovingOn(event)) movedOnAt = performance.now();
      },
      { signal },
    );
    signal.addEventListener("abort", () => clearInterval(looking));
  }

  const current = () => [...drafts.values()];
  webcare.draft = { of, warn, allow, cancel, sending, start, changed, isWithColleague, current };
})();
