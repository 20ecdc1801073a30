"use strict";
// Loads the sidebar once its tab has been painted: sixty files asked for at once, on a page that is itself
// being loaded, hold the first paint back by more than that paint takes.
{
  const LATEST = 150; // ms; a tab that is not looked at is not painted
  const parts = /** @type {HTMLTemplateElement} */ (document.querySelector("template")).content;
  const load = () => document.head.append(parts); // once: it is empty afterwards
  new PerformanceObserver(load).observe({ type: "paint", buffered: true });
  setTimeout(load, document.hidden || window === window.top ? 0 : LATEST); // the side panel shows no tab
}
