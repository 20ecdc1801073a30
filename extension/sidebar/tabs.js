// Which tab the sidebar speaks with: the one whose page it stands in, or, as the browser's own side
// panel, the one that is active in its window.

/**
 * @param {boolean} framed it stands in a page
 * @param {(tab: number | null) => void} use called at once and whenever it is another tab
 */
export async function followTab(framed, use) {
  if (framed) return use((await chrome.tabs.getCurrent())?.id ?? null);
  const { id: windowId } = await chrome.windows.getCurrent();
  const active = async () =>
    use((await chrome.tabs.query({ active: true, windowId }))[0]?.id ?? null);
  chrome.tabs.onActivated.addListener((change) => {
    if (change.windowId === windowId) active();
  });
  return active();
}

/** The browser's own side panel; null where there is none. Opening it needs a press of the agent. */
export function sidePanel() {
  const { sidePanel: ofChromium, sidebarAction: ofFirefox } = /** @type {any} */ (chrome);
  if (ofChromium?.open) return (/** @type {number} */ tabId) => ofChromium.open({ tabId });
  return ofFirefox?.open ? () => ofFirefox.open() : null;
}
