"use strict";
// Decides whether a reply that is about to be sent is held back, and what follows from it.
(() => {
  const BOX = ["textarea", '[contenteditable]:not([contenteditable="false"])', '[role="textbox"]'];
  const BUTTON = ["button", '[role="button"]', "input[type=submit]", "input[type=image]"];
  const LIKE_BUTTON = ["input[type=button]", "label", "summary", "[onclick]", 'a[href^="#"]'];
  /** While it is not known what page this is, any text box with something in it may be a reply. */
  const ANY = {
    composer: [{ box: BOX, submit: [...BUTTON, ...LIKE_BUTTON], keys: ["Enter", "Mod+Enter"] }],
  };

  const { page } = webcare;

  /** @typedef {{box: Element, reason: Hold["reason"], id: string, post: Post | null, pressed: boolean}} Held */
  /** What is held now. @type {Held | null} */
  let holding = null;
  /** The boxes that were typed in, the last one last. @type {Set<Element>} */
  const typed = new Set();

  /** The platform whose reply boxes count on this page, now. */
  function platform() {
    if (page.rulebook && !page.platform) page.recognise(); // a page that is still being drawn
    return isEarly() && !page.failure ? ANY : page.platform;
  }

  /** The rulebook is on its way, or what stands on the page around this frame. */
  const isEarly = () => !page.rulebook || (!page.platform && webcare.above.isWaiting());

  /**
   * The box whose draft an event would send, or null.
   * @param {any} event @param {Element[]} path innermost first
   */
  function boxSentBy(event, path) {
    const known = platform();
    if (!known) return null;
    const at = webcare.reader.composerAt(known, path);
    if (!at) return isForAnywhere(event, path) ? boxOf(known) : null;
    const box = boxAt(known, at, path);
    if (event.type === "submit") return isOther(at, event.submitter) ? null : box;
    if (!event.type.startsWith("key")) return at.submit && box;
    const sends = at.submit ? isPress(event) : isSendKey(at.composer, event);
    return sends ? box : null;
  }

  /** The box that goes with what sends. @param {any} known the platform @param {any} at @param {Element[]} path */
  function boxAt(known, { box, submit }, path) {
    if (known === ANY && submit) return isFilled(box) ? box : boxOf(ANY);
    return box ?? (submit && inShadowNear(path.slice(path.indexOf(submit))));
  }

  const isFilled = (/** @type {Element | null} */ box) =>
    webcare.reader.draftText(box).trim() !== "";

  /** The box that something sends which stands apart from it: the last typed in, early any that is filled. */
  const boxOf = (/** @type {any} */ known) =>
    known === ANY
      ? ([...document.querySelectorAll(BOX.join(",")), ...stillThere()].findLast(isFilled) ?? null)
      : (stillThere().at(-1) ?? null);

  /** A form's other buttons (preview, attach) submit it too; they count only if none is known that sends. */
  function isOther({ composer, form }, submitter) {
    const senders = webcare.reader.sendersIn(form, composer);
    return Boolean(submitter) && senders.length > 0 && !senders.includes(submitter);
  }

  function typedIn(/** @type {Element} */ box) {
    typed.delete(box);
    typed.add(box);
  }

  /** @returns {Element[]} */
  function stillThere() {
    for (const box of typed) if (!box.isConnected) typed.delete(box);
    return [...typed].filter(isReplyBox);
  }

  /** Still, now that it is known what page this is. */
  function isReplyBox(/** @type {Element} */ box) {
    const known = platform();
    return known !== null && webcare.reader.composerAt(known, [box])?.box === box;
  }

  /** What sends cannot look into the shadow root that its box is in; what was typed there is known. */
  function inShadowNear(/** @type {Element[]} */ path) {
    const boxes = stillThere().filter((box) => box.getRootNode() instanceof ShadowRoot);
    const within = (/** @type {Element} */ node) =>
      boxes.findLast((box) =>
        hostsOf(box).some((host) => Node.prototype.contains.call(node, host)),
      );
    return path.map(within).find(Boolean) ?? null;
  }

  /** The elements whose shadow roots a box lies in, innermost first. @returns {Element[]} */
  function hostsOf(/** @type {Element} */ box) {
    const root = box.getRootNode();
    return root instanceof ShadowRoot ? [root.host, ...hostsOf(root.host)] : [];
  }

  /** Sites listen for it on the whole document; on a link it opens a tab. */
  const isForAnywhere = (event, path) =>
    event.type.startsWith("key") &&
    isModEnter(event) &&
    !path.some((node) => node instanceof HTMLAnchorElement);

  const isPress = ({ key }) => key === "Enter" || key === " ";

  /** With Control, Command or Alt an Enter sends nearly everywhere, whether or not the file says so. */
  const isModEnter = (event) =>
    event.key === "Enter" && !event.shiftKey && (event.ctrlKey || event.metaKey || event.altKey);

  const isSendKey = (composer, event) =>
    isModEnter(event) || webcare.reader.isSendKey(composer, event);

  /**
   * Looks at the draft in a box without doing anything.
   * @returns {{draft: any, reason: Hold["reason"] | null, post: Post | null, verdict: Verdict | null}}
   */
  function consider(/** @type {Element} */ box) {
    const free = { draft: null, reason: null, post: null, verdict: null };
    if (isEarly()) {
      return { ...free, reason: !page.failure && isFilled(box) ? "checking" : null };
    }
    webcare.watch.catchUp();
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
  function reasonToHold(draft, answered) {
    const alarm = draft.allowed ? null : alarmAbout(draft, answered); // asked once of a draft at most
    return alarm ?? (webcare.approval.isNeeded(draft) ? "needs_approval" : null);
  }

  /** @returns {Hold["reason"] | null} */
  function alarmAbout(draft, { post, verdict }) {
    const memory = webcare.events.remembered(post.key);
    if (verdict.reply === "not_wanted") {
      if (memory === undefined) return remember(post);
      if (!memory?.acknowledged) return "bad_cell";
    }
    /** @type {[Hold["reason"], boolean][]} */
    const others = [
      ["colleague", webcare.draft.isWithColleague(draft)],
      ["answered_since", post.answered_by_brand && !draft.answeredBefore],
    ];
    return others.find(([, holds]) => holds)?.[0] ?? null;
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

  /** The same of a key that an input method takes: nothing is said, for it may not be meant to send. */
  function isKept(/** @type {Element} */ box, /** @type {boolean} */ byAgent) {
    const { draft, reason, post, verdict } = consider(box);
    if (!reason && draft && post && byAgent) webcare.draft.sending(draft, verdict);
    return reason !== null;
  }

  function hold(box, { draft, reason, post, verdict }, pressed) {
    const id = `${draft?.id ?? "early"}:${reason}`;
    if (holding?.id !== id && reason !== "checking") {
      if (!webcare.port.isHeard()) webcare.dock.mount(box); // our frame in a page that is not ours
      webcare.dock.show(true);
    }
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
    const now = box.isConnected && isReplyBox(box) ? consider(box) : null;
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
    typedIn,
    isTyped: (/** @type {any} */ node) => typed.has(node),
    consider,
    isHeld,
    isKept,
    review,
    allow,
    cancel,
    answering,
    holding: () => holding,
  };
})();
