"use strict";
// Cuts a post at its spaces into pieces: words, mentions, links, marks; and gives its words.
// The twin of server/webcare/engine/pieces.py. Pure. What a piece comes to is worked out when it is
// first met, and remembered.
(() => {
  const PARTS = 1000; // other pieces remembered per rulebook
  const SIMPLE = /^([@#]?)([0-9A-Za-z]+)([.,!?]*)$/;
  const LINKS = ["http", "https"];
  const BREAKS = /[.!?\u2026\n\r]/;
  const MARKS = { "?": "question_marks", "!": "exclamations" };
  const PLAIN_WORD = /^[0-9A-Za-z]+$/;
  const SHOUTED = /^[A-Z]{3,}$/;
  const { tokens } = webcare.text;
  const { BREAK, know, knownOf, remember, isOurs } = webcare.words;

  /**
   * A piece that is more than a word. Ranges are tokens of the piece. `size`: its tokens. `words`:
   * with their tokens, and with breaks between sentences. `claims`: its first word begins a sentence
   * that begins here; `passes`: the sentence begins after it. `leaves`: a sentence ends with it.
   * `told`: what it tells beside its words: what, of which name or how many hundredths; its tokens.
   * @returns {any}
   */
  const newPart = (size, words, claims, passes, leaves, told) => ({
    size,
    words,
    claims,
    passes,
    leaves,
    told,
  });

  /**
   * The words to match, side by side, with breaks between sentences and at both ends: what is
   * known, the steps of phrases that each fits, its tokens from `begins` to `ends`. `named`: where a
   * name of the brand begins -> its ends. `told`: what pieces tell, with its tokens. Links and the
   * mentions of others are left out; a mention of the brand is the word "@".
   */
  function wordsOf(compiled, text) {
    const { words, parts } = compiled;
    const known = [BREAK],
      begins = [0],
      ends = [0],
      told = [];
    let at = 0,
      opens = true;
    for (const piece of text.replaceAll("\n", " \n ").split(" ")) {
      const word = words.get(piece) ?? plain(compiled, piece);
      if (word) {
        if (opens) {
          known.push(BREAK);
          begins.push(at);
          ends.push(at);
          opens = false;
        }
        known.push(word);
        begins.push(at);
        at += 1;
        ends.push(at);
        continue;
      }
      const part = parts.get(piece) ?? partOf(compiled, piece);
      if (opens && part.claims) {
        known.push(BREAK);
        begins.push(at);
        ends.push(at);
      }
      for (const { found, begin, end } of part.words) {
        known.push(found);
        begins.push(at + begin);
        ends.push(at + end);
      }
      for (const { what, value, begin, end } of part.told)
        told.push({ what, value, begin: at + begin, end: at + end });
      opens = part.leaves || (opens && part.passes);
      at += part.size;
    }
    known.push(BREAK);
    begins.push(at);
    ends.push(at);
    const fits = known.map((word) => word.fit);
    const named = namesIn(compiled.names, known);
    return { known, fits, begins, ends, named, told };
  }

  /** What a language makes of each word; both, when it cannot be told. */
  const saidIn = ({ known }, language) =>
    (language ? [language] : ["nl", "en"]).map((name) => [name, known.map((word) => word[name])]);

  /** Ranges of words as ranges of tokens. */
  const tokensOf = ({ begins, ends }, some) =>
    some.map(([begin, end]) => [begins[begin], ends[end - 1]]);

  /** Where names of the brand begin -> where they end, as indices of words. */
  function namesIn(names, known) {
    const out = new Map();
    known.forEach((word, at) => {
      if (!word.name) return;
      for (const name of names.get(word.name) ?? []) {
        if (name.every((text, step) => known[at + step]?.name === text))
          out.set(at, [...(out.get(at) ?? []), at + name.length]);
      }
    });
    return out;
  }

  /** The short way for most pieces: one plain word. */
  function plain(compiled, piece) {
    if (!PLAIN_WORD.test(piece) || SHOUTED.test(piece)) return null;
    return know(compiled, piece.toLowerCase());
  }

  /** What a piece comes to that is more than a word; remembered for the next post. */
  function partOf(compiled, piece) {
    const simple = SIMPLE.exec(piece);
    const part = simple
      ? simplePart(compiled, simple[1], simple[2], simple[3])
      : read(compiled, piece);
    remember(compiled.parts, piece, part, PARTS);
    return part;
  }

  /** The short way of `read` for most other pieces: a word, handle or hashtag, and marks. */
  function simplePart(compiled, sign, word, marks) {
    const text = word.toLowerCase(),
      begin = sign.length,
      end = begin + 1;
    const words = [],
      told = [];
    if (SHOUTED.test(word) && sign !== "@") told.push({ what: "shout", value: 0, begin, end });
    if (sign === "@") {
      told.push({ what: "mention", value: text, begin: 0, end });
      if (isOurs(compiled, text)) words.push({ found: knownOf(compiled, "@"), begin: 0, end });
    } else {
      words.push({ found: know(compiled, text), begin, end });
      if (sign) told.push({ what: "hashtag", value: text, begin: 0, end: begin });
    }
    for (let at = 0; at < marks.length; at += 1) {
      const what = MARKS[marks[at]];
      if (what) told.push({ what, value: 0, begin: end + at, end: end + at + 1 });
    }
    const leaves = BREAKS.test(marks);
    return newPart(end + marks.length, words, words.length > 0, sign === "@", leaves, told);
  }

  /** Reads a piece: its words, mentions, hashtags, links, marks, smileys and capitals. */
  function read(compiled, piece) {
    const marks = tokens(piece);
    const words = [],
      told = [];
    const first = marks.findIndex((mark) => mark.word);
    const broken = first >= 0 && BREAKS.test(piece.slice(0, marks[first].from));
    let carried = false, // a sentence begins, and its first word is still to come
      passes = true;
    for (let at = 0, after; at < marks.length; at = after) {
      const mark = marks[at];
      after = at + 1;
      carried ||= mark.starts && (at !== first || broken);
      let found = null;
      if (
        mark.word &&
        LINKS.includes(mark.text) &&
        glued(marks, after) &&
        marks[after].text === ":"
      ) {
        after = endOf(marks, after);
        told.push({ what: "link", value: 0, begin: at, end: after });
      } else if (mark.word) {
        found = know(compiled, mark.text);
        if (SHOUTED.test(piece.slice(mark.from, mark.to)))
          told.push({ what: "shout", value: 0, begin: at, end: after });
      } else if (mark.text === "@" && glued(marks, after)) {
        after = handleEnd(marks, after);
        const handle = marks.slice(at, after).filter((one) => one.word);
        carried ||= handle.length > 0 && handle[0].starts && broken;
        const name = handle.map((one) => one.text).join("");
        if (name) told.push({ what: "mention", value: name, begin: at, end: after });
        if (isOurs(compiled, name)) found = knownOf(compiled, "@");
      } else if (mark.text === "#" && glued(marks, after) && marks[after].word) {
        told.push({ what: "hashtag", value: marks[after].text, begin: at, end: after });
      } else if (Object.hasOwn(MARKS, mark.text)) {
        told.push({ what: MARKS[mark.text], value: 0, begin: at, end: after });
      } else told.push(...smiley(compiled, marks, at));
      if (found) {
        if (carried) words.push({ found: BREAK, begin: at, end: at });
        words.push({ found, begin: at, end: after });
        // a mention leaves the start of a sentence to the word after it
        if (mark.word) carried = passes = false;
      }
    }
    const claims = words.length > 0 && marks[Math.max(first, 0)].starts && !broken;
    const tail = marks.findLast((mark) => mark.word)?.to ?? 0;
    const leaves = carried || BREAKS.test(piece.slice(tail));
    return newPart(marks.length, words, claims, passes, leaves, told);
  }

  /** The longest smiley or emoji that begins at this mark: its hundredths and its tokens. */
  function smiley(compiled, marks, at) {
    const { smileys } = compiled.rulebook.lexicon;
    let longest = [],
      joined = "";
    for (let end = at + 1; end <= at + 3 && end <= marks.length; end += 1) {
      if (end > at + 1 && !glued(marks, end - 1)) break;
      joined += marks[end - 1].text;
      if (Object.hasOwn(smileys, joined))
        longest = [{ what: "smiley", value: smileys[joined], begin: at, end }];
    }
    return longest;
  }

  /** Does this token follow the one before without a space? */
  function glued(marks, at) {
    return at > 0 && at < marks.length && marks[at].from === marks[at - 1].to;
  }

  /** Where the tokens end that follow each other without a space. */
  function endOf(marks, at) {
    while (glued(marks, at)) at += 1;
    return at;
  }

  /** Where a handle ends: words, _ and . between words. */
  function handleEnd(marks, at) {
    while (
      glued(marks, at) &&
      (marks[at].word ||
        marks[at].text === "_" ||
        (marks[at].text === "." && glued(marks, at + 1) && marks[at + 1].word))
    )
      at += 1;
    return at;
  }

  webcare.pieces = { wordsOf, saidIn, tokensOf };
})();
