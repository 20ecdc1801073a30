"use strict";
// Decides whether a reply that is about to be sent is held back, and what follows from it.
(() => {
  /** While the rulebook is on its way any text box with something in it may be a reply. */
  const ANY = {
    composer: [
      {
        box: ["textarea", '[contenteditable]:not([contenteditable="false"])', '[role="textbox"]'],
        submit: ["button", '[role="button"]', "input[type=submit]", "input[type=image]"],
        keys: ["Enter", "Mod+Enter"],
        around: ["form"],
      },
    ],
  };

  const { page } = webcare;

  /** @typedef {{box: Element, reason: Hold["reason"], id: string, post: Post | null, pressed: boolean}} Held */
  /** What is held now. @type {Held | null} */
  let holding = null;

  /** The platform whose reply boxes count on this page, now. */
  function platform() {
    if (!page.rulebook) return page.failure ? null : ANY;
    if (!page.platform) page.recognise(); // a page that is still being drawn
    return page.platform;
  }

  /**
   * The box whose draft an event would send, or null.
   * @param {any} event @param {Element[]} path innermost first
   */
  function boxSentBy(event, path) {
    const known = platform();
    const at = known && webcare.reader.composerAt(known, path);
    if (!at?.box) return null;
    if (event.type === "submit") return isOther(at, event.submitter) ? null : at.box;
    if (!event.type.startsWith("key")) return at.submit && at.box;
    const sends = at.submit ? isPress(event) : isSendKey(at.composer, event);
    return sends ? at.box : null;
  }

  /** A form's other buttons (preview, attach) submit it too; they count only if none is known that sends. */
  function isOther({ composer, form }, submitter) {
    if (!submitter) return false;
    const sends = (composer.submit ?? []).join(",");
    return sends !== "" && !submitter.matches(sends) && form.querySelector(sends) !== null;
  }

  const isPress = ({ key }) => key === "Enter" || key === " ";

  /** With Control, Command or Alt an Enter sends nearly everywhere, whether or not the file says so. */
  function isSendKey(composer, event) {
    if (event.key !== "Enter" || event.shiftKey) return false;
    return (
      event.ctrlKey || event.metaKey || event.altKey || webcare.reader.isSendKey(composer, event)
    );
  }

  /**
   * Looks at the draft in a box without doing anything.
   * @returns {{draft: any, reason: Hold["reason"] | null, post: Post | null, verdict: Verdict | null}}
   */
  function consider(/** @type {Element} */ box) {
    const free = { draft: null, reason: null, post: null, verdict: null };
    if (!page.rulebook) {
      const waits = !page.failure && webcare.reader.draftText(box).trim() !== "";
      return { ...free, reason: waits ? "checking" : null };
    }
    webcare.above.ask();
    const answered = page.answered(box);
    if (answered === "unknown" && webcare.above.isWaiting()) {
      const draft = webcare.draft.of(box, null);
      return { ...free, draft, reason: draft ? "checking" : null };
    }
    if (typeof answered === "string") {
      const draft = webcare.draft.of(box, null);
      const ask = draft && answered === "unknown" && isDisputed();
      return { ...free, draft, reason: ask ? "which_post" : null };
    }
    const draft = webcare.draft.of(box, answered.post);
    return { ...answered, draft, reason: draft && reasonToHold(draft, answered) };
  }

  /** Whether it matters which post is answered: a reply to one of them is not wanted. */
  const isDisputed = () => page.choices().some(({ verdict }) => verdict.reply === "not_wanted");

  /** @returns {Hold["reason"] | null} */
  function reasonToHold(draft, { post, verdict }) {
    const memory = webcare.events.remembered(post.key);
    if (verdict.reply === "not_wanted" && !draft.allowed.has("bad_cell")) {
      if (memory === undefined) return remember(post);
      if (!memory?.acknowledged) return "bad_cell";
    }
    /** @type {[Hold["reason"], boolean][]} */
    const others = [
      ["colleague", webcare.draft.isWithColleague(draft)],
      ["answered_since", post.answered_by_brand && !draft.answeredBefore],
    ];
    return others.find(([reason, holds]) => holds && !draft.allowed.has(reason))?.[0] ?? null;
  }

  /** What was acknowledged before has to be read first; that takes some milliseconds. */
  function remember(/** @type {Post} */ post) {
    webcare.events.memory(post.key).then(page.changed);
    return /** @type {const} */ ("checking");
  }

  /**
   * Called for every event that would send.
   * @param {Element} box @param {boolean} byAgent pressed by a person, not made by the page
   * @returns {boolean} whether the event is to be stopped
   */
  function isHeld(box, byAgent) {
    const { draft, reason, post, verdict } = consider(box);
    page.failure = page.rulebook ? null : page.failure;
    if (reason) hold(box, { draft, reason, post, verdict }, byAgent);
    else if (draft && post && byAgent) webcare.draft.sending(draft, verdict);
    return reason !== null;
  }

  function hold(box, { draft, reason, post, verdict }, pressed) {
    const id = `${draft?.id ?? "early"}:${reason}`;
    if (holding?.id !== id && reason !== "checking") webcare.dock.show(true);
    pressed ||= holding !== null && holding.box === box && holding.pressed;
    holding = { box, reason, id, post, pressed };
    const isWarning = reason !== "checking" && reason !== "which_post";
    if (pressed && isWarning) webcare.draft.warn(draft, verdict, reason);
    page.changed();
  }

  /** Looks again at what is held: the draft, the post or the verdict may have changed since. */
  function review() {
    if (!holding) return;
    const { box, pressed, reason } = holding;
    const now = box.isConnected ? consider(box) : null;
    if (!now?.reason) holding = null;
    else if (now.reason !== reason || now.post?.key !== holding.post?.key) hold(box, now, pressed);
  }

  /** What sends the draft in a box. @returns {Element[]} */
  function sendersOf(/** @type {Element} */ box) {
    const selector = platform()
      ?.composer.flatMap(({ submit }) => submit ?? [])
      .join(",");
    const root = /** @type {Document | ShadowRoot} */ (box.getRootNode());
    return selector ? [...root.querySelectorAll(selector)] : [];
  }

  /** The agent's answer in the sidebar. @param {(draft: any, verdict: any, reason: any) => any} act */
  function settle(holdId, act) {
    if (!holding || holding.id !== holdId) return;
    const { box, reason } = holding;
    const { draft, verdict } = consider(box);
    if (draft && verdict) act(draft, verdict, reason);
    holding = null;
    page.changed();
  }

  /** From here on the agent's own press goes through; the sidebar must not lie over the button. */
  const allow = (holdId, why) =>
    settle(holdId, (draft, verdict, reason) => {
      webcare.draft.allow(draft, verdict, reason, why);
      webcare.dock.makeWay(sendersOf(draft.box));
    });

  const cancel = (holdId) => settle(holdId, webcare.draft.cancel);

  /** The agent says which post the held draft answers. */
  function answering(postKey) {
    const box = holding?.box ?? webcare.draft.current().at(-1)?.box;
    if (box) page.tell(box, postKey);
    review();
    page.changed();
  }

  webcare.judge = {
    platform,
    boxSentBy,
    consider,
    isHeld,
    review,
    allow,
    cancel,
    answering,
    holding: () => holding,
  };
})();
