"use strict";
// A page as its platform file divides it, and the fields of one container's post.
// The server's twin is server/webcare/platforms/{page,fields}.py.
(() => {
  const { absolute, canonical, match, time } = webcare.dom;
  const { first, all, local } = webcare.sources;
  const DIALOG = '[role="dialog"], dialog[open]';
  const FACTS = ["id", "handle", "name", "parent_id", "text"];

  /** From each anchor up to its article, or the last element that holds no second anchor. */
  function climb(root, anchor) {
    const anchors = [...root.querySelectorAll(anchor)];
    const counts = new Map(); // 2: or more, as around it then too
    for (const element of anchors) {
      for (let up = element.parentElement; up && counts.get(up) !== 2; up = up.parentElement)
        counts.set(up, counts.has(up) ? 2 : 1);
    }
    const tops = anchors.map((element) => {
      let at = element;
      while (at.localName !== "article" && counts.get(at.parentElement) === 1)
        at = at.parentElement;
      return at;
    });
    return [...new Set(tops)];
  }

  /**
   * The elements that hold one post each, in the page's order.
   * @param {any} platform
   * @param {Document | Element} root
   * @returns {Element[]}
   */
  function containers(platform, root) {
    const { container, climb: anchor, items } = platform.post;
    if (items) return [...webcare.linked.items(root.ownerDocument ?? root, items).keys()];
    return anchor ? climb(root, anchor) : [...root.querySelectorAll(container)];
  }

  /** Keeps what a function answers, for a page that stands still while it is read. */
  function once(make) {
    let made;
    return () => (made ??= { is: make() }).is;
  }

  /** Nothing kept from before, as when a page is read once. */
  const nothingKept = (platform, document) => ({
    containers: once(() => containers(platform, document)),
    dialogs: once(() => [...document.querySelectorAll(DIALOG)]),
    fieldsOf: () => new Map(),
    passed: { at: "", posts: [] },
  });

  /** How to find containers: all of them at once is dear on endless pages, so only when asked. */
  function finder(platform, all) {
    const { container } = platform.post;
    if (container) {
      return {
        all,
        holder: (element) => element.closest(container),
        within: (element) => [...element.querySelectorAll(container)],
      };
    }
    const found = once(() => new Set(all()));
    const holder = (element) =>
      !element || found().has(element) ? element : holder(element.parentElement);
    return {
      all,
      holder,
      within: (element) => all().filter((e) => e !== element && element.contains(e)),
    };
  }

  const fits = (patterns, url) => patterns?.some((pattern) => match(pattern, local(url))) ?? false;

  /** Whether what a dialog shows here are copies of posts that stand on the page behind it. */
  const showsCopies = ({ thread }, url) => fits(thread?.copies, url);

  /** Whether the whole page, or its dialog, shows one conversation. @param {any} platform @param {URL} url */
  const isConversation = (platform, url) =>
    !platform.thread?.addresses || fits(platform.thread.addresses, url);

  /**
   * Without what follows the end of the conversation, such as posts that the site recommends, and
   * without what a viewer keeps beside the one that the address names.
   */
  function before({ end, one }, containers, { url, document }) {
    const mark = end && document.querySelector(end);
    const here = ["", ...url.pathname.split("/")];
    return containers.filter(
      (c) =>
        (!one || here.includes(c.getAttribute(one) ?? "")) &&
        (!mark || c.compareDocumentPosition(mark) & 4),
    );
  }

  /** What a page that shows one conversation shows: the posts of its dialog when it has one, else all. */
  function conversing(platform, kept, url, document) {
    const { thread = {}, post } = platform;
    const all = () => kept.containers();
    if (showsCopies(platform, url)) {
      const behind = all().filter((container) => !container.closest(DIALOG));
      const isDrawn = behind.some((container) => container.matches(post.focused));
      const isThread = isDrawn || kept.passed.posts.length > 0;
      return isThread ? before(thread, behind, { url, document }) : [];
    }
    if (!isConversation(platform, url)) return [];
    const isInDialog = (container) => kept.dialogs().some((each) => each.contains(container));
    const dialog = kept.dialogs().length ? all().find(isInDialog)?.closest(DIALOG) : null;
    const shown = dialog ? all().filter((container) => dialog.contains(container)) : all();
    return before(thread, shown, { url, document });
  }

  /** What was drawn before of the conversation at this address; of one with copies, behind them. */
  function passing(platform, { passed }, url) {
    const isOther = passed.at !== url.pathname && !showsCopies(platform, url);
    return isOther ? Object.assign(passed, { at: url.pathname, posts: [] }) : passed;
  }

  const isSame = (a, b) =>
    a.id ? a.id === b.id : a.handle === b.handle && a.text === b.text && Boolean(a.text);

  /** The post on the page that a dialog shows a copy of, so that both are read alike; else itself. */
  function original(page, container) {
    if (!showsCopies(page.platform, page.url) || !container.closest(DIALOG)) return container;
    const copy = new Glance(page, container);
    const behind = page.all().filter((other) => !other.closest(DIALOG));
    return behind.find((other) => isSame(copy, new Glance(page, other))) ?? container;
  }

  /** @param {any} [keeping] what stays found on this page (kept.js) */
  function page(platform, root, url, keeping) {
    const document = root.ownerDocument ?? root;
    const kept = keeping ?? nothingKept(platform, document);
    const base = document.head?.querySelector("base[href]")?.getAttribute("href");
    const address = absolute(url, url) ?? new URL("http://unknown.invalid/");
    const find = finder(platform, () => kept.containers());
    const not = [...(platform.post.skip ?? []), ...(platform.post.ignore ?? [])].join(",");
    return {
      ...find,
      platform,
      document,
      items: once(() => webcare.linked.items(document, platform.post.items)),
      url: address,
      base: (base && absolute(base, url)?.href) || url,
      shown: once(() => conversing(platform, kept, address, document)),
      fieldsOf: (container) => kept.fieldsOf(container),
      passed: passing(platform, kept, address),
      ignore: (platform.post.ignore ?? []).join(","),
      reading: {
        lines: platform.post.lines,
        emoji: platform.post.emoji,
        skips: (element) => (not && element.matches(not)) || find.holder(element) === element,
      },
    };
  }

  const plain = (handle) => handle && handle.replace(/^@/, "");

  /** Who wrote a post and whom it answers; looked up when first asked, for of most neighbours little is. */
  class Glance {
    #page;
    #found;

    constructor(page, container) {
      this.#page = page;
      this.#found = page.fieldsOf(container);
      this.container = container;
      this.site = page.url.hostname.replace(/^www\./, "");
    }

    #field(name) {
      if (!this.#found.has(name)) {
        this.#found.set(
          name,
          first(this.#page, this.container, this.#page.platform.post[name], this),
        );
      }
      return this.#found.get(name);
    }

    get id() {
      return this.#field("id");
    }

    get handle() {
      return plain(this.#field("handle"));
    }

    /** On one line, also where the words of a post may have several. */
    get name() {
      return this.#field("name")?.replaceAll("\n", " ") ?? null;
    }

    get parent_id() {
      return this.#field("parent_id");
    }

    /** The name of the element that the page draws it in, which counts on this page only. */
    get anchor() {
      return this.#parts.anchor?.();
    }

    get text() {
      if (!this.#found.has("wording"))
        this.#found.set("wording", wording(this.#page, this.container, this));
      return this.#found.get("wording");
    }

    /** What sources may fill in, with more; each is looked up when a source first asks for it. */
    facts(more) {
      const facts = { site: this.site, ...more };
      const own = Object.fromEntries(FACTS.map((name) => [name, () => this[name]]));
      for (const [name, ask] of Object.entries({ ...own, ...this.#parts })) {
        if (!(name in facts))
          Object.defineProperty(facts, name, { get: once(ask), enumerable: true });
      }
      return facts;
    }

    /** What the platform file names besides. @returns {Record<string, () => string | null>} */
    get #parts() {
      const parts = Object.entries(this.#page.platform.post.parts ?? {});
      const asks = parts.map(([name, sources]) => [
        name,
        () => first(this.#page, this.container, sources),
      ]);
      return Object.fromEntries(asks);
    }
  }

  /** Title and text as one, unless the text only repeats its title. */
  function wording(page, container, known) {
    const { post } = page.platform;
    const body = first(page, container, post.text, known) ?? "";
    const title = first(page, container, post.title);
    if (!title || body.startsWith(title.replace(/\s?(…|\.{3})$/, ""))) return body;
    return body ? `${title}\n${body}` : title;
  }

  const number = (found) =>
    /^\d+([.,]\d+)?$/.test(found ?? "") ? Number(found.replace(",", ".")) : null;

  /** Stars from 1 to 5; other scales (`rating_of`) are brought to five. */
  function rating(page, container) {
    const { post } = page.platform;
    const found = number(first(page, container, post.rating));
    const best = number(first(page, container, post.rating_of) ?? "5");
    const stars = found && best ? (found * 5) / best : 0;
    return stars >= 1 && stars <= 5 ? Math.round(stars * 100) / 100 : null;
  }

  function posted(page, container, known) {
    for (const source of page.platform.post.posted_at ?? []) {
      const at = time(first(page, container, [source], known) ?? "");
      if (at) return at;
    }
    return null;
  }

  function permalink(page, container, known) {
    const found = first(page, container, page.platform.post.url, known);
    const url = found && absolute(found, page.base);
    return url ? canonical(url, page.platform.post.keep) : null;
  }

  /** Names after a mark (@ or #) in a text; not within a word, as in an e-mail address. */
  function marked(mark, words, inner = "") {
    const word = mark === "@" ? "[A-Za-z0-9_]" : "[\\p{L}\\p{N}_]";
    const more = inner && `(?:[${inner.replace(/[\]\\^-]/g, "\\$&")}]?${word})*`;
    const found = words.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_])${mark}(${word}+${more})`, "gu"));
    return [...found].map((each) => each[1]).filter((name) => mark === "@" || /\p{L}/u.test(name));
  }

  function unique(names) {
    const seen = new Map(names.map((name) => [name.toLowerCase(), name]));
    return [...seen.values()];
  }

  function mentions(page, container, words) {
    const { post } = page.platform;
    const linked = all(page, container, post.mentions).map(plain);
    return unique([...linked, ...marked("@", words, post.handle_marks)]);
  }

  function hashtags(page, container, words) {
    const linked = all(page, container, page.platform.post.hashtags).map((tag) =>
      tag.replace(/^#/, ""),
    );
    return unique([...linked, ...marked("#", words)]);
  }

  /** Whether the page shows only the beginning of the text. */
  function isCut(page, container) {
    return (page.platform.post.truncated ?? []).some((s) => first(page, container, [s]) !== null);
  }

  function holds(page, rule, container, known) {
    const parts = rule.address ? match(rule.address, local(page.url)) : {};
    if (!parts || (rule.has && !page.document.querySelector(rule.has))) return null;
    if (rule.inside && !container?.closest(rule.inside)) return null;
    const owner = first(page, container, rule.owner, { ...known, ...parts }) ?? parts.owner ?? null;
    return rule.owner && !owner && rule.sure !== true ? null : { ...parts, owner };
  }

  /** Where a post stands: the first rule whose address, markup and owner are there. */
  function place(page, container, known) {
    for (const rule of page.platform.place) {
      const parts = holds(page, rule, container, known);
      if (!parts) continue;
      const url = first(page, container, rule.url, { ...known, ...parts });
      return {
        kind: rule.kind,
        owner: plain(parts.owner),
        url: (url && absolute(url, page.base)?.href) ?? null,
      };
    }
    return { kind: page.platform.place.at(-1).kind, owner: null, url: null };
  }

  webcare.fields = {
    DIALOG,
    isConversation,
    containers,
    page,
    plain,
    Glance,
    original,
    wording,
    rating,
    posted,
    permalink,
    marked,
    mentions,
    hashtags,
    isCut,
    place,
    once,
  };
})();
