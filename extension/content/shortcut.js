"use strict";
// Alt+Shift+K, in any frame of the page: into the sidebar, and back to where the agent was.
// The key is free on the platforms; it is listened for here because a browser-wide command would
// need the agent to set it up, and cannot give the focus to a frame in the page.
(() => {
  /** @type {HTMLElement | null} */
  let before = null;

  function onKey(/** @type {KeyboardEvent} */ event) {
    if (!chrome.runtime?.id) return window.removeEventListener("keydown", onKey, true);
    if (
      !event.isTrusted ||
      !event.altKey ||
      !event.shiftKey ||
      event.ctrlKey ||
      event.metaKey ||
      event.code !== "KeyK"
    )
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (window === window.top) webcare.dock.enter();
    else chrome.runtime.sendMessage({ type: "enter_sidebar" }).catch(() => {});
  }

  /** The sidebar gave the focus back to the page: to the element that had it. */
  function onFocus() {
    if (before?.isConnected) before.focus({ preventScroll: true });
    before = null;
  }

  window.addEventListener("keydown", onKey, true);
  window.addEventListener("focus", onFocus);
})();
