"use strict";
// Whether this page is read as it should be: some seconds after it was opened, and again while it is
// not. What is wrong goes to the lead as a note: the platform and the names of fields, never content.
(() => {
  const PATIENCE = 5000; // ms until an empty page is called one
  const SAMPLE = 10; // posts looked at
  const FIELDS = ["text", "author"]; // without these a verdict means little

  /** @type {{state: "ok" | "nothing_read" | "half_read", fields: string[]}} */
  const GOOD = { state: "ok", fields: [] };
  let found = GOOD;
  let lookedAt = performance.now();
  let isSettled = false; // this page was read well once
  let noted = "";
  /** @type {any} */
  let platform = null; // what was looked with; a repaired file of it is another

  /** Another page, perhaps within the same document. */
  function begin() {
    [found, isSettled, noted] = [GOOD, false, ""];
    lookedAt = performance.now();
    setTimeout(webcare.watch.ask, PATIENCE);
  }

  /** @returns {PageState["health"]} */
  function now() {
    const { page } = webcare;
    if (page.failure) return "failed";
    if (!page.platform) return "not_recognised";
    if (page.platform !== platform)
      [platform, found, isSettled, noted] = [page.platform, GOOD, false, ""];
    const isDue = performance.now() - lookedAt >= PATIENCE && !document.hidden;
    if (isDue && !isSettled) look();
    return found.state;
  }

  function look() {
    lookedAt = performance.now();
    const before = found.state;
    found = check();
    isSettled = found === GOOD;
    if (isSettled) return;
    if (found.state === before) note(); // a site that is merely slow is nothing to tell the lead
    setTimeout(webcare.watch.ask, PATIENCE);
  }

  function check() {
    const { page, reader } = webcare;
    const all = page.containers();
    if (!all.length)
      return reader.covers(page.platform, location.href)
        ? { state: /** @type {const} */ ("nothing_read"), fields: [] }
        : GOOD;
    const lost = all.slice(0, SAMPLE).map((container) => page.postIn(container).missing);
    const isOften = (field) =>
      lost.filter((missing) => missing.includes(field)).length * 2 > lost.length;
    const fields = FIELDS.filter(isOften);
    return fields.length ? { state: /** @type {const} */ ("half_read"), fields } : GOOD;
  }

  /** Once per page and trouble; the server counts equal ones. */
  function note() {
    const { id, version } = webcare.page.platform;
    const body = { platform: id, version, found: found.state, fields: found.fields };
    if (window !== window.top || JSON.stringify(body) === noted) return;
    noted = JSON.stringify(body);
    chrome.runtime.sendMessage({ type: "health_note", ...body }).catch(() => {});
  }

  webcare.health = { begin, now, lost: () => found.fields };
})();
