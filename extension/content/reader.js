"use strict";
// A page to its posts, driven by nothing but a platform file (docs/platforms.md).
// The server's twin is server/webcare/platforms/reader.py; every fixture is read by both.
(() => {
  const { absolute, canonical, match, tidy } = webcare.dom;
  const { first, local } = webcare.sources;
  const fields = webcare.fields;
  const { conversation, threaded, answeredBy, standing } = webcare.thread;
  const REACH = 100; // posts before and after one that are looked at when it is read alone
  const SELECTION = { id: "web", place: [{ kind: "news" }] };

  /** Whether the address can be a page of this platform that holds posts. */
  function covers(platform, url) {
    const address = absolute(url, url);
    if (!address || (platform.hosts && !platform.hosts.includes(address.hostname))) return false;
    const fits = (pattern) => match(pattern, local(address));
    if (platform.other_pages?.some(fits)) return false;
    return !platform.pages || platform.pages.some(fits);
  }

  /** Named hosts before markup, the general kinds of page last, and of these markup before data. */
  function rank(platform) {
    if (platform.general) return platform.post.items ? 4 : 3;
    if (platform.hosts) return platform.recognise ? 0 : 1;
    return 2;
  }

  function isRecognised(platform, document, url) {
    const address = absolute(url, url);
    if (platform.hosts && !(address && platform.hosts.includes(address.hostname))) return false;
    const { recognise: marks, post } = platform;
    if (marks && !marks.some((selector) => document.querySelector(selector))) return false;
    return !post.items || webcare.linked.items(document, post.items).size > 0;
  }

  /** The platform this page belongs to, or null. */
  function recognise(platforms, document, url) {
    const ranked = [...platforms].sort((a, b) => rank(a) - rank(b));
    return ranked.find((platform) => isRecognised(platform, document, url)) ?? null;
  }

  /** Fields that were looked for and not found, by their names in the Post. */
  function missing(page, container, post) {
    const looked = page.platform.post;
    const lost = {
      url: !post.url,
      author: !post.author.name && !post.author.handle,
      "author.name": looked.name && !post.author.name && post.author.handle,
      "author.handle": looked.handle && !post.author.handle && post.author.name,
      text: !post.text,
      rest_of_text: fields.isCut(page, container),
      posted_at: !post.posted_at,
      rating: looked.rating && post.rating === null && container.matches(looked.rated ?? "*"),
      "place.owner": !post.place.owner,
    };
    return Object.keys(lost).filter((field) => lost[field]);
  }

  /** A short digest (FNV-1a over UTF-16 units) for posts that show neither id nor link. */
  function digest(words) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < words.length; i += 1)
      hash = Math.imul(hash ^ words.charCodeAt(i), 0x01000193) >>> 0;
    return hash.toString(16).padStart(8, "0");
  }

  /**
   * The site's own id, with the host where many sites run one engine; else the link; else its words.
   * An element's name and words count on one page only, so the page's address goes with them.
   */
  function keyOf(page, known, url, words) {
    const { id: name, hosts, post } = page.platform;
    const host = `${page.url.host}/`;
    const drawn = canonical(page.url, { query: post.keep?.query });
    const where = drawn.slice(page.url.protocol.length + 2);
    if (known.id && known.id === known.anchor) return `${name}:${where}#${known.id}`;
    if (known.id) return `${name}:${hosts ? "" : host}${known.id}`;
    const said = digest(`${known.handle ?? known.name ?? ""}\n${words}`);
    return `${name}:${url ?? `${hosts ? host : where}~${said}`}`;
  }

  function complete(page, brand, thread, known) {
    const { platform } = page;
    const { container } = known;
    const opener = known === thread.opener ? null : thread.opener;
    const reply_to = answeredBy(thread, known);
    const facts = known.facts({
      reply_to,
      thread: opener?.handle,
      opener: thread.opener.isGuess ? null : thread.opener.handle,
    });
    const url = fields.permalink(page, container, facts);
    const where = fields.place(page, container, facts);
    const words = known.text;
    const post = {
      platform: platform.id,
      url,
      key: keyOf(page, known, url, words),
      author: { name: known.name, handle: known.handle },
      text: words,
      posted_at: fields.posted(page, container, facts),
      rating: fields.rating(page, container),
      place: where,
      reply_to,
      mentions: fields.mentions(page, container, words),
      hashtags: fields.hashtags(page, container, words),
      ...standing(brand, thread, known, where),
      missing: [],
    };
    return { ...post, missing: missing(page, container, post) };
  }

  /** A container whose post is not (or no longer) drawn in it: feeds keep such shells. */
  const isShell = (post) =>
    !post.text && !post.author.name && !post.author.handle && !post.posted_at;

  /** A post of which nothing is known. @returns {Post} */
  function unknown(platform) {
    return {
      platform: platform.id,
      url: null,
      key: "",
      author: { name: null, handle: null },
      text: "",
      posted_at: null,
      rating: null,
      place: { kind: platform.place.at(-1).kind, owner: null, url: null },
      reply_to: null,
      mentions: [],
      hashtags: [],
      by_brand: false,
      answered_by_brand: false,
      public_turns: 0,
      missing: [],
    };
  }

  /** A container that could not be read: still a post, with what its neighbours know of it. */
  function failed(page, known) {
    const { name, handle, text } = known;
    const lost = {
      url: true,
      author: !name && !handle,
      text: !text,
      posted_at: true,
      "place.owner": true,
    };
    return {
      ...unknown(page.platform),
      key: keyOf(page, known, null, text),
      author: { name, handle },
      text,
      missing: Object.keys(lost).filter((field) => lost[field]),
    };
  }

  function finish(page, brand, thread, known) {
    try {
      return complete(page, brand ?? {}, thread, known);
    } catch (error) {
      console.warn("webcare: a post could not be read", error);
      return failed(page, known);
    }
  }

  /**
   * The posts of the page in its order. Never throws.
   * @returns {Post[]}
   */
  function read(platform, brand, root, url) {
    const opened = fields.page(platform, root, url);
    const threads = new Map();
    const posts = opened.all().map((drawn) => {
      const container = fields.original(opened, drawn);
      if (!threads.has(container)) {
        const thread = threaded(opened, conversation(opened, container));
        for (const known of thread.members) threads.set(known.container, { thread, known });
      }
      const { thread, known } = threads.get(container);
      return finish(opened, brand, thread, known);
    });
    const inRoot = opened.all().map((c) => root === opened.document || root.contains(c));
    return posts.filter((post, i) => inRoot[i] && !isShell(post));
  }

  /**
   * One container to its post, with what its neighbours tell about it. Never throws.
   * @param {any} [kept] what stays found on this page (kept.js)
   * @returns {Post}
   */
  function readOne(platform, brand, container, url, kept) {
    const opened = fields.page(platform, container, url, kept);
    const post = fields.original(opened, container);
    const thread = threaded(opened, conversation(opened, post, REACH));
    const known = thread.of.get(post) ?? thread.members[0];
    return finish(opened, brand, thread, known);
  }

  /**
   * A selection as a post: its key is made of the page and the words, so the same selection is the same case.
   * @param {string} selected
   * @param {string} url
   * @returns {Post}
   */
  function readSelection(selected, url) {
    const address = absolute(url, url);
    const words = tidy(selected);
    const empty = unknown(SELECTION);
    return {
      ...empty,
      url: address ? canonical(address) : null,
      key: `web:${address ? address.origin + address.pathname : url}~${digest(words)}`,
      text: words,
      mentions: fields.marked("@", words),
      hashtags: fields.marked("#", words),
      place: { ...empty.place, owner: address ? address.hostname.replace(/^www\./, "") : null },
      missing: ["author", "posted_at"],
    };
  }

  /** The handle of the account that is logged in, where the page shows it, else null. */
  function account(platform, document, url) {
    return fields.plain(first(fields.page(platform, document, url), null, platform.account));
  }

  /** Who wrote the post in a container, and the site's own id of it. @returns {{id: string | null, handle: string | null}} */
  const glance = (platform, container, url, kept) =>
    new fields.Glance(fields.page(platform, container, url, kept), container);

  /**
   * Whether an address names the post in a container: its number stands in the fragment, or the
   * address is the post's own. That of the whole conversation may be its first post's too.
   * @param {URL} address
   */
  function isNamed(platform, address, container, url, kept) {
    if (platform.post.focused) return false; // the site marks it
    const name = address.hash.slice(1);
    const isConversation = fields.isConversation(platform, address);
    if (!name && !isConversation) return false; // of a feed: asked at every step of a scroll
    const opened = fields.page(platform, container, url, kept);
    const known = new fields.Glance(opened, container);
    if (name && [name, /^\D*(\d+)$/.exec(name)?.[1]].includes(known.id ?? "")) return true;
    if (container === opened.all()[0] || !isConversation) return false;
    return (
      fields.permalink(opened, container, known.facts({})) ===
      canonical(address, platform.post.keep)
    );
  }

  webcare.reader = /** @type {any} */ ({
    recognise,
    covers,
    containers: fields.containers,
    read,
    readOne,
    readSelection,
    account,
    glance,
    isNamed,
  });
})();
