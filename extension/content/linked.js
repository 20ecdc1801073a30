"use strict";
// Comments that a page tells of in JSON-LD only: what it says of each, and the element it is drawn in.
// The server's twin is server/webcare/platforms/linked.py.
(() => {
  const { text, tidy } = webcare.dom;
  const KINDS = ["Comment", "UserComments", "Answer"];
  const SIGNED = ["author", "creator", "datePublished", "dateCreated"];
  const WORDS = ["text", "commentText"];
  const TAG =
    /<\/?(p|br|div|span|a|b|i|u|s|em|strong|ul|ol|li|blockquote|code|pre|img|h[1-6])\b[^<>]*>/i;
  const ESCAPED = /&(#[0-9]+|#x[0-9a-f]+|[a-z]+[0-9]*);/i;
  const SHOWN = 40; // so many signs of a text tell where it is drawn

  /** Numbers as they are written: those of ids may be longer than can be counted. */
  const written = (_, value, context) =>
    typeof value === "number" ? (context?.source ?? String(value)) : value;

  /** What a script's JSON holds; null when it is no JSON. */
  function parsed(script) {
    try {
      return JSON.parse(script.textContent, /** @type {any} */ (written));
    } catch {
      return null;
    }
  }

  /** Whether somebody wrote it; a site's own answer to a frequent question names no one. */
  function isSaid(item) {
    const kinds = [item["@type"]].flat().filter((kind) => KINDS.includes(kind));
    const signed = SIGNED.some((name) => (item[name] ?? "") !== "");
    return kinds.some((kind) => kind !== "Answer" || signed);
  }

  /** Words as a reader sees them: many sites tell them with their tags. */
  function plain(words) {
    const isMarked = TAG.test(words);
    if (!isMarked && !ESCAPED.test(words)) return words;
    const html = isMarked ? words : words.replaceAll("<", "&lt;");
    const { body } = new DOMParser().parseFromString(`<!DOCTYPE html><body>${html}`, "text/html");
    return text(body, { lines: !isMarked });
  }

  function withPlainWords(item) {
    const told = WORDS.filter((name) => typeof item[name] === "string");
    return { ...item, ...Object.fromEntries(told.map((name) => [name, plain(item[name])])) };
  }

  /** All objects of these kinds in a value, outer ones first. */
  function told(value) {
    const found = [];
    const waiting = [value];
    while (waiting.length) {
      const at = waiting.pop();
      if (!at || typeof at !== "object") continue;
      if (!Array.isArray(at) && isSaid(at)) found.push(withPlainWords(at));
      for (const inner of Object.values(at).reverse()) waiting.push(inner);
    }
    return found;
  }

  function beginning(words) {
    const line = tidy(words.replace(/\n/g, " "));
    return [...line.slice(0, 2 * SHOWN)].slice(0, SHOWN).join(""); // an emoji is one sign, of two units
  }

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

  /** The element named in a comment's address. */
  function named(item, document) {
    const addresses = [item.url, item["@id"]].filter((each) => typeof each === "string");
    const ids = addresses.map((address) => address.split("#")[1]).filter(Boolean);
    return ids.map((id) => document.getElementById(id)).find(Boolean) ?? null;
  }

  /** The elements around the words of comments. @returns {(Element | null)[]} */
  function around(all, document) {
    const places = all.length ? drawn(document) : new Map();
    return all.map((item) => {
      const words = typeof item.text === "string" && beginning(item.text);
      return (words && places.get(words)) || null;
    });
  }

  /** How often each element is there. */
  function counted(elements) {
    const counts = new Map();
    for (const element of elements) counts.set(element, (counts.get(element) ?? 0) + 1);
    return counts;
  }

  /** The list item, article or named element around a comment's words. */
  const boxOf = (words) => words.closest("li, article, [id]") ?? words;

  function withParents(element) {
    const out = [];
    for (let up = element; up; up = up.parentElement) out.push(up);
    return out;
  }

  /** The boxes of comments' words; where several share one, the largest with one's words only. */
  function boxes(worded) {
    const all = [...new Set(worded)].filter(Boolean);
    const shares = counted(all.map(boxOf));
    const held = counted(all.flatMap(withParents));
    const box = (words) =>
      shares.get(boxOf(words)) === 1
        ? boxOf(words)
        : withParents(words).findLast((up) => held.get(up) === 1);
    return worded.map((words) => words && box(words));
  }

  /**
   * The comments told of in a page's JSON-LD: element -> what is said of it, in the page's order.
   * @param {Document} document
   * @param {string} selector the scripts
   * @returns {Map<Element, any>}
   */
  function items(document, selector) {
    const all = [...document.querySelectorAll(selector)].flatMap((script) => told(parsed(script)));
    const boxed = boxes(around(all, document));
    const found = new Map();
    all.forEach((item, at) => {
      const element = named(item, document) ?? boxed[at];
      if (element && !found.has(element)) found.set(element, item);
    });
    return new Map([...found].sort(([a], [b]) => (a.compareDocumentPosition(b) & 4 ? -1 : 1)));
  }

  webcare.linked = { items, parsed };
})();
