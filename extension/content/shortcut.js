"use strict";
// Alt+Shift+J, or the key of the settings, in any frame of the page: into the sidebar, and back to
// where the agent was. It is listened for here because a browser-wide command would need the agent to
// set it up, and cannot give the focus to a frame in the page. shared/shortcuts.json names the keys
// that platforms and browsers use; the settings refuse those.
(() => {
  /** @type {HTMLElement | null} */
  let before = null;
  let code = "KeyJ";

  function onKey(/** @type {KeyboardEvent} */ event) {
    if (!chrome.runtime?.id) return window.removeEventListener("keydown", onKey, true);
    if (
      !event.isTrusted ||
      !event.altKey ||
      !event.shiftKey ||
      event.ctrlKey ||
      event.metaKey ||
      event.code !== code
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

  function useSettings(/** @type {any} */ settings) {
    const key = settings?.keys?.enter ?? "j";
    code = `${/\d/.test(key) ? "Digit" : "Key"}${key.toUpperCase()}`;
  }

  window.addEventListener("keydown", onKey, true);
  window.addEventListener("focus", onFocus);
  chrome.storage.local.get("settings").then(({ settings }) => useSettings(settings));
  chrome.storage.local.onChanged.addListener(
    ({ settings }) => settings && useSettings(settings.newValue),
  );
})();
