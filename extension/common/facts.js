"use strict";
// What the rules may ask of a post: who is addressed, where it stands, what its words weigh.
// The twin of server/webcare/engine/facts.py. Pure.
(() => {
  const REACH = 3; // so far before a word its negation or intensifier may stand
  const NOT = -74; // a negated word counts this many hundredths of itself (VADER: -0.74)
  const { fold, tokens } = webcare.text;

  const keyOf = (text) => fold(text).replaceAll(" ", "");
  const handlesOf = (brand) => Object.values(brand.handles ?? {}).flat();
  const bare = (site) => (site.startsWith("www.") ? site.slice(4) : site);

  /** What people call the brand, as lists of words: its names, handles and products. */
  function brandNames(brand) {
    const names = [brand.name ?? "", ...(brand.names ?? []), ...handlesOf(brand), ...(brand.products ?? [])];
    return names.map(fold).filter(Boolean).map((name) => name.split(" "));
  }

  /** How its handles, hashtags, names and sites read when written as one word. */
  function brandKeys(brand) {
    const written = [brand.name ?? "", ...(brand.names ?? []), ...handlesOf(brand),
      ...(brand.hashtags ?? []), ...(brand.sites ?? [])];
    return new Set(written.map(keyOf).filter(Boolean));
  }

  /**
   * The words to match (links out, mentions as one word, the brand's as "@"), the mentions, the
   * hashtags and "there is a link". A word is {text, start, end, starts} with its token range.
   */
  function wordsOf(marks, keys) {
    const words = [], mentions = [], hashtags = [];
    let link = false, carried = false;
    for (let at = 0, end; at < marks.length; at = end) {
      const token = marks[at];
      end = at + 1;
      if (token.text === "@" && glued(marks, end)) {
        while (glued(marks, end) && (marks[end].word || marks[end].text === "_"
          || (marks[end].text === "." && glued(marks, end + 1) && marks[end + 1].word))) end += 1;
        const named = marks.slice(at, end).filter((mark) => mark.word);
        const text = named.map((mark) => mark.text).join("");
        const starts = carried || (named.length > 0 && named[0].starts);
        if (text) mentions.push({ text, start: at, end, starts });
        carried = starts;
        if (keys.has(text)) words.push({ text: "@", start: at, end, starts });
      } else if (token.word && (token.text === "http" || token.text === "https") && glued(marks, end)) {
        link = true;
        while (glued(marks, end)) end += 1;
      } else if (token.word) {
        words.push({ text: token.text, start: at, end, starts: token.starts || carried });
        carried = false;
        if (at && marks[at - 1].text === "#" && glued(marks, at)) hashtags.push(token.text);
      }
    }
    return { words, mentions, hashtags, link };
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
    const owner = bare(place.owner ?? "");
    const site = bare((place.url ?? "").split("/")[2] ?? "");
    const own = owner === "brand" || compiled.brand.has(keyOf(owner)) || compiled.brand.has(keyOf(site));
    return { place: place.kind || "unknown", own };
  }

  /** What `when` and `per` may ask of a post, the tokens that show it, and its words. */
  function factsOf(compiled, post) {
    const text = post.text ?? "", keys = compiled.brand;
    const marks = tokens(text);
    const { words, mentions, hashtags, link } = wordsOf(marks, keys);
    const handles = new Set([...mentions.map((one) => one.text), ...(post.mentions ?? []).map(keyOf)]);
    const tags = [...hashtags, ...(post.hashtags ?? []).map(keyOf)];
    const { place, own } = placeOf(compiled, post);
    const range = (one) => [one.start, one.end];
    const shown = {
      marks, question_marks: spots(marks, "?"), exclamations: spots(marks, "!"),
      tagged: mentions.filter((one) => keys.has(one.text)).map(range),
      mentions: mentions.filter((one) => !keys.has(one.text)).map(range),
      good: [], bad: [],
    };
    const answers = keyOf(post.reply_to ?? "");
    const facts = {
      place, own_place: own, platform: post.platform || "",
      tagged: [...handles].some((one) => keys.has(one)), hashtag: tags.some((one) => keys.has(one)),
      reply_to: !answers ? "none" : keys.has(answers) ? "brand" : "other",
      own_post: Boolean(post.by_brand), answered: Boolean(post.answered_by_brand),
      public_turns: post.public_turns || 0, rating: post.rating || 0,
      followers: post.author?.followers || 0,
      mentions: [...handles].filter((one) => !keys.has(one)).length,
      question_marks: shown.question_marks.length, exclamations: shown.exclamations.length,
      capitals: marks.filter((mark) => isShouted(text, mark)).length,
      words: words.length, link, language: languageOf(compiled, words),
    };
    return { facts, shown, words };
  }

  function spots(marks, mark) {
    return marks.flatMap((token, at) => (token.text === mark ? [[at, at + 1]] : []));
  }

  /** Three or more capitals from A to Z, and nothing else. */
  function isShouted(text, token) {
    if (token.to - token.from < 3) return false;
    for (let at = token.from; at < token.to; at += 1) if (text[at] < "A" || text[at] > "Z") return false;
    return true;
  }

  /** "nl" or "en" by its common words; "" when neither prevails, then both are matched. */
  function languageOf(compiled, words) {
    const count = (language) => words.filter((word) => compiled.languages[language].common.has(word.text)).length;
    const nl = count("nl"), en = count("en");
    return nl === en ? "" : nl > en ? "nl" : "en";
  }

  /** Adds `good` and `bad` to the facts: what the lexicon makes of words, emoji and smileys. */
  function weigh(compiled, facts, shown, words, muted) {
    const { lexicon } = compiled.rulebook;
    const spoken = facts.language ? [facts.language] : ["nl", "en"];
    const scored = [];
    words.forEach((word, at) => {
      if (muted.has(at)) return;
      const name = spoken.find((one) => Object.hasOwn(lexicon[one].words, word.text));
      if (!name) return;
      const value = weight(compiled.languages[name], words, at, lexicon[name].words[word.text]);
      scored.push([value, [word.start, word.end]]);
    });
    shown.marks.forEach((mark, at) => {
      if (!mark.word) scored.push(...smiley(lexicon.smileys, shown.marks, at));
    });
    for (const [value, spot] of scored) shown[value > 0 ? "good" : "bad"].push(spot);
    const sum = (sign) => scored.reduce((total, [value]) => total + Math.max(value * sign, 0), 0);
    facts.good = sum(1);
    facts.bad = sum(-1);
    facts.mood = facts.good - facts.bad;
  }

  /** A word's hundredths, after the intensifiers and negations shortly before it. */
  function weight(language, words, at, value) {
    for (let back = at; back > Math.max(at - REACH, 0) && !words[back].starts; back -= 1) {
      const before = words[back - 1].text;
      const times = language.boosters.get(before);
      if (times !== undefined) value = Math.floor((value * times) / 100);
      if (language.negations.has(before)) value = Math.floor((value * NOT) / 100);
    }
    return value;
  }

  /** The longest smiley or emoji that begins at this mark: its hundredths and its tokens. */
  function smiley(smileys, marks, at) {
    let longest = [], joined = "";
    for (let end = at + 1; end <= Math.min(at + 3, marks.length); end += 1) {
      if (end > at + 1 && !glued(marks, end - 1)) break;
      joined += marks[end - 1].text;
      if (Object.hasOwn(smileys, joined)) longest = [[smileys[joined], [at, end]]];
    }
    return longest;
  }

  /** Does a negation stand shortly before this word, in the same sentence? */
  function isNegated(compiled, words, at) {
    const { nl, en } = compiled.languages;
    for (let back = at; back > Math.max(at - REACH, 0) && !words[back].starts; back -= 1) {
      const before = words[back - 1].text;
      if (nl.negations.has(before) || en.negations.has(before)) return true;
    }
    return false;
  }

  webcare.facts = { brandNames, brandKeys, factsOf, weigh, isNegated };
})();
