"use strict";
// Cuts a post into pieces: words, handles, links and runs of marks; and gives its words.
// The twin of server/webcare/engine/pieces.py. Pure. What a piece comes to is worked out when it is
// first met, and remembered.
(() => {
  const CACHED = 2500; // pieces remembered per rulebook, each up to LENGTH characters;
  const LENGTH = 30; // a hostile text cannot make this grow
  const LINKS = ["http", "https"];
  const BREAKS = /[.!?\u2026\n\r]/;
  // what is not plain ASCII is looked at more closely
  const PIECES =
    /(?:[Hh][Tt][Tt][Pp][Ss]?:|@)[!-~\x80-\uffff]+|#?[0-9A-Za-z\x80-\uffff]+(?:\.[0-9A-Za-z\x80-\uffff]+)*|(?:[!"$-/:-?[-`{-~]|[@#](?![0-9A-Za-z\x80-\uffff]))+(?:(?<=[-:;=<])[0-9A-Za-z](?![0-9A-Za-z\x80-\uffff]))?|[\n\r]/g;
  const PLAIN_WORD = /^[0-9A-Za-z]+$/;
  const SHOUTED = /^[A-Z]{3,}$/;
  const { phrases } = webcare;
  const { tokens } = webcare.text;
  const { BREAK, know, isOurs } = webcare.words;

  /**
   * A piece that is more than a word. Ranges are tokens of the piece. `words`: with breaks between
   * sentences. `claims`: its first word begins a sentence that begins here; `passes`: the sentence
   * begins after it. `leaves`: a sentence ends with it. `marks`: "?" and "!" -> where. `told`: has
   * it more to tell than its words?
   */
  const newPart = (size) => ({
    plain: false,
    claims: false,
    leaves: false,
    named: false,
    told: false,
    link: false,
    passes: true,
    capitals: 0,
    size,
    words: [],
    mentions: [],
    hashtags: [],
    marks: {},
    smileys: [],
  });

  /**
   * The words to match, with breaks between sentences and at both ends, side by side: what is
   * known, the steps of phrases that each fits, its tokens [from, to). `named`: where a name of the
   * brand begins -> its ends. `told`: parts with more to tell, each after its first token.
   * `capitals`: how many words are shouted. Links and the mentions of others are left out; a mention
   * of the brand is the word "@".
   */
  function wordsOf(compiled, text) {
    const { pieces: remembered, tree } = compiled;
    if (tree.made >= phrases.STATES) {
      phrases.forget(tree);
      remembered.clear();
      compiled.older.clear();
    }
    const known = [BREAK],
      spots = [[0, 0]],
      told = [];
    let at = 0,
      opens = true,
      named = false,
      capitals = 0;
    for (const piece of text.match(PIECES) ?? []) {
      const part = remembered.get(piece) ?? remember(compiled, piece);
      if (opens && (part.plain || part.claims)) {
        known.push(BREAK);
        spots.push([at, at]);
      }
      if (part.plain) {
        known.push(part);
        spots.push([at, at + 1]);
        at += 1;
        opens = false;
        continue;
      }
      for (const [word, begin, end] of part.words) {
        known.push(word);
        spots.push([at + begin, at + end]);
      }
      opens = part.leaves || (opens && part.passes);
      if (part.told) {
        told.push([at, part]);
        named ||= part.named;
        capitals += part.capitals;
      }
      at += part.size;
    }
    known.push(BREAK);
    spots.push([at, at]);
    const fits = known.map((word) => word.fit);
    return {
      known,
      fits,
      spots,
      named: named ? namesIn(compiled, known) : new Map(),
      told,
      capitals,
    };
  }

  /** Ranges of words as ranges of tokens. */
  const rangesOf = ({ spots }, some) =>
    some.map(([begin, end]) => [spots[begin][0], spots[end - 1][1]]);

  /** Where names of the brand begin -> where they end, as indices of words. */
  function namesIn(compiled, known) {
    const out = new Map();
    known.forEach((first, at) => {
      for (const name of compiled.names.get(first.name) ?? []) {
        if (name.every((text, step) => known[at + step]?.name === text))
          out.set(at, [...(out.get(at) ?? []), at + name.length]);
      }
    });
    return out;
  }

  /** What a piece comes to; what is used again and again stays remembered. */
  function remember(compiled, piece) {
    let part = compiled.older.get(piece);
    if (!part) {
      part = PLAIN_WORD.test(piece) ? know(compiled, piece.toLowerCase()) : null;
      if (!part || part.name || SHOUTED.test(piece)) part = partOf(compiled, piece);
    }
    if (compiled.pieces.size >= CACHED) {
      compiled.older.clear();
      for (const [text, one] of compiled.pieces) compiled.older.set(text, one);
      compiled.pieces.clear();
    }
    if ([...piece.slice(0, 2 * LENGTH + 1)].length <= LENGTH) compiled.pieces.set(piece, part);
    return part;
  }

  /** Reads a piece: its words, mentions, hashtags, links, marks, smileys and capitals. */
  function partOf(compiled, piece) {
    const marks = tokens(piece);
    /** @type {any} */
    const part = newPart(marks.length);
    const first = marks.findIndex((mark) => mark.word);
    const broken = first >= 0 && BREAKS.test(piece.slice(0, marks[first].from));
    let carried = false; // a sentence begins, and its first word is still to come
    for (let at = 0, after; at < marks.length; at = after) {
      const mark = marks[at];
      after = at + 1;
      carried ||= mark.starts && (at !== first || broken);
      if (
        mark.word &&
        LINKS.includes(mark.text) &&
        glued(marks, after) &&
        marks[after].text === ":"
      ) {
        part.link = true;
        after = endOf(marks, after);
      } else if (mark.word) {
        add(compiled, part, mark.text, [at, after], carried);
        part.capitals += Number(SHOUTED.test(piece.slice(mark.from, mark.to)));
        part.passes = carried = false;
      } else if (mark.text === "@" && glued(marks, after)) {
        after = handleEnd(marks, after);
        const handle = marks.slice(at, after).filter((one) => one.word);
        carried ||= handle.length > 0 && handle[0].starts && broken;
        addMention(compiled, part, handle.map((one) => one.text).join(""), [at, after], carried);
      } else if (mark.text === "#" && glued(marks, after) && marks[after].word) {
        part.hashtags.push(marks[after].text);
      } else if (mark.text === "?" || mark.text === "!") {
        (part.marks[mark.text] ??= []).push([at, after]);
      } else part.smileys.push(...smiley(compiled, marks, at));
    }
    part.claims = part.words.length > 0 && marks[Math.max(first, 0)].starts && !broken;
    const tail = marks.findLast((mark) => mark.word)?.to ?? 0;
    part.leaves = carried || BREAKS.test(piece.slice(tail));
    const { mentions, hashtags, smileys } = part;
    part.told =
      part.named ||
      part.link ||
      part.capitals > 0 ||
      mentions.length + hashtags.length + smileys.length > 0 ||
      Object.keys(part.marks).length > 0;
    return part;
  }

  /** Adds a word, after a break where it begins a sentence. */
  function add(compiled, part, text, spot, starts) {
    const known = know(compiled, text);
    if (starts) part.words.push([BREAK, spot[0], spot[0]]);
    part.words.push([known, ...spot]);
    part.named ||= compiled.names.has(known.name);
  }

  /** Adds a mention; one of the brand is the word "@" as well. */
  function addMention(compiled, part, name, spot, starts) {
    if (name) part.mentions.push([name, ...spot]);
    if (isOurs(compiled, name)) add(compiled, part, "@", spot, starts);
  }

  /** The longest smiley or emoji that begins at this mark: its hundredths and its tokens. */
  function smiley(compiled, marks, at) {
    const { smileys } = compiled.rulebook.lexicon;
    let longest = [],
      joined = "";
    for (let end = at + 1; end <= at + 3 && end <= marks.length; end += 1) {
      if (end > at + 1 && !glued(marks, end - 1)) break;
      joined += marks[end - 1].text;
      if (Object.hasOwn(smileys, joined)) longest = [[smileys[joined], at, end]];
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

  webcare.pieces = { wordsOf, rangesOf };
})();
