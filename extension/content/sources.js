"use strict";
// What a platform file says about where a value stands, looked up on a page. The language of these
// sources is described in docs/platforms.md; the server's twin is server/webcare/platforms/sources.py.
(() => {
  const { absolute, match, text, tidy } = webcare.dom;
  const SHAPE =
    /^(?:= (?<template>.+)|(?:(?<root>page|up|top|count|address|opener|text|named|json\((?<path>[\w.@[\]=]+)\)|ref\((?<ref>[a-z-]+)(?:,(?<nth>[1-9]))?\)):(?: (?!=>))?)?(?<selector>.*?)(?:@(?<attribute>[A-Za-z_][\w:-]*))?(?: => (?<pattern>.+))?)$/;
  const parsed = new Map();

  function parse(source) {
    if (!parsed.has(source)) parsed.set(source, SHAPE.exec(source)?.groups ?? {});
    return parsed.get(source);
  }

  /** The address without its site: path, query and fragment. @param {URL} url */
  const local = (url) => url.pathname + url.search + url.hash;

  /** The outermost container around a container, itself included. */
  function topmost(page, container) {
    let top = container;
    for (let up = container; up; up = up.parentElement && page.holder(up.parentElement)) top = up;
    return top;
  }

  /** Whether an element is part of this container's own post: of no post within it, of nothing ignored. */
  function isOwn(page, container, element) {
    if (page.holder(element) !== container) return false;
    const other = page.ignore && element.closest(page.ignore);
    return !other || other === container || !container.contains(other);
  }

  function within(page, container, selector) {
    if (!selector) return [container];
    return [...container.querySelectorAll(selector)].filter((e) => isOwn(page, container, e));
  }

  function referred(page, container, { ref, nth, selector }) {
    const ids = (container.getAttribute(ref) || "").split(/\s+/).filter(Boolean);
    const wanted = nth ? ids.slice(nth - 1, nth) : ids;
    const elements = wanted.map((id) => page.document.getElementById(id)).filter(Boolean);
    return selector ? elements.flatMap((e) => [...e.querySelectorAll(selector)]) : elements;
  }

  /** The elements a parsed source points at, in the page's order. */
  function elements(page, container, source) {
    const { root, selector } = source;
    if (root === "page") return [...page.document.querySelectorAll(selector)];
    if (!container) return [];
    if (root === "up") return [container.closest(selector)].filter(Boolean);
    if (root === "top") return within(page, topmost(page, container), selector);
    if (root?.startsWith("ref")) return referred(page, container, source);
    return within(page, container, selector);
  }

  /** A template with every {name} filled in, or null when one of them is not known. */
  function fill(template, known) {
    let whole = true;
    const filled = template.replace(/\{(\w+)\}/g, (_, name) => {
      whole &&= known[name] != null;
      return known[name];
    });
    return whole ? filled : null;
  }

  function fit(page, pattern, value) {
    if (!/^(\/|https?:)/.test(pattern)) return match(pattern, value);
    const url = absolute(value, page.base);
    return url && match(pattern, pattern[0] === "/" ? local(url) : url.href);
  }

  /** What a pattern names in a value: its first part not beginning with an underscore. */
  function picked(page, pattern, value) {
    const parts = fit(page, pattern, value);
    const name = parts && Object.keys(parts).find((part) => !part.startsWith("_"));
    return parts && (name ? parts[name] : value);
  }

  const content = (page, element, attribute) =>
    attribute ? tidy(element.getAttribute(attribute) || "") : text(element, page.reading);

  const data = new WeakMap(); // script element -> what its JSON holds

  function parsedData(script) {
    if (!data.has(script)) data.set(script, webcare.linked.parsed(script));
    return data.get(script);
  }

  /**
   * One value of JSON: steps parted by dots; of a list the first. `[id]` after a step: the one with this
   * post's id; `[id=handle]`: whose id is its handle.
   */
  function inData(data, path, known) {
    let value = data;
    for (const [, name, by, of] of path.matchAll(/(@?\w+)(?:\[(\w+)(?:=(\w+))?\])?/g)) {
      const some = [value?.[name]].flat();
      value = by ? some.find((each) => each?.[by] === known[of ?? by]) : some[0];
    }
    return typeof value === "string" ? tidy(value) : null;
  }

  /** What scripts hold; without a selector, what the page's JSON-LD says of this container. */
  function dataOf(page, container, selector) {
    if (!selector) return [page.items().get(container)];
    return [...page.document.querySelectorAll(selector)].map(parsedData);
  }

  /**
   * Sources that are no elements: the page's address, the same for its opening post only, the post's text;
   * `named` is the text as well, but takes only a handle that wrote a post above this one.
   */
  const WORDS = {
    address: (page) => local(page.url),
    opener: (page, container) => page.shown()[0] === container && local(page.url),
    text: (page, container, known) => known.text,
    named: (page, container, known) => known.text,
  };

  /**
   * All values a source yields for a container (null: for the page itself).
   * @returns {string[]}
   */
  function values(page, container, source, known) {
    const { template, root, path, attribute, pattern, ...rest } = parse(source);
    if (template) return [fill(template, known)].filter(Boolean);
    const raw =
      root in WORDS
        ? [WORDS[root](page, container, known)]
        : path
          ? dataOf(page, container, rest.selector).map((each) => inData(each, path, known))
          : root === "count"
            ? [String(within(page, container, rest.selector).length || "")]
            : elements(page, container, { root, ...rest }).map((e) => content(page, e, attribute));
    const some = raw.filter(Boolean);
    const fitted = pattern ? some.map((value) => picked(page, pattern, value)) : some;
    return fitted.filter((value) => value && (root !== "named" || known.above?.(value)));
  }

  /** The first value of the first source that yields one, or null. A selector this browser refuses yields none. */
  function first(page, container, sources, known = {}) {
    for (const source of sources ?? []) {
      try {
        const found = values(page, container, source, known)[0];
        if (found) return found;
      } catch {
        continue;
      }
    }
    return null;
  }

  /** All different values of all sources. @returns {string[]} */
  function all(page, container, sources, known = {}) {
    return [
      ...new Set((sources ?? []).flatMap((source) => values(page, container, source, known))),
    ];
  }

  webcare.sources = { first, all, elements, parse, topmost, within, isOwn, local };
})();
