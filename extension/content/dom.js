"use strict";
// Helpers over a page's elements, without knowledge of any site. The server's twins are
// server/webcare/platforms/{text,address,patterns}.py; tests/platforms holds both to the same answers.
(() => {
  const SILENT = new Set(["script", "style", "noscript", "template", "svg", "textarea", "select"]);
  const BLOCKS = new Set(
    (
      "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form " +
      "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul"
    ).split(" "),
  );
  const SPACES = /[ \t\r\f\v\u00a0\u200e\u200f\ufeff]+/g;

  /** Where sites keep emoji and smileys: phpBB, Invision and others give them no class. */
  const KEPT = /\/(emoji(s|one)?|emoticons?|smil(ey|ie|e)s?)\//i;

  /** In the words of a picture that is not an emoji: letters, or a number it was given. */
  const NAMED = /[a-z]|[0-9]{2}|^[0-9]$/i;

  /** What people type for a smiley: ":p", "8)7", "_O_"; no two letters or digits beside each other. */
  const TYPED = /^(?=_|.*[:;=)])(?!.*([a-z]{2}|[0-9]{2}))[!-~]{2,8}$/i;

  /** How Discourse and inSided name their emoji, with or without a colour of skin. */
  const CALLED = /^:([^:]+):(t[2-6]:)?$/;

  /** The picture of an emoji that is called by its code points. */
  const CODES =
    /\/((?:-?(?:1f[0-9a-f]{3}|[23][0-9a-f]{3}|fe0f|[23][0-9a-f])\b)+)\.(?:png|svg|gif|webp)(?:\?|$)/i;

  const drawnBy = (codes) =>
    String.fromCodePoint(
      ...codes
        .split("-")
        .filter(Boolean)
        .map((code) => parseInt(code, 16)),
    );

  /** An emoji or smiley drawn as a picture, as text; "" for any other picture. */
  function alt(image, emoji = {}) {
    const words = (image.getAttribute("alt") || "").trim();
    const source = image.getAttribute("src") || "";
    const name = CALLED.exec(words)?.[1] ?? "";
    if (Object.hasOwn(emoji, name)) return emoji[name];
    const codes = name && KEPT.test(source) ? CODES.exec(source) : null;
    if (codes) return drawnBy(codes[1]);
    const drawn =
      /emoji|smil/i.test(image.getAttribute("class") || "") ||
      KEPT.test(source) ||
      TYPED.test(words);
    return [...words].length <= 32 && (drawn || !NAMED.test(words)) ? words : "";
  }

  /** One space for runs of spaces, no empty lines, nothing at the ends. */
  function tidy(text) {
    const lines = text.split("\n").map((line) => line.replace(SPACES, " ").replace(/^ | $/g, ""));
    return lines.filter(Boolean).join("\n");
  }

  /** What parts an element from its neighbours; where the source's line ends are meant, nothing does. */
  function edge(name, options) {
    if (name === "td" || name === "th") return " ";
    return BLOCKS.has(name) && !options.lines ? "\n" : "";
  }

  function gather(node, options, out) {
    if (node.nodeType === 3) {
      out.push(options.lines ? node.data : node.data.replace(/\n/g, " "));
      return;
    }
    if (node.nodeType !== 1) return;
    const name = node.localName;
    if (name === "br") out.push("\n");
    else if (name === "img") out.push(alt(node, options.emoji));
    else if (options.skips?.(node)) out.push(edge(name, options));
    else if (!SILENT.has(name)) gatherAll(node, name, options, out);
  }

  function gatherAll(element, name, options, out) {
    out.push(edge(name, options));
    for (const child of element.childNodes) gather(child, options, out);
    out.push(edge(name, options));
  }

  /**
   * The text of an element as a reader sees it: blocks on lines of their own, emoji pictures as text.
   * @param {Element} element
   * @param {{lines?: boolean, skips?: (e: Element) => boolean, emoji?: {[name: string]: string}}} [options]
   *   lines: only the line ends in the source are meant (white-space: pre-wrap); skips: elements that
   *   are not part of it; emoji: what pictures named `:name:` stand for
   * @returns {string}
   */
  function text(element, options = {}) {
    const out = [];
    for (const child of element.childNodes) gather(child, options, out);
    return tidy(out.join(""));
  }

  /** An address made absolute, or null when it is no web address. @returns {URL | null} */
  function absolute(address, base) {
    try {
      const url = new URL(address, base);
      return /^https?:$/.test(url.protocol) ? url : null;
    } catch {
      return null;
    }
  }

  /**
   * The address without what only tracks or scrolls. A part of the query that is a path
   * (`index.php?threads/12/`) stays: it says which page it is.
   * @param {URL} url
   * @param {{query?: string[], fragment?: boolean}} keep what belongs to a permalink on this site
   */
  function canonical(url, keep = {}) {
    const isPath = (part) => part.includes("/") && !part.includes("=");
    const wanted = (part) => isPath(part) || keep.query?.includes(part.split("=")[0]);
    const query = url.search.slice(1).split("&").filter(wanted).join("&");
    return url.origin + url.pathname + (query && `?${query}`) + (keep.fragment ? url.hash : "");
  }

  const SLOTS = {
    "": "([^/?#&]+)",
    digits: "([0-9]+)",
    word: "([A-Za-z0-9_.-]*[A-Za-z0-9_])",
    rest: "(.+)",
  };
  const patterns = new Map();

  function compile(pattern) {
    const names = [];
    const source = pattern.replace(/\{(\w+)(?::(\w+))?\}|\*|[^{*]/g, (part, name, kind) => {
      if (part === "*") return ".*";
      if (!name) return part.replace(/[\\^$.|?+()[\]}/-]/, "\\$&");
      names.push(name);
      return SLOTS[kind || ""];
    });
    return { names, regex: new RegExp(`^${source}$`, "s") };
  }

  function decoded(value) {
    try {
      return decodeURIComponent(value);
    } catch {
      return value;
    }
  }

  /**
   * The named parts of a value after a pattern of literal text, `*` (anything), `{name}` (up to / ? # &),
   * `{name:digits}`, `{name:word}` and `{name:rest}`; null when it does not fit.
   * @returns {Record<string, string> | null}
   */
  function match(pattern, value) {
    if (!patterns.has(pattern)) patterns.set(pattern, compile(pattern));
    const { names, regex } = patterns.get(pattern);
    const found = regex.exec(value);
    return found && Object.fromEntries(names.map((name, i) => [name, decoded(found[i + 1])]));
  }

  const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)$/;

  function iso(milliseconds) {
    const date = new Date(milliseconds);
    const isCounted = date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999;
    return isCounted ? date.toISOString().slice(0, 19) + "Z" : null;
  }

  /**
   * A time in UTC from a full ISO time with its zone, or seconds or milliseconds since 1970;
   * null for all else, for a relative or localised time would be a guess.
   */
  function time(value) {
    if (/^\d{9,10}$/.test(value)) return iso(Number(value) * 1000);
    if (/^\d{12,13}$/.test(value)) return iso(Number(value));
    const found = ISO.exec(value);
    if (!found) return null;
    const [, year, month, day, hour, minute, second = "00", zone] = found;
    const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    if (real.getUTCDate() !== Number(day) || Number(hour) > 23) return null; // Date.parse would roll over
    const exact = zone === "Z" ? zone : zone.slice(0, 3) + ":" + zone.slice(-2);
    return iso(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${exact}`));
  }

  webcare.dom = { text, tidy, absolute, canonical, match, time };
})();
