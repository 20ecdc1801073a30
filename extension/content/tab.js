"use strict";
// The sidebar's tab while the sidebar's own page is still being loaded: drawn by ourselves, it stands
// there with the first paint of the page. It knows nothing yet, and opens the sidebar.
(() => {
  const STYLE = `
    .tab { all: unset; position: absolute; inset: 0; display: flex; flex-direction: column;
      align-items: center; justify-content: center; gap: 8px; cursor: pointer; box-sizing: border-box;
      border: 1px solid light-dark(#8b8980, #6f737c); border-right: 0; border-radius: 8px 0 0 8px;
      background: light-dark(#faf9f7, #17181b); color: light-dark(#1b1c1f, #ececee);
      font: 600 12px/20px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue",
      "Liberation Sans", sans-serif; }
    .tab span { writing-mode: vertical-rl; }
    :host([data-open]) .tab { display: none; }
    :host(:not([data-open])) .tab + iframe { opacity: 0; pointer-events: none; }`;
  const BUBBLE = "M3.5 4.5h13v9h-7l-4 3.5v-3.5h-2z";

  function drawn(/** @type {string} */ name, /** @type {Record<string, string>} */ attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  /**
   * Draws the tab before the sidebar's frame, in its shadow root, and takes it away when that has come.
   * @param {HTMLIFrameElement} frame @param {() => void} open called when the agent presses it
   */
  function before(frame, open) {
    const tab = document.createElement("button");
    tab.className = "tab";
    const about = { viewBox: "0 0 20 20", width: "24", height: "24", "aria-hidden": "true" };
    const icon = drawn("svg", {
      ...about,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": "1.6",
    });
    icon.append(drawn("path", { d: BUBBLE }));
    const word = document.createElement("span");
    word.textContent = "Webcare";
    tab.append(icon, word);
    tab.addEventListener("click", ({ isTrusted }) => isTrusted && open());
    frame.addEventListener("load", () => tab.remove(), { once: true });
    frame.before(tab);
  }

  webcare.tab = { STYLE, before };
})();
