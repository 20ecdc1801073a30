"use strict";
// Holds a reply back: stops every way of sending before the page hears of it, for as long as
// webcare.page says so. Why each part is needed: docs/security.md, "The held reply".
(() => {
  const POINTER = ["pointerdown", "mousedown", "touchstart", "pointerup", "mouseup", "touchend",
    "click", "auxclick", "dblclick", "contextmenu", "dragstart"]; // prettier-ignore
  const KEYS = ["keydown", "keypress", "keyup"];
  const TYPES = [...POINTER, ...KEYS, "submit"];
  const AGAIN = 400; // ms until it is noticed that the extension was reloaded
  const DEEPEST = 10; // shadow roots in shadow roots
  // a form with a field named "parentNode" has no other
  const parentOf = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode")?.get;

  /** @type {AbortController | null} */
  let life = null;
  /** Other listeners of ours on window. @type {[string, (event: any) => void][]} */
  const others = [];

  /** Set by start: what sends, and what is held. @type {any} */
  let judge = null;

  /** A shadow root, closed ones too; Firefox offers it as a property of the element. */
  function rootOf(/** @type {any} */ element) {
    try {
      if (element.openOrClosedShadowRoot !== undefined) return element.openOrClosedShadowRoot;
      const { dom } = chrome;
      return dom.openOrClosedShadowRoot(element);
    } catch {
      return element.shadowRoot;
    }
  }

  /** Where in a closed root the event happened: under the pointer, else where the focus is. */
  function innermost(/** @type {ShadowRoot} */ root, /** @type {any} */ event) {
    const point = event.touches?.[0] ?? event.changedTouches?.[0] ?? event;
    const under =
      point.clientX || point.clientY ? root.elementFromPoint(point.clientX, point.clientY) : null;
    const found = POINTER.includes(event.type) ? (under ?? root.activeElement) : root.activeElement;
    return found?.getRootNode() === root ? found : null;
  }

  /** event.composedPath(), continued into closed shadow roots. @returns {Node[]} innermost first */
  function pathOf(/** @type {Event} */ event) {
    let path = event.composedPath().filter((node) => node instanceof Node);
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const root = path[0] instanceof Element && rootOf(path[0]);
      let at = root && innermost(root, event);
      if (!at) break;
      const inside = [];
      for (; at; at = parentOf?.call(at)) inside.push(at);
      path = [...inside, ...path];
    }
    return path;
  }

  /** The event that was heard last; other listeners of ours ask for its path again. */
  let last = { event: /** @type {Event | null} */ (null), path: /** @type {Node[]} */ ([]) };

  /** The box whose draft this event would send, or null. @returns {Element | null} */
  function boxSentBy(/** @type {any} */ event) {
    const path = event.type === "submit" ? [event.target] : pathOf(event);
    last = { event, path };
    return webcare.dock.owns(path) ? null : judge.boxSentBy(event, path);
  }

  /** The key belongs to the input method: it is kept from a site that does not ask, and nobody's press. */
  const isComposing = (/** @type {any} */ event) => event.isComposing || event.keyCode === 229;

  function stop(/** @type {Event} */ event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Only a press by a person counts as one; `submit` is trusted even when a script asked for it. */
  const byAgent = (/** @type {Event} */ event) => event.isTrusted && event.type !== "submit";

  function on(/** @type {Event} */ event) {
    if (!chrome.runtime?.id) return letGo(); // the extension was reloaded: a newer instance is in charge
    let held = false;
    try {
      judge.awake();
      const box = boxSentBy(event);
      if (box && isComposing(event))
        return judge.isKept(box, byAgent(event)) && event.stopImmediatePropagation();
      held = box !== null && judge.isHeld(box, byAgent(event));
    } catch (error) {
      judge.failed(error); // the page works on, and the sidebar says that nothing is checked
    }
    if (held) stop(event);
  }

  const add = (
    /** @type {string} */ type,
    /** @type {(event: any) => void} */ hear,
    passive = true,
  ) => window.addEventListener(type, hear, { capture: true, passive, signal: life?.signal });

  function listen() {
    if (!chrome.runtime?.id) return letGo();
    for (const type of TYPES) add(type, on, false);
    for (const [type, hear] of others) add(type, hear);
    if (!document.hidden) webcare.dock.stay();
  }

  /** document.open() removes all listeners, and replaces all that is in the document. */
  const opened = new MutationObserver(listen);

  /**
   * @param {{boxSentBy(event: Event, path: Node[]): Element | null,
   *   isHeld(box: Element, byAgent: boolean): boolean, isKept(box: Element, byAgent: boolean): boolean, awake(): void, failed(error: unknown): void,
   *   ended(): void}} wiring `awake`: before the first event, `ended`: when it is time to let go
   */
  function start(wiring) {
    judge = wiring;
    life = new AbortController();
    listen();
    opened.observe(document, { childList: true });
    const clock = setInterval(listen, AGAIN);
    life.signal.addEventListener("abort", () => {
      clearInterval(clock);
      opened.disconnect();
    });
  }

  /** Listens on window, in the capture phase, also after document.open(). */
  function keep(/** @type {string} */ type, /** @type {(event: any) => void} */ hear) {
    others.push([type, hear]);
    add(type, hear);
  }

  function letGo() {
    if (!life) return;
    life.abort();
    life = null;
    judge.ended();
  }

  webcare.guard = {
    start,
    keep,
    pathOf: (/** @type {Event} */ event) => (event === last.event ? last.path : pathOf(event)),
  };
})();
