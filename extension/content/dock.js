"use strict";
// Where the sidebar stands in the page: an extension page in a frame inside a closed shadow root.
// The page can see that there is a host element, and nothing of what is in it.
(() => {
  const STYLE = `
    :host { all: initial !important; position: fixed !important; z-index: 2147483647 !important;
      display: block !important; inset: 96px 0 auto auto !important;
      width: 44px !important; height: 132px !important; color-scheme: light dark !important; }
    :host::backdrop { display: none !important; }
    :host([data-open]) { inset: 0 0 0 auto !important; width: min(380px, 100vw) !important;
      height: auto !important; }
    iframe { border: 0; width: 100%; height: 100%; display: block; color-scheme: light dark;
      background: transparent; }
    @media print { :host { display: none !important; } }`;
  // in a frame, which may be far higher than what is seen of it: beside the box
  const HIGH = 560; // px
  const beside = (/** @type {number} */ top) => `
    :host([data-open]) { inset: ${top}px 0 auto auto !important; height: ${HIGH}px !important; }`;
  // beside the page rather than over it, where there is room for both
  const ROOM = "@media screen and (min-width: 1000px) { html { margin-right: 380px !important; } }";
  const FOCUS = ["focusin", "focusout", "focus", "blur"];

  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  let open = false;
  /** @type {Element | null} */
  let anchor = null;
  /** @type {CSSStyleSheet | null} */
  let room = null;
  /** @type {AbortController | null} */
  let life = null;
  /** Those that were opened, the last one last: to look for them walks through the whole page. @type {Set<Element>} */
  const dialogs = new Set();

  function build() {
    const made = document.createElement("div");
    const root = made.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE + webcare.tab.STYLE + (anchor ? beside(topOf(anchor)) : ""));
    root.adoptedStyleSheets = [sheet];
    frame = document.createElement("iframe");
    frame.src = chrome.runtime.getURL("sidebar/sidebar.html");
    frame.title = "Webcare";
    frame.allow = "clipboard-write"; // the agent copies an earlier answer
    root.append(frame);
    webcare.tab.before(frame, () => show(true));
    return made;
  }

  function topOf(/** @type {Element} */ box) {
    const { top, height } = box.getBoundingClientRect();
    return Math.round(Math.max(0, Math.min(top + height / 2 - HIGH / 2, innerHeight - HIGH)));
  }

  /** Under an open modal dialog everything else is inert, so the sidebar goes into the dialog. */
  function home() {
    for (const dialog of dialogs) if (!dialog.isConnected) dialogs.delete(dialog);
    const modals = [...dialogs].filter((dialog) => dialog.matches(":modal"));
    return modals.at(-1) ?? document.documentElement;
  }

  function opened(/** @type {Element} */ dialog) {
    dialogs.delete(dialog);
    if (dialog.matches("dialog:modal")) dialogs.add(dialog);
  }

  function changed(/** @type {MutationRecord[]} */ records) {
    for (const { target } of records) opened(/** @type {Element} */ (target));
    settle();
  }

  /** Gives the page the width that the open panel leaves, and takes that back. */
  function makeRoom() {
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== room);
    if (others.length < document.adoptedStyleSheets.length) document.adoptedStyleSheets = others;
    room = null;
    if (!open || !life || anchor) return;
    room = new CSSStyleSheet();
    room.replaceSync(ROOM);
    document.adoptedStyleSheets = [...others, room];
  }

  /** Puts the sidebar (back) where it belongs; does nothing when it is there. */
  function settle() {
    if (!life) return;
    const parent = home();
    if (!parent || (host?.isConnected && host.parentNode === parent)) return;
    // adopted sheets do not survive into the document that document.open() makes
    if (!host || host.ownerDocument !== document || !host.isConnected) host = build();
    host.toggleAttribute("data-open", open);
    move(parent, host);
    makeRoom();
  }

  /** moveBefore (Chromium 133) keeps the frame alive; append loads the sidebar anew. */
  function move(/** @type {any} */ parent, /** @type {HTMLElement} */ element) {
    if (element.isConnected && parent.moveBefore) parent.moveBefore(element, null);
    else parent.append(element);
  }

  /** A modal's focus trap would pull the focus out of the sidebar again. */
  function keepFocus(/** @type {Event} */ event) {
    if (host && event.composedPath().includes(host)) event.stopImmediatePropagation();
  }

  /**
   * Mounts the sidebar in this document: in the top frame, else only where the top frame has none.
   * @param {Element | null} [box] in a frame: the reply box that it is needed for
   */
  function mount(box = null) {
    if (life) return;
    anchor = box;
    life = new AbortController();
    const { signal } = life;
    for (const type of FOCUS) webcare.guard.keep(type, keepFocus);
    document.querySelectorAll("dialog:modal").forEach(opened);
    const changes = new MutationObserver(changed);
    changes.observe(document, { subtree: true, attributeFilter: ["open"] });
    signal.addEventListener("abort", () => changes.disconnect());
    settle();
  }

  /** Takes everything of ours out of the page. */
  function unmount() {
    life?.abort();
    life = null;
    makeRoom();
    host?.remove();
    host = null;
  }

  /** Slim tab or whole panel. The focus stays where it is. @param {boolean} wide */
  function show(wide) {
    const full = document.fullscreenElement; // all the rest is behind it, and inert
    if (wide && full && !full.contains(host)) document.exitFullscreen();
    if (open === wide) return;
    open = wide;
    host?.toggleAttribute("data-open", open);
    makeRoom();
  }

  /** Becomes the slim tab when the panel lies over something that the agent has to reach now. */
  function makeWay(/** @type {Element[]} */ wanted) {
    const mine = host?.getBoundingClientRect();
    const isUnder = (/** @type {DOMRect} */ box) =>
      mine &&
      box.width > 0 &&
      box.right > mine.left &&
      box.top < mine.bottom &&
      box.bottom > mine.top;
    if (wanted.some((element) => isUnder(element.getBoundingClientRect()))) show(false);
  }

  /** Opens the panel and puts the focus in it, at once: the next key must not reach the page. */
  function enter() {
    show(true);
    frame?.focus({ preventScroll: true });
  }

  /** Called often, but not at once: back to where it belongs when the page has thrown us out, perhaps for the tenth time. */
  function stay() {
    if (life && host?.parentNode !== home()) settle();
  }

  /** While a reply is held: above all that the page shows. */
  function raise(/** @type {boolean} */ up) {
    if (!host?.isConnected || up === host.matches(":popover-open")) return;
    host.popover = up ? "manual" : null;
    if (up) host.showPopover();
  }

  webcare.dock = {
    enter,
    mount,
    unmount,
    show,
    makeWay,
    raise,
    stay,
    isOpen: () => open,
    /** Whether an event happened in the sidebar. @param {EventTarget[]} path */
    owns: (path) => host !== null && path.includes(host),
  };
})();
