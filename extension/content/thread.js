"use strict";
// The conversation a post stands in, and the brand's part in it.
// The server's twin is server/webcare/platforms/thread.py.
(() => {
  const { first, topmost, isOwn } = webcare.sources;
  const { plain, Glance, mentions, once, containers } = webcare.fields;
  const PREVIOUS = "previousElementSibling";
  const NEXT = "nextElementSibling";

  const same = (a, b) => Boolean(a && b) && a.toLowerCase() === b.toLowerCase();

  /**
   * The containers of one conversation: those a dialog or page of one shows, else those nested in one post.
   * @param {any} page
   * @param {Element} container
   * @param {number} [reach] at most so many before and after it, and the opening one, on endless pages
   */
  function conversation(page, container, reach = Infinity) {
    const shown = page.shown();
    const at = shown.indexOf(container);
    if (at >= 0) return shown.filter((_, i) => i === 0 || Math.abs(i - at) <= reach);
    const top = topmost(page, container);
    return continued(page, top) ?? [top, ...page.within(top)];
  }

  /** The post right before or after one: in the nearest element beside it, if that holds one. */
  function beside(page, container, side) {
    let at = container;
    while (at && !at[side]) at = at.parentElement;
    if (!at) return null;
    const posts = containers(page.platform, at[side]);
    const there = at[side].matches(page.platform.post.container) ? [at[side]] : posts;
    return (side === "nextElementSibling" ? there[0] : there.at(-1)) ?? null;
  }

  const continues = (page, container) => container.querySelector(page.platform.post.continues);

  /** In a feed: the posts drawn as one conversation with this one, each answering the one above it. */
  function continued(page, container) {
    if (!page.platform.post.continues) return null;
    const run = [container];
    while (run[0] && continues(page, run[0])) run.unshift(beside(page, run[0], PREVIOUS));
    if (!run[0]) run.shift();
    for (let next = container; next;) {
      next = beside(page, next, NEXT);
      if (!next || !continues(page, next)) break;
      run.push(next);
    }
    return run;
  }

  /** Whether a post is the one that the page, by its mark and its address, is about. */
  const isFocused = ({ platform, passed }, { container, id }) =>
    container.matches(platform.post.focused) &&
    (!passed.at || Boolean(id && passed.at.includes(id)));

  /**
   * The posts from the opening one to the focused one, on a page that takes away what is scrolled past:
   * those drawn now and those that were. None until the focused one was drawn.
   * @returns {{id: string, handle: string | null}[]}
   */
  function upToFocused(page, members) {
    const before = page.passed.posts;
    const focused = members.findIndex((member) => isFocused(page, member));
    const met = members.findIndex(({ id }) => before.some((post) => post.id === id));
    const start = met < 0 ? 0 : before.findIndex(({ id }) => id === members[met].id);
    const drawn = members.slice(0, focused < 0 ? Math.max(met, 0) : focused + 1);
    const after = focused < 0 ? before.slice(start) : [];
    const found = drawn.map(({ id, handle }) => ({ id, handle }));
    return (page.passed.posts = [...before.slice(0, start), ...found, ...after]);
  }

  /** Who opened what is drawn in part; where the focused post never was, who the address says: a guess. */
  function begun(page, members, passed) {
    if (passed.length) return members.find(({ id }) => id === passed[0].id) ?? passed[0];
    const handle = first(page, null, page.platform.thread.begun_by);
    return handle ? { handle, isGuess: true } : members[0];
  }

  const NOBODY = Object.freeze({ handle: null }); // opened a conversation of comments only

  /** A conversation: its posts in the page's order, found by container and by id, the opener first. */
  function threaded(page, containers) {
    const members = containers.map((container) => new Glance(page, container));
    const isInPart = page.platform.thread?.begun_by && page.shown().includes(containers[0]);
    const passed = isInPart ? upToFocused(page, members) : [];
    const { comments } = page.platform.thread ?? {};
    const whole = comments && containers[0].matches(comments) ? NOBODY : members[0];
    return {
      page,
      members,
      passed,
      opener: isInPart ? begun(page, members, passed) : whole,
      of: new Map(members.map((known) => [known.container, known])),
      named: once(() => new Map(members.toReversed().map((known) => [known.id, known]))),
    };
  }

  /** Whether an answer stands below the named post, both of them in the outer one. */
  const isBeside = (named, known, outer) =>
    outer !== named.container &&
    outer.contains(named.container) &&
    named.container.compareDocumentPosition(known.container) & Node.DOCUMENT_POSITION_FOLLOWING;

  function parentOf(thread, known) {
    const named = known.parent_id && thread.named().get(known.parent_id);
    const around = thread.page.platform.post.flat ? null : known.container.parentElement;
    const outer = around && thread.page.holder(around);
    if (outer && named && isBeside(named, known, outer)) return named;
    if (outer) return thread.of.get(outer) ?? null;
    if (thread.page.platform.post.continues && continues(thread.page, known.container))
      return thread.of.get(beside(thread.page, known.container, PREVIOUS)) ?? null;
    return named && named !== known ? named : null;
  }

  /** The focused post that stands above this one, drawn or not any more. */
  function focusedAbove(thread, known) {
    const { focused } = thread.page.platform.post;
    if (thread.passed.length)
      return thread.passed.some(({ id }) => id === known.id) ? null : thread.passed.at(-1);
    const above = focused ? thread.members.slice(0, thread.members.indexOf(known)) : [];
    return above.findLast((other) => other.container.matches(focused));
  }

  /** Whether this handle wrote a post above this one. */
  const isAbove = (thread, known, handle) =>
    thread.members
      .slice(0, thread.members.indexOf(known))
      .some((other) => same(other.handle, handle));

  /** Whom it answers: said by the post itself, by its parent, or by the focused post above it. */
  function answeredBy(thread, known) {
    const { post } = thread.page.platform;
    const parent = parentOf(thread, known);
    const up = parent === thread.opener ? null : parent;
    const facts =
      post.reply_to &&
      known.facts({
        focused: focusedAbove(thread, known)?.handle,
        parent: parent?.handle,
        above: (handle) => isAbove(thread, known, handle),
      });
    const answered =
      plain(first(thread.page, known.container, post.reply_to, facts)) ?? up?.handle ?? null;
    return same(answered, known.handle) && !up ? null : answered;
  }

  function ownHandles(platform, brand) {
    const forum = platform.forum ? (brand.handles?.forum ?? []) : [];
    return [...(brand.handles?.[platform.id] ?? []), ...forum].map((handle) =>
      handle.toLowerCase(),
    );
  }

  const isBrand = (platform, brand, handle) =>
    Boolean(handle) && ownHandles(platform, brand).includes(handle.toLowerCase());

  function isOwner(platform, brand, owner) {
    if (!owner) return false;
    const name = owner.toLowerCase().replace(/^www\./, "");
    const own = [...(brand.sites ?? []), brand.name ?? "", ...(brand.names ?? [])];
    return (
      isBrand(platform, brand, name) ||
      own.some((each) => each.toLowerCase().replace(/^www\./, "") === name)
    );
  }

  /** Whether a later post of the brand answers this one: its child, or by naming its author, or the opener's. */
  function isAnswer(thread, known, later) {
    const parent = parentOf(thread, later);
    if (parent && parent !== thread.opener) return parent === known;
    const answered = answeredBy(thread, later);
    if (answered) return same(answered, known.handle);
    const named = mentions(thread.page, later.container, later.text);
    if (named.length) return named.some((name) => same(name, known.handle));
    return known === thread.opener;
  }

  function branch(thread, known, passed = [known]) {
    const parent = parentOf(thread, known);
    const ends = !parent || parent === thread.opener || passed.includes(parent);
    return ends ? known : branch(thread, parent, [...passed, parent]);
  }

  /** The brand's own replies in the thread; of a post with branches, those in this post's branch. */
  function turns(brand, thread, known) {
    const { platform } = thread.page;
    const handles = ownHandles(platform, brand);
    const isOurs = (other) =>
      other !== thread.opener && handles.includes(other.handle?.toLowerCase());
    const own = handles.length ? thread.members.filter(isOurs) : [];
    if (!platform.thread?.branches) return own;
    if (known === thread.opener) return own.filter((other) => branch(thread, other) === other);
    return own.filter((other) => branch(thread, other) === branch(thread, known));
  }

  /** Whether it is the brand's own, was answered by the brand, and how many replies of ours are there. */
  function standing(brand, thread, known, place) {
    const { platform } = thread.page;
    const own = turns(brand, thread, known);
    const later = own.slice(own.findLastIndex((other) => !follows(known, other)) + 1);
    const inside = isOwner(platform, brand, place.owner)
      ? replies(thread.page, known.container)
      : 0;
    return {
      by_brand: isBrand(platform, brand, known.handle),
      answered_by_brand: inside > 0 || later.some((other) => isAnswer(thread, known, other)),
      public_turns: own.length + inside,
    };
  }

  const follows = (known, other) =>
    Boolean(known.container.compareDocumentPosition(other.container) & 4);

  /** Answers that the site shows inside the post itself, as review sites do. */
  function replies(page, container) {
    const { owner_reply: selector } = page.platform.post;
    if (!selector) return 0;
    return [...container.querySelectorAll(selector)].filter((e) => isOwn(page, container, e))
      .length;
  }

  webcare.thread = { conversation, threaded, answeredBy, standing };
})();
