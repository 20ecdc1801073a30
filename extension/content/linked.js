"use strict";
// Comments that a page tells of in JSON-LD only: what it says of each, and the element it is drawn in.
// The server's twin is server/webcare/platforms/linked.py.
(() => {
  const { tidy } = webcare.dom;
  const KINDS = ["Comment", "UserComments", "Answer"];
  const OWN_WORDS = "FAQPage"; // what a site asks and answers itself is nobody's post
  const SHOWN = 40; // so many signs of a text tell where it is drawn

  function parsed(script) {
    try {
      return JSON.parse(script.textContent);
    } catch {
      return null;
    }
  }

  const kindsOf = (value) => [value["@type"]].flat();

  /** Whether a script's graph says anywhere that its questions are the site's own. */
  function isOwn(value) {
    if (!value || typeof value !== "object") return false;
    if (!Array.isArray(value) && kindsOf(value).includes(OWN_WORDS)) return true;
    return Object.values(value).some(isOwn);
  }

  /** All objects of these kinds in a value, outer ones first. */
  function told(value) {
    if (Array.isArray(value)) return value.flatMap(told);
    if (!value || typeof value !== "object") return [];
    const kinds = kindsOf(value);
    if (kinds.includes(OWN_WORDS)) return [];
    const inner = Object.values(value).flatMap(told);
    return KINDS.some((kind) => kinds.includes(kind)) ? [value, ...inner] : inner;
  }

  /** A script's comments; beside a FAQPage, whose answers may stand apart, without answers. */
  function comments(value) {
    const all = told(value);
    const isAnswer = (item) => kindsOf(item).includes("Answer");
    return all.some(isAnswer) && isOwn(value) ? all.filter((item) => !isAnswer(item)) : all;
  }

  const beginning = (words) => tidy(words.replace(/\n/g, " ")).slice(0, SHOWN);

  /** Where texts begin: the first element for each beginning. */
  function drawn(document) {
    const found = new Map();
    const texts = document.createTreeWalker(document.body ?? document, 4);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const name = text.parentElement?.localName;
      const begins = name === "script" || name === "style" ? "" : beginning(text.data);
      if (begins && !found.has(begins)) found.set(begins, text.parentElement);
    }
    return found;
  }

  /** The element named in a comment's address, else the one around its words. */
  function elementOf(item, document, places) {
    for (const address of [item.url, item["@id"]]) {
      const id = typeof address === "string" && address.split("#")[1];
      const named = id && document.getElementById(id);
      if (named) return named;
    }
    const words = typeof item.text === "string" && beginning(item.text);
    const around = words && places.get(words);
    return around ? (around.closest("li, article, [id]") ?? around) : null;
  }

  /**
   * The comments told of in a page's JSON-LD: element -> what is said of it, in the page's order.
   * @param {Document} document
   * @param {string} selector the scripts
   * @returns {Map<Element, any>}
   */
  function items(document, selector) {
    const all = [...document.querySelectorAll(selector)].flatMap((script) => comments(parsed(script)));
    const places = all.length ? drawn(document) : new Map();
    const found = new Map();
    for (const item of all) {
      const element = elementOf(item, document, places);
      if (element && !found.has(element)) found.set(element, item);
    }
    return new Map([...found].sort(([a], [b]) => (a.compareDocumentPosition(b) & 4 ? -1 : 1)));
  }

  webcare.linked = { items };
})();
