"use strict";

// The dashboard without a mouse: j and k walk through a list, / goes to the search box, Enter opens
// as in any page, ? shows the keys. Also the three buttons that no form can be: print, copy, and
// the chosen page kept in view where the menu scrolls.

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

/** @param {number} by */
function walk(by) {
  const links = [...document.querySelectorAll("a.case, .owed a")];
  const at = links.indexOf(/** @type {Element} */ (document.activeElement));
  const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))];
  if (next instanceof HTMLElement) next.focus();
}

function toSearch() {
  const box = document.querySelector("input[type=search]");
  if (box instanceof HTMLInputElement) box.select();
  else location.assign("/cases#search");
}

const KEYS = {
  j: () => walk(1),
  k: () => walk(-1),
  "/": toSearch,
  "?": () => location.assign("/help#keys"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button?.matches("[data-print]")) print();
  if (!button?.matches("[data-copy]")) return;
  const field = button.parentElement?.querySelector("input");
  await navigator.clipboard.writeText(field?.value ?? "");
  button.append(" ✓");
  button.disabled = true;
});

const search = document.querySelector("#search");
if (location.hash === "#search" && search instanceof HTMLElement) search.focus();
document
  .querySelector("nav [aria-current]")
  ?.scrollIntoView({ inline: "center", block: "nearest" });
