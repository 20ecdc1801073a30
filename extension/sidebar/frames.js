// The ports to the content files of every frame in this tab, and which frame's state is shown.

const RETRY_MS = 400;

/** How much a frame's state matters: a reply held back, then a draft being written, then the page itself. */
function rank(page) {
  if (page.hold) return 3;
  if (page.draft) return 2;
  return page.top ? 1 : 0;
}

/**
 * @param {Iterable<{frameId: number, page: PageState | null}>} frames
 * @returns {{frameId: number, page: PageState} | null} the frame to show; the lowest id of equals
 */
export function chosen(frames) {
  const speaking = /** @type {any[]} */ ([...frames].filter(({ page }) => page));
  speaking.sort((a, b) => rank(b.page) - rank(a.page) || a.frameId - b.frameId);
  return speaking[0] ?? null;
}

/**
 * Keeps a port to each frame of a tab. A port that breaks is tried once more; after that the frame
 * has to announce itself again, as it does when it is loaded.
 * @param {number} tab
 * @param {(shown: {frameId: number, page: PageState} | null) => void} onChange
 * @param {() => void} onEnter the agent pressed the key into the sidebar in the page
 * @returns {{send(message: ToContent): void, sendTop(message: ToContent): void, close(): void}}
 */
export function connectFrames(tab, onChange, onEnter) {
  const frames = new Map();
  let closed = false;

  function connect(frameId, again = true) {
    if (closed) return;
    frames.get(frameId)?.port.disconnect();
    const port = chrome.tabs.connect(tab, { name: "sidebar", frameId });
    const frame = { frameId, port, page: null };
    frames.set(frameId, frame);
    port.onMessage.addListener((message) => {
      if (message?.type !== "state") return;
      frame.page = message;
      onChange(chosen(frames.values()));
    });
    port.onDisconnect.addListener(() => lost(frame, again));
  }

  function lost(frame, again) {
    void chrome.runtime.lastError; // reading it keeps a frame that has gone out of the error console
    if (closed || frames.get(frame.frameId) !== frame) return;
    frames.delete(frame.frameId);
    onChange(chosen(frames.values()));
    if (again && frame.page)
      setTimeout(() => frames.has(frame.frameId) || connect(frame.frameId, false), RETRY_MS);
  }

  function hear(message, sender) {
    if (sender.tab?.id !== tab) return;
    if (message?.type === "frame_ready") connect(sender.frameId);
    if (message?.type === "enter_sidebar") onEnter();
  }

  chrome.runtime.onMessage.addListener(hear);
  chrome.tabs.sendMessage(tab, { type: "sidebar_ready" }).catch(() => onChange(null));

  const shown = () => frames.get(chosen(frames.values())?.frameId);
  const post = (frame, message) => frame?.port.postMessage(message);
  return {
    send: (message) => post(shown(), message),
    sendTop: (message) => post(frames.get(0) ?? shown(), message), // the top frame may not be ours
    close() {
      closed = true;
      chrome.runtime.onMessage.removeListener(hear);
      for (const { port } of frames.values()) port.disconnect();
    },
  };
}
