"use strict";
// What the rules may ask of a post: who is addressed, where it stands, what its words weigh.
// The twin of server/webcare/engine/facts.py. Pure.
(() => {
  const REACH = 3; // so far before a word its negation or intensifier may stand
  const NOT = -74; // a negated word counts this many hundredths of itself (VADER: -0.74)
  const LEVELS = 5; // of a host's name that are looked at
  const NAMED_AFTER = ["forum", "group", "review_site", "news"]; // others may name these after a brand
  const SHOWN = ["question_marks", "exclamations", "tagged", "mentions", "good", "bad"]; // have tokens
  const { BREAK, keyOf, isOurs } = webcare.words;
  const { wordsOf, endOfWord } = webcare.pieces;

  /** What `when` and `per` may ask of a post, the tokens that show it, and its words. */
  function factsOf(compiled, post) {
    const words = wordsOf(compiled, post.text ?? "");
    /** @type {any} */
    const shown = {};
    for (const name of SHOWN) shown[name] = [];
    const handles = new Set((post.mentions ?? []).map(keyOf));
    const ours = new Set([...handles].filter((handle) => isOurs(compiled, handle)));
    const hashtags = (post.hashtags ?? []).map(keyOf);
    let capitals = 0,
      link = false;
    for (const { what, value, begin, end } of words.told) {
      if (what === "mention") {
        handles.add(value);
        if (isOurs(compiled, value)) ours.add(value);
        shown[ours.has(value) ? "tagged" : "mentions"].push([begin, end]);
      } else if (what === "hashtag") hashtags.push(value);
      else if (what === "shout") capitals += 1;
      else if (what === "link") link = true;
      else if (what !== "smiley") shown[what].push([begin, end]);
    }
    const { place, own } = placeOf(compiled, post);
    const answers = keyOf(post.reply_to ?? "");
    let leans = 0;
    for (const known of words.known) leans += known.leans;
    const facts = {
      place,
      own_place: own,
      platform: post.platform || "",
      tagged: ours.size > 0,
      hashtag: hashtags.some((tag) => compiled.brand.has(tag)),
      reply_to: !answers ? "none" : isOurs(compiled, answers) ? "brand" : "other",
      own_post: Boolean(post.by_brand),
      answered: Boolean(post.answered_by_brand),
      public_turns: post.public_turns || 0,
      rating: post.rating || 0,
      followers: post.author?.followers || 0,
      mentions: handles.size - ours.size,
      question_marks: shown.question_marks.length,
      exclamations: shown.exclamations.length,
      capitals,
      words: words.count,
      link,
      language: leans > 0 ? "nl" : leans < 0 ? "en" : "",
    };
    return { facts, shown, words };
  }

  const bare = (site) => (site.startsWith("www.") ? site.slice(4) : site);

  /**
   * Kind of place and "the brand started it"; else what the rules know of the platform. A page or
   * profile is its owner's. A group, r/brand or a page of reviews is called after a brand and may
   * be anyone's: there, only the brand's own site tells.
   */
  function placeOf(compiled, post) {
    const defaults = compiled.rulebook.rules.platforms;
    const known = Object.hasOwn(defaults, post.platform ?? "") ? defaults[post.platform] : {};
    const { place } = post;
    if (!place) return { place: known.kind || "unknown", own: known.owner === "brand" };
    const kind = place.kind || "unknown";
    const owner = bare(place.owner ?? "");
    const site = (place.url ?? "").split("/")[2] ?? "";
    const own =
      (!NAMED_AFTER.includes(kind) && compiled.brand.has(keyOf(owner))) ||
      (kind === "forum" && isOurSite(compiled, owner));
    return { place: kind, own: own || isOurSite(compiled, site) };
  }

  /** Is this a site of the brand, or one below it (forum.fietsrijk.nl)? */
  function isOurSite({ brand }, host) {
    const parts = host.split(".").slice(-LEVELS);
    return parts.slice(1).some((_, at) => brand.has(keyOf(parts.slice(at).join("."))));
  }

  /** Adds `good` and `bad` to the facts: what the lexicon makes of words, emoji and smileys. */
  function weigh(facts, shown, words, muted) {
    const scored = [];
    for (const at of words.rare) {
      const language = facts.language || (words.known[at].nl.weight ? "nl" : "en");
      if (!words.known[at][language].weight || muted.has(at)) continue;
      const spot = [words.begins[at], endOfWord(words, at)];
      scored.push([weight(words.known, at, language, muted), spot]);
    }
    const smileys = words.told.filter(({ what }) => what === "smiley");
    for (const { value, begin, end } of smileys) scored.push([value, [begin, end]]);
    if (smileys.length) scored.sort(([, one], [, other]) => one[0] - other[0]);
    facts.good = facts.bad = 0;
    for (const [value, spot] of scored) {
      if (value > 0) {
        facts.good += value;
        shown.good.push(spot);
      } else if (value) {
        facts.bad -= value;
        shown.bad.push(spot);
      }
    }
    facts.mood = facts.good - facts.bad;
  }

  /** A word's hundredths, after the intensifiers and negations shortly before it. */
  function weight(known, at, language, muted) {
    let value = known[at][language].weight;
    for (let back = at - 1; back >= at - REACH && known[back] !== BREAK; back -= 1) {
      const one = known[back][language];
      if ((!one.negates && one.booster === 100) || muted.has(back)) continue;
      value = Math.floor((value * one.booster) / 100);
      if (one.negates) value = Math.floor((value * NOT) / 100);
    }
    return value;
  }

  /** Does a negation stand shortly before this word, in the same sentence? */
  function isNegated({ known }, at, muted) {
    for (let back = at - 1; back >= at - REACH && known[back] !== BREAK; back -= 1) {
      if ((known[back].nl.negates || known[back].en.negates) && !muted.has(back)) return true;
    }
    return false;
  }

  webcare.facts = { SHOWN, factsOf, weigh, isNegated };
})();
