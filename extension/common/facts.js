"use strict";
// What the rules may ask of a post: who is addressed, where it stands, what its words weigh.
// The twin of server/webcare/engine/facts.py. Pure.
(() => {
  const REACH = 3; // so far before a word its negation or intensifier may stand
  const PREFIX = 4; // a handle that begins with so long a name of the brand is taken as the brand's
  const CACHED = 20_000; // words remembered per rulebook
  const NOT = -74; // a negated word counts this many hundredths of itself (VADER: -0.74)
  const { phrases } = webcare;
  const { fold, tokens } = webcare.text;

  const keyOf = (text) => (text ? fold(text).replaceAll(" ", "") : "");
  const handlesOf = (brand) => Object.values(brand.handles ?? {}).flatMap((some) => some ?? []);
  const bare = (site) => (site.startsWith("www.") ? site.slice(4) : site);

  /** What people call the brand (its names, handles and products), by the first word. */
  function brandNames(brand) {
    const names = [
      brand.name ?? "",
      ...(brand.names ?? []),
      ...handlesOf(brand),
      ...(brand.products ?? []),
    ];
    const out = new Map([["@", [["@"]]]]);
    for (const name of names) {
      const words = fold(name).split(" ");
      if (words[0]) out.set(words[0], [...(out.get(words[0]) ?? []), words]);
    }
    return out;
  }

  /** How its handles, hashtags, names and sites read when written as one word. */
  function brandKeys(brand) {
    const written = [
      brand.name ?? "",
      ...(brand.names ?? []),
      ...handlesOf(brand),
      ...(brand.hashtags ?? []),
      ...(brand.sites ?? []),
    ];
    return new Set(written.map(keyOf).filter(Boolean));
  }

  /** Is this the brand's account, or one that begins with its name (FietsrijkHulp for Fietsrijk)? */
  function isOurs(handle, keys) {
    if (keys.has(handle)) return true;
    for (const key of keys) if (handle.startsWith(key) && [...key].length >= PREFIX) return true;
    return false;
  }

  /**
   * The words to match (links out, mentions as one word, the brand's as "@"), the mentions, the
   * hashtags and "there is a link". A word is {known, start, end, starts} with its token range.
   */
  function wordsOf(compiled, marks) {
    const keys = compiled.brand;
    const words = [],
      mentions = [],
      hashtags = [];
    let link = false,
      carried = false;
    for (let at = 0, end; at < marks.length; at = end) {
      const token = marks[at];
      end = at + 1;
      if (token.text === "@" && glued(marks, end)) {
        while (
          glued(marks, end) &&
          (marks[end].word ||
            marks[end].text === "_" ||
            (marks[end].text === "." && glued(marks, end + 1) && marks[end + 1].word))
        )
          end += 1;
        const named = marks.slice(at, end).filter((mark) => mark.word);
        const text = named.map((mark) => mark.text).join("");
        const starts = carried || (named.length > 0 && named[0].starts);
        if (text) mentions.push({ text, start: at, end, starts });
        carried = starts;
        if (isOurs(text, keys))
          words.push({ known: know(compiled, "@"), start: at, end, starts, named: [] });
      } else if (
        token.word &&
        (token.text === "http" || token.text === "https") &&
        glued(marks, end)
      ) {
        link = true;
        while (glued(marks, end)) end += 1;
      } else if (token.word) {
        words.push({
          known: know(compiled, token.text),
          start: at,
          end,
          starts: token.starts || carried,
          named: [],
        });
        carried = false;
        if (at && marks[at - 1].text === "#" && glued(marks, at)) hashtags.push(token.text);
      }
    }
    markNames(words, compiled.names);
    return { words, mentions, hashtags, link };
  }

  /** Tells each word which names of the brand begin with it. */
  function markNames(words, names) {
    words.forEach((word, at) => {
      for (const name of names.get(word.known.text) ?? []) {
        if (name.every((text, step) => words[at + step]?.known.text === text))
          word.named.push(at + name.length);
      }
    });
  }

  /** What the rulebook knows of a word; remembered, as people use the same words. */
  function know(compiled, text) {
    let known = compiled.known.get(text);
    if (!known) {
      const { lexicon } = compiled.rulebook;
      const of = (name) => {
        const { common, boosters, negations } = compiled.languages[name];
        const { words } = lexicon[name];
        const weight = Object.hasOwn(words, text) ? words[text] : null;
        return {
          common: common.has(text),
          weight,
          booster: boosters.get(text) ?? 100,
          negates: negations.has(text),
        };
      };
      known = { text, steps: phrases.stepsFrom(compiled.root, text), nl: of("nl"), en: of("en") };
      if (compiled.known.size >= CACHED) compiled.known.clear();
      compiled.known.set(text, known);
    }
    return known;
  }

  /** Does this token follow the one before without a space? */
  function glued(marks, at) {
    return at > 0 && at < marks.length && marks[at].from === marks[at - 1].to;
  }

  /** Kind of place and "the brand started it"; else what the rules know of the platform. */
  function placeOf(compiled, post) {
    const defaults = compiled.rulebook.rules.platforms;
    const known = Object.hasOwn(defaults, post.platform ?? "") ? defaults[post.platform] : {};
    const place = post.place ?? known;
    if (place === known && known.owner === "brand") return { place: known.kind, own: true };
    const owner = bare(place.owner ?? "");
    const site = bare((place.url ?? "").split("/")[2] ?? "");
    const own = compiled.brand.has(keyOf(owner)) || compiled.brand.has(keyOf(site));
    return { place: place.kind || "unknown", own };
  }

  /** What `when` and `per` may ask of a post, the tokens that show it, and its words. */
  function factsOf(compiled, post) {
    const text = post.text ?? "",
      keys = compiled.brand;
    const marks = tokens(text);
    const { words, mentions, hashtags, link } = wordsOf(compiled, marks);
    const handles = mentions.map((one) => one.text).concat((post.mentions ?? []).map(keyOf));
    const tags = hashtags.concat((post.hashtags ?? []).map(keyOf));
    const { place, own } = placeOf(compiled, post);
    const range = (one) => [one.start, one.end];
    const shown = {
      marks,
      question_marks: spots(marks, "?"),
      exclamations: spots(marks, "!"),
      tagged: mentions.filter((one) => isOurs(one.text, keys)).map(range),
      mentions: mentions.filter((one) => !isOurs(one.text, keys)).map(range),
      good: [],
      bad: [],
    };
    const answers = keyOf(post.reply_to ?? "");
    const facts = {
      place,
      own_place: own,
      platform: post.platform || "",
      tagged: handles.some((one) => isOurs(one, keys)),
      hashtag: tags.some((one) => keys.has(one)),
      reply_to: !answers ? "none" : isOurs(answers, keys) ? "brand" : "other",
      own_post: Boolean(post.by_brand),
      answered: Boolean(post.answered_by_brand),
      public_turns: post.public_turns || 0,
      rating: post.rating || 0,
      followers: post.author?.followers || 0,
      mentions: new Set(handles.filter((one) => !isOurs(one, keys))).size,
      question_marks: shown.question_marks.length,
      exclamations: shown.exclamations.length,
      capitals: shouts(text, marks),
      words: words.length,
      link,
      language: languageOf(words),
    };
    return { facts, shown, words };
  }

  function spots(marks, mark) {
    const out = [];
    for (let at = 0; at < marks.length; at += 1)
      if (marks[at].text === mark) out.push([at, at + 1]);
    return out;
  }

  /** How many words have three or more capitals from A to Z, and nothing else. */
  function shouts(text, marks) {
    let count = 0;
    for (const { word, from, to } of marks) {
      let at = from;
      if (word && to - from > 2)
        for (; at < to && text.charCodeAt(at) > 64 && text.charCodeAt(at) < 91;) at += 1;
      if (word && to - from > 2 && at === to) count += 1;
    }
    return count;
  }

  /** "nl" or "en" by its common words; "" when neither prevails, then both are matched. */
  function languageOf(words) {
    let nl = 0,
      en = 0;
    for (const { known } of words) {
      if (known.nl.common) nl += 1;
      if (known.en.common) en += 1;
    }
    return nl === en ? "" : nl > en ? "nl" : "en";
  }

  /** Adds `good` and `bad` to the facts: what the lexicon makes of words, emoji and smileys. */
  function weigh(compiled, facts, shown, words, muted) {
    const { smileys } = compiled.rulebook.lexicon;
    const scored = [];
    for (let at = 0; at < words.length; at += 1) {
      const { known, start, end } = words[at];
      const language = facts.language || (known.nl.weight === null ? "en" : "nl");
      if (known[language].weight === null || muted.has(at)) continue;
      scored.push([weight(language, words, at), [start, end]]);
    }
    for (let at = 0; at < shown.marks.length; at += 1) {
      if (!shown.marks[at].word) smiley(smileys, shown.marks, at, scored);
    }
    facts.good = facts.bad = 0;
    for (const [value, spot] of scored) {
      shown[value > 0 ? "good" : "bad"].push(spot);
      if (value > 0) facts.good += value;
      else facts.bad -= value;
    }
    facts.mood = facts.good - facts.bad;
  }

  /** A word's hundredths, after the intensifiers and negations shortly before it. */
  function weight(language, words, at) {
    let value = words[at].known[language].weight;
    for (let back = at; back > Math.max(at - REACH, 0) && !words[back].starts; back -= 1) {
      const before = words[back - 1].known[language];
      value = Math.floor((value * before.booster) / 100);
      if (before.negates) value = Math.floor((value * NOT) / 100);
    }
    return value;
  }

  /** Adds the longest smiley or emoji that begins at this mark: its hundredths and its tokens. */
  function smiley(smileys, marks, at, scored) {
    /** @type {any} */
    let longest = null;
    let joined = "";
    for (let end = at + 1; end <= at + 3 && end <= marks.length; end += 1) {
      if (end > at + 1 && !glued(marks, end - 1)) break;
      joined += marks[end - 1].text;
      if (Object.hasOwn(smileys, joined)) longest = [smileys[joined], [at, end]];
    }
    if (longest) scored.push(longest);
  }

  /** Does a negation stand shortly before this word, in the same sentence? */
  function isNegated(words, at) {
    for (let back = at; back > Math.max(at - REACH, 0) && !words[back].starts; back -= 1) {
      const { nl, en } = words[back - 1].known;
      if (nl.negates || en.negates) return true;
    }
    return false;
  }

  webcare.facts = { brandNames, brandKeys, factsOf, weigh, isNegated };
})();
