"use strict";
// Whether this page is read as it should be: some seconds after it was opened, and again while it is
// not. What is wrong goes to the lead as a note: the platform and the names of fields, never content.
(() => {
  const PATIENCE = 5000; // ms until an empty page is called one
  const SAMPLE = 10; // posts looked at
  const FIELDS = ["text", "author"]; // without these a verdict means little
  const MARKS = ["url", "posted_at"]; // a post that has neither is hardly read as one

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
    if (!page.rulebook) return "not_recognised";
    if (page.platform !== platform)
      [platform, found, isSettled, noted] = [page.platform, GOOD, false, ""];
    const isDue = performance.now() - lookedAt >= PATIENCE && !document.hidden;
    if (isDue && !isSettled) look();
    return page.platform || found !== GOOD ? found.state : "not_recognised";
  }

  /** The platform whose posts this page should hold: the one it is read with, else by its host. */
  function expected() {
    const { platform: own, rulebook } = webcare.page;
    const isHost = ({ hosts }) => hosts?.includes(location.hostname);
    if (own && (window === window.top || isHost(own))) return own; // a frame may have that around it
    const all = rulebook.platforms.filter(isHost);
    return all.find((each) => webcare.reader.covers(each, location.href)) ?? null;
  }

  function look() {
    lookedAt = performance.now();
    const before = found.state;
    const about = expected();
    found = about ? check(about) : GOOD;
    isSettled = found === GOOD;
    if (isSettled) return;
    if (found.state === before) note(about); // a site that is merely slow is nothing to tell the lead
    setTimeout(webcare.watch.ask, PATIENCE);
  }

  function check(/** @type {any} */ about) {
    const { page, reader } = webcare;
    const all = about === page.platform ? page.containers() : [];
    if (!all.length)
      return reader.covers(about, location.href)
        ? { state: /** @type {const} */ ("nothing_read"), fields: [] }
        : GOOD;
    const lost = all.slice(0, SAMPLE).map((container) => lostIn(about, page.postIn(container)));
    const isOften = (field) =>
      lost.filter((each) => each.includes(field)).length * 2 >= lost.length;
    const fields = [...FIELDS, ...MARKS].filter(isOften);
    return fields.length ? { state: /** @type {const} */ ("half_read"), fields } : GOOD;
  }

  /** What a post should have: both marks only where the platform file does not say that one is never there. */
  function lostIn({ general, post }, /** @type {Post} */ { missing }) {
    const isLost = (/** @type {string} */ field) => missing.includes(field);
    const isMarked = (/** @type {string} */ mark) =>
      !general && !post.unreadable?.[mark] && !post.live_only?.[mark];
    const marks = MARKS.every(isMarked) && MARKS.every(isLost) ? MARKS : [];
    return [...FIELDS.filter(isLost), ...marks];
  }

  /** Once per page and trouble; the server counts equal ones. */
  function note({ id, version }) {
    const body = { platform: id, version, found: found.state, fields: found.fields };
    if (JSON.stringify(body) === noted) return;
    noted = JSON.stringify(body);
    chrome.runtime.sendMessage({ type: "health_note", ...body }).catch(() => {});
  }

  webcare.health = { begin, now, lost: () => found.fields };
})();
