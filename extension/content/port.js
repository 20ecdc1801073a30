"use strict";
// The port to the sidebar. The whole state goes out at every change, so a lost message does no harm.
(() => {
  /** @type {Set<chrome.runtime.Port>} */
  const ports = new Set();
  /** @type {() => PageState} */
  let stateOf;
  /** @type {(message: ToContent) => void} */
  let hear;
  let queued = false;
  let sent = "";

  /** Sends the state soon, once for all changes of this moment, and only when it differs. */
  function tell() {
    if (queued || !ports.size) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      const state = stateOf();
      const text = JSON.stringify(state);
      if (text === sent) return;
      sent = text;
      for (const port of ports) port.postMessage(state);
    });
  }

  function connected(/** @type {chrome.runtime.Port} */ port) {
    if (port.name !== "sidebar") return;
    ports.add(port);
    port.onMessage.addListener((message) => hear(message));
    port.onDisconnect.addListener(() => ports.delete(port));
    port.postMessage(stateOf());
  }

  /** The sidebar started later than we did, the toolbar button was pressed, or a frame asks. */
  function called(/** @type {any} */ message, _sender, /** @type {(answer: any) => void} */ reply) {
    if (message?.type === "sidebar_ready") announce();
    if (message?.type === "posts_asked") return reply(isKnown() ? forFrames() : null);
    if (message?.type === "toggle") hear({ type: "dock", open: !webcare.dock.isOpen() });
  }

  /** What stands on a page that is still being loaded is not known yet. */
  const isKnown = () =>
    webcare.page.failure !== null ||
    (webcare.page.rulebook !== null && document.readyState !== "loading");

  const forFrames = () => ({
    platform: webcare.page.platform?.id ?? null,
    posts: webcare.page.choices(),
  });

  const announce = () => chrome.runtime.sendMessage({ type: "frame_ready" }).catch(() => {});

  /**
   * @param {() => PageState} state
   * @param {(message: any) => void} onMessage
   */
  function start(state, onMessage) {
    stateOf = state;
    hear = onMessage;
    chrome.runtime.onConnect.addListener(connected);
    chrome.runtime.onMessage.addListener(called);
    announce();
  }

  /** The ports of an extension that is gone are closed already; touching them throws. */
  const stop = () => ports.clear();

  /** Whether there is a sidebar that hears this frame. */
  const isHeard = () => ports.size > 0;

  webcare.port = { start, stop, tell, isHeard };
})();
