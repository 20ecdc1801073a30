"use strict";
// What the agent has selected in the page, when the sidebar asks for it: the start of a post filled
// in by hand, on pages whose posts can't be read. All frames are asked; the first answer counts.
(() => {
  const MOST = 10_000; // characters
  const OTHERS = 100; // ms in which a frame with a selection answers before a page without one

  chrome.runtime.onMessage.addListener((message, sender, answer) => {
    if (message?.type !== "selection" || sender.id !== chrome.runtime.id) return false;
    const text = String(getSelection()).trim().slice(0, MOST);
    const said = { text, url: location.href, title: document.title };
    if (text) answer(said);
    else if (window === window.top) setTimeout(answer, OTHERS, said);
    return !text && window === window.top;
  });
})();
