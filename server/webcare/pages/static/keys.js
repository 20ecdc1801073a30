"use strict";

// Keys of the dashboard: j and k walk through a list, / goes to the search box. Links do the rest.

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

/** @param {number} by */
function walk(by) {
  const links = [...document.querySelectorAll("a.case, .owed a")];
  const at = links.indexOf(/** @type {Element} */ (document.activeElement));
  const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))];
  if (next instanceof HTMLElement) next.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "/") {
    const box = document.querySelector("input[type=search]");
    if (!(box instanceof HTMLElement)) return;
    event.preventDefault();
    box.focus();
  }
});
