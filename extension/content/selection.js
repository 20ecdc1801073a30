"use strict";
// What the agent has selected in the page, when the sidebar asks for it: the start of a post filled
// in by hand, on pages whose posts can't be read.
(() => {
  const MOST = 10_000; // characters

  chrome.runtime.onMessage.addListener((message, sender, answer) => {
    if (message?.type === "selection" && sender.id === chrome.runtime.id)
      answer({
        text: String(getSelection()).slice(0, MOST),
        url: location.href,
        title: document.title,
      });
  });
})();
