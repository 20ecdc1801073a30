"use strict";
// A page to its posts, driven by nothing but a platform file (docs/platforms.md).
// The server's twin is server/webcare/platforms/reader.py; every fixture is read by both.
(() => {
  const { absolute, canonical, match, text, time } = webcare.dom;
  const { first, all, holder, topmost, isOwn, local } = webcare.sources;
  const DIALOG = '[role="dialog"], dialog[open]';

  // ---- which platform ----------------------------------------------------------------------------

  function isHost(hosts, host) {
    return hosts.some((h) => (h.startsWith("*.") ? host.endsWith(h.slice(1)) || host === h.slice(2) : host === h));
  }

  /** Whether the address can be a page of this platform that holds posts. */
  function covers(platform, url) {
    const address = absolute(url, url);
    if (!address || (platform.hosts && !isHost(platform.hosts, address.hostname))) return false;
    const fits = (pattern) => match(pattern, local(address));
    if (platform.other_pages?.some(fits)) return false;
    return !platform.pages || platform.pages.some(fits);
  }

  /** Named hosts before markup, the general kinds of page last. */
  function rank(platform) {
    if (platform.general) return 3;
    if (platform.hosts) return platform.recognise ? 0 : 1;
    return 2;
  }

  function isRecognised(platform, document, url) {
    const address = absolute(url, url);
    if (platform.hosts && !(address && isHost(platform.hosts, address.hostname))) return false;
    return !platform.recognise || platform.recognise.some((selector) => document.querySelector(selector));
  }

  /** The platform this page belongs to, or null. */
  function recognise(platforms, document, url) {
    const ranked = [...platforms].sort((a, b) => rank(a) - rank(b));
    return ranked.find((platform) => isRecognised(platform, document, url)) ?? null;
  }

  // ---- the page and its containers ---------------------------------------------------------------

  /** From each anchor up to the last element that holds no second one: for pages without containers. */
  function climb(root, anchor) {
    const tops = [...root.querySelectorAll(anchor)].map((element) => {
      let at = element;
      while (at.parentElement && at.parentElement.querySelectorAll(anchor).length < 2) at = at.parentElement;
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
    const { container, climb: anchor } = platform.post;
    return anchor ? climb(root, anchor) : [...root.querySelectorAll(container)];
  }

  function page(platform, root, url) {
    const document = root.ownerDocument ?? root;
    const base = document.querySelector("base[href]")?.getAttribute("href");
    const found = new Set(containers(platform, document));
    const not = [...(platform.post.skip ?? []), ...(platform.post.ignore ?? [])].join(",");
    return {
      platform,
      document,
      url: absolute(url, url) ?? new URL("http://unknown.invalid/"),
      base: (base && absolute(base, url)?.href) || url,
      containers: found,
      ignore: (platform.post.ignore ?? []).join(","),
      reading: {
        lines: platform.post.lines,
        skips: (element) => found.has(element) || (not !== "" && element.matches(not)),
      },
    };
  }

  // ---- one container -----------------------------------------------------------------------------

  const plain = (handle) => handle && handle.replace(/^@/, "");
  const same = (a, b) => Boolean(a && b) && a.toLowerCase() === b.toLowerCase();

  /** Who wrote it and whom it answers: all that its neighbours need to know of a post. */
  function glance(page, container) {
    const { post } = page.platform;
    const known = { site: page.url.hostname.replace(/^www\./, ""), container };
    known.id = first(page, container, post.id, known);
    known.handle = plain(first(page, container, post.handle, known));
    known.name = first(page, container, post.name, known);
    known.parent_id = first(page, container, post.parent_id, known);
    return known;
  }

  /** Title and text as one, unless the text only repeats its title. */
  function wording(page, container) {
    const { post } = page.platform;
    const body = first(page, container, post.text) ?? "";
    const title = first(page, container, post.title);
    if (!title || body.startsWith(title.replace(/\s?(…|\.{3})$/, ""))) return body;
    return body ? `${title}\n${body}` : title;
  }

  function rating(page, container) {
    const { post } = page.platform;
    const found = first(page, container, post.rating);
    if (!found || !/^\d+([.,]\d+)?$/.test(found)) return null;
    const best = Number(first(page, container, post.rating_of) ?? 5);
    const stars = (Number(found.replace(",", ".")) * 5) / best;
    return stars >= 1 && stars <= 5 ? Math.round(stars * 100) / 100 : null;
  }

  function posted(page, container) {
    for (const source of page.platform.post.posted_at ?? []) {
      const at = time(first(page, container, [source]) ?? "");
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
    const linked = all(page, container, page.platform.post.hashtags).map((tag) => tag.replace(/^#/, ""));
    return unique([...linked, ...marked("#", words)]);
  }

  // ---- the thread a post stands in ---------------------------------------------------------------

  const isThread = (page) =>
    !page.platform.thread?.addresses || page.platform.thread.addresses.some((p) => match(p, local(page.url)));

  /** What a page that shows one conversation shows: the posts of its dialog when it has one, else all. */
  function shown(page) {
    if (!isThread(page)) return new Set();
    const found = [...page.containers];
    const dialog = found.find((container) => container.closest(DIALOG))?.closest(DIALOG);
    return new Set(dialog ? found.filter((container) => dialog.contains(container)) : found);
  }

  /** Posts of one conversation: those of the dialog or page when it shows one, else those nested in one. */
  function conversation(page, container) {
    page.shown ??= shown(page);
    if (page.shown.has(container)) return [...page.shown];
    const top = topmost(page, container);
    return [top, ...top.querySelectorAll("*")].filter((other) => page.containers.has(other));
  }

  function parent(page, known, members) {
    const outer = known.container.parentElement && holder(page, known.container.parentElement);
    if (outer) return members.find((other) => other.container === outer) ?? null;
    return (known.parent_id && members.find((other) => other.id === known.parent_id)) || null;
  }

  function focused(page, container) {
    const { focused: selector } = page.platform.post;
    return Boolean(selector && container.matches(selector));
  }

  /** Whom it answers: said by the post itself, by its parent, or by the focused post above it. */
  function answers(page, known, thread) {
    const { post } = page.platform;
    const at = thread.members.indexOf(known);
    const above = thread.members.slice(0, Math.max(at, 0)).findLast((other) => focused(page, other.container));
    const up = known.parent === thread.members[0] ? null : known.parent;
    const said = first(page, known.container, post.reply_to, {
      ...known,
      focused: above?.handle,
      text: wording(page, known.container),
    });
    const answered = plain(said) ?? up?.handle ?? null;
    return same(answered, known.handle) && !up ? null : answered;
  }

  /** A conversation with all that stands between its posts. */
  function threaded(page, members) {
    const thread = { members, opener: members[0] };
    for (const known of members) known.parent = parent(page, known, members);
    for (const known of members) known.reply_to = answers(page, known, thread);
    return thread;
  }

  // ---- the brand ---------------------------------------------------------------------------------

  function ownHandles(platform, brand) {
    const forum = platform.forum ? (brand.handles?.forum ?? []) : [];
    return [...(brand.handles?.[platform.id] ?? []), ...forum].map((handle) => handle.toLowerCase());
  }

  const isBrand = (platform, brand, handle) =>
    Boolean(handle) && ownHandles(platform, brand).includes(handle.toLowerCase());

  function isOwner(platform, brand, owner) {
    if (!owner) return false;
    const name = owner.toLowerCase().replace(/^www\./, "");
    const own = [...(brand.sites ?? []), brand.name ?? "", ...(brand.names ?? [])];
    return isBrand(platform, brand, name) || own.some((each) => each.toLowerCase().replace(/^www\./, "") === name);
  }

  /** Whether a later post of the brand answers this one: its child, or by naming its author, or the opener's. */
  function isAnswer(page, thread, known, later) {
    if (later.parent && later.parent !== thread.opener) return later.parent === known;
    if (later.reply_to) return same(later.reply_to, known.handle);
    const named = mentions(page, later.container, wording(page, later.container));
    if (named.length) return named.some((name) => same(name, known.handle));
    return known === thread.opener;
  }

  function branch(known, opener) {
    let at = known;
    while (at.parent && at.parent !== opener) at = at.parent;
    return at;
  }

  /** The brand's own replies in the thread; of a post with branches, those in this post's branch. */
  function turns(page, brand, thread, known) {
    const own = thread.members.filter(
      (other) => other !== thread.opener && isBrand(page.platform, brand, other.handle),
    );
    if (!page.platform.thread?.branches) return own;
    if (known === thread.opener) return own.filter((other) => branch(other, thread.opener) === other);
    return own.filter((other) => branch(other, thread.opener) === branch(known, thread.opener));
  }

  function standing(page, brand, thread, known, place) {
    const own = turns(page, brand, thread, known);
    const at = thread.members.indexOf(known);
    const later = own.filter((other) => thread.members.indexOf(other) > at);
    const inside = isOwner(page.platform, brand, place.owner) ? replies(page, known.container) : 0;
    return {
      by_brand: isBrand(page.platform, brand, known.handle),
      answered_by_brand: inside > 0 || later.some((other) => isAnswer(page, thread, known, other)),
      public_turns: own.length + inside,
    };
  }

  /** Answers that the site shows inside the post itself, as review sites do. */
  function replies(page, container) {
    const { owner_reply: selector } = page.platform.post;
    if (!selector) return 0;
    return [...container.querySelectorAll(selector)].filter((e) => isOwn(page, container, e)).length;
  }

  // ---- the place ---------------------------------------------------------------------------------

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
      return { kind: rule.kind, owner: plain(parts.owner), url: (url && absolute(url, page.base)?.href) ?? null };
    }
    return { kind: page.platform.place.at(-1).kind, owner: null, url: null };
  }

  // ---- a post ------------------------------------------------------------------------------------

  /** Fields that were looked for and not found, by their names in the Post. */
  function missing(page, post, cut) {
    const looked = page.platform.post;
    const lost = {
      url: !post.url,
      author: !post.author.name && !post.author.handle,
      "author.name": looked.name && !post.author.name && post.author.handle,
      "author.handle": looked.handle && !post.author.handle && post.author.name,
      text: !post.text,
      rest_of_text: cut,
      posted_at: !post.posted_at,
      rating: looked.rating && post.rating === null,
      "place.owner": !post.place.owner,
    };
    return Object.keys(lost).filter((field) => lost[field]);
  }

  function isCut(page, container) {
    return (page.platform.post.truncated ?? []).some((s) => first(page, container, [s]) !== null);
  }

  function complete(page, brand, thread, known) {
    const { platform } = page;
    const { container } = known;
    const opener = known === thread.opener ? null : thread.opener;
    const facts = { ...known, thread: opener?.handle, thread_id: (opener ?? known).id };
    const url = permalink(page, container, facts);
    const where = place(page, container, facts);
    const words = wording(page, container);
    const site = platform.hosts ? "" : `${page.url.host}/`;
    const post = {
      platform: platform.id,
      url,
      key: `${platform.id}:${known.id ? site + known.id : (url ?? page.url.href)}`,
      author: { name: known.name, handle: known.handle },
      text: words,
      posted_at: posted(page, container),
      rating: rating(page, container),
      place: where,
      reply_to: known.reply_to,
      mentions: mentions(page, container, words),
      hashtags: hashtags(page, container, words),
      ...standing(page, brand, thread, known, where),
      missing: [],
    };
    return { ...post, missing: missing(page, post, isCut(page, container)) };
  }

  /** A container whose post is not (or no longer) drawn in it: feeds keep such shells. */
  const isShell = (post) => !post.text && !post.author.name && !post.author.handle && !post.posted_at;

  function failed(page) {
    return {
      platform: page.platform.id,
      url: null,
      key: `${page.platform.id}:${page.url.href}`,
      author: { name: null, handle: null },
      text: "",
      posted_at: null,
      rating: null,
      place: { kind: page.platform.place.at(-1).kind, owner: null, url: null },
      reply_to: null,
      mentions: [],
      hashtags: [],
      by_brand: false,
      answered_by_brand: false,
      public_turns: 0,
      missing: ["url", "author", "text", "posted_at", "place.owner"],
    };
  }

  function finish(page, brand, thread, known) {
    try {
      return complete(page, brand ?? {}, thread, known);
    } catch (error) {
      console.warn("webcare: a post could not be read", error);
      return failed(page);
    }
  }

  /**
   * The posts of the page in its order. Never throws.
   * @returns {Post[]}
   */
  function read(platform, brand, root, url) {
    const opened = page(platform, root, url);
    const threads = new Map();
    const posts = [...opened.containers].map((container) => {
      if (!threads.has(container)) {
        const members = conversation(opened, container).map((each) => glance(opened, each));
        const thread = threaded(opened, members);
        for (const known of members) threads.set(known.container, { thread, known });
      }
      const { thread, known } = threads.get(container);
      return finish(opened, brand, thread, known);
    });
    const inRoot = [...opened.containers].map((c) => root === opened.document || root.contains(c));
    return posts.filter((post, i) => inRoot[i] && !isShell(post));
  }

  /**
   * One container to its post, with what its neighbours tell about it. Never throws.
   * @returns {Post}
   */
  function readOne(platform, brand, container, url) {
    const opened = page(platform, container, url);
    const members = conversation(opened, container).map((each) => glance(opened, each));
    const known = members.find((each) => each.container === container) ?? glance(opened, container);
    return finish(opened, brand, threaded(opened, members), known);
  }

  /** The handle of the account that is logged in, where the page shows it, else null. */
  function account(platform, document, url) {
    return plain(first(page(platform, document, url), null, platform.account));
  }

  /** The site's own id of a container's post, or null. */
  const idOf = (platform, container, url) => glance(page(platform, container, url), container).id;

  webcare.reader = { recognise, covers, containers, read, readOne, account, idOf, text, DIALOG };
})();
