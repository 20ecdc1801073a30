"use strict";
// The conversation a post stands in, and the brand's part in it.
// The server's twin is server/webcare/platforms/thread.py.
(() => {
  const { first, holder, topmost, isOwn } = webcare.sources;
  const { plain, glance, wording, mentions } = webcare.fields;

  const same = (a, b) => Boolean(a && b) && a.toLowerCase() === b.toLowerCase();

  /** Posts of one conversation: those of the dialog or page when it shows one, else those nested in one. */
  function conversation(page, container) {
    if (page.shown().includes(container)) return page.shown();
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
  function threaded(page, containers) {
    const members = containers.map((container) => glance(page, container));
    const thread = { members, opener: members[0] };
    for (const known of members) known.parent = parent(page, known, members);
    for (const known of members) known.reply_to = answers(page, known, thread);
    return thread;
  }

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

  webcare.thread = { conversation, threaded, standing };
})();
