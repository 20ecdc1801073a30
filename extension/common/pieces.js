"use strict";
// Cuts a post at its spaces into pieces: words, mentions, links, marks; and gives its words.
// The twin of server/webcare/engine/pieces.py. Pure. What a piece comes to is worked out when it is
// first met, and remembered.
(() => {
  const CACHED = 1500; // pieces remembered per rulebook, each up to LENGTH characters;
  const LENGTH = 30; // a hostile text cannot make this grow
  const LINKS = ["http", "https"];
  const BREAKS = /[.!?\u2026\n\r]/;
  const MARKS = { "?": "question_marks", "!": "exclamations" };
  const PLAIN_WORD = /^[0-9A-Za-z]+$/;
  const SHOUTED = /^[A-Z]{3,}$/;
  const { tokens } = webcare.text;
  const { BREAK, know, isOurs } = webcare.words;

  /**
   * What a piece has to tell beside its words. Ranges are tokens of the piece. `marks`: which of
   * MARKS, and where. `smileys`: hundredths, and where. `capitals`: how many words are shouted.
   * `named`: is a name of the brand begun?
   * @returns {any}
   */
  const newTold = () => ({
    mentions: [],
    hashtags: [],
    marks: [],
    smileys: [],
    capitals: 0,
    link: false,
    named: false,
  });
  const NOTHING_TOLD = JSON.stringify(newTold());

  /**
   * A piece that is more than a word. `size`: its tokens. `words`: with their tokens, and with
   * breaks between sentences. `claims`: its first word begins a sentence that begins here;
   * `passes`: the sentence begins after it. `leaves`: a sentence ends with it.
   * @returns {any}
   */
  const newPart = (size, words, claims, passes, leaves) => ({
    plain: false,
    size,
    words,
    claims,
    passes,
    leaves,
    told: null,
  });

  /**
   * The words to match, side by side, with breaks between sentences and at both ends: what is
   * known, the steps of phrases that each fits, its tokens from `begins` to `ends`. `named`: where a
   * name of the brand begins -> its ends. `told`: what pieces tell, each after its first token. Links and the
   * mentions of others are left out; a mention of the brand is the word "@".
   */
  function wordsOf(compiled, text) {
    const remembered = compiled.pieces;
    const known = [BREAK],
      begins = [0],
      ends = [0],
      told = [],
      begun = []; // where a name of the brand may begin
    let at = 0,
      opens = true;
    for (const piece of text.replaceAll("\n", " \n ").split(" ")) {
      const part = remembered.get(piece) ?? remember(compiled, piece);
      if (opens && (part.plain || part.claims)) {
        known.push(BREAK);
        begins.push(at);
        ends.push(at);
      }
      if (part.plain) {
        known.push(part);
        begins.push(at);
        at += 1;
        ends.push(at);
        opens = false;
        continue;
      }
      for (const [word, begin, end] of part.words) {
        if (part.told?.named) begun.push(known.length);
        known.push(word);
        begins.push(at + begin);
        ends.push(at + end);
      }
      opens = part.leaves || (opens && part.passes);
      if (part.told) told.push([at, part.told]);
      at += part.size;
    }
    known.push(BREAK);
    begins.push(at);
    ends.push(at);
    const fits = known.map((word) => word.fit);
    const named = namesIn(compiled, known, begun);
    return { known, fits, begins, ends, named, told };
  }

  /** What a language makes of each word; both, when it cannot be told. */
  const saidIn = ({ known }, language) =>
    (language ? [language] : ["nl", "en"]).map((name) => [name, known.map((word) => word[name])]);

  /** Ranges of words as ranges of tokens. */
  const tokensOf = ({ begins, ends }, some) =>
    some.map(([begin, end]) => [begins[begin], ends[end - 1]]);

  /** Where names of the brand begin -> where they end, as indices of words. */
  function namesIn(compiled, known, begun) {
    const out = new Map();
    for (const at of begun) {
      for (const name of compiled.names.get(known[at].name) ?? []) {
        if (name.every((text, step) => known[at + step]?.name === text))
          out.set(at, [...(out.get(at) ?? []), at + name.length]);
      }
    }
    return out;
  }

  /** What a piece comes to; what is used again and again stays remembered. */
  function remember(compiled, piece) {
    const part = compiled.older.get(piece) ?? plainOf(compiled, piece) ?? partOf(compiled, piece);
    if (compiled.pieces.size >= CACHED) {
      compiled.older.clear();
      for (const [text, one] of compiled.pieces) compiled.older.set(text, one);
      compiled.pieces.clear();
    }
    const letters = [...piece.slice(0, 2 * LENGTH + 1)];
    // joined anew: a slice of a text would keep the whole text in memory
    if (letters.length <= LENGTH) compiled.pieces.set(letters.join(""), part);
    return part;
  }

  /** The short way for most pieces: a plain word, or one with a comma or a full stop. */
  function plainOf(compiled, piece) {
    const last = piece.at(-1) ?? "";
    const isMarked = last === "." || last === ",";
    const word = isMarked ? piece.slice(0, -1) : piece;
    if (!PLAIN_WORD.test(word) || SHOUTED.test(word)) return null;
    const known = know(compiled, word.toLowerCase());
    if (known.name) return null;
    return isMarked ? newPart(2, [[known, 0, 1]], true, false, last === ".") : known;
  }

  /** Reads a piece: its words, mentions, hashtags, links, marks, smileys and capitals. */
  function partOf(compiled, piece) {
    const marks = tokens(piece);
    const part = newPart(marks.length, [], false, true, false),
      told = newTold();
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
        told.link = true;
        after = endOf(marks, after);
      } else if (mark.word) {
        if (add(compiled, part, mark.text, [at, after], carried)) told.named = true;
        told.capitals += Number(SHOUTED.test(piece.slice(mark.from, mark.to)));
        part.passes = carried = false;
      } else if (mark.text === "@" && glued(marks, after)) {
        after = handleEnd(marks, after);
        const handle = marks.slice(at, after).filter((one) => one.word);
        carried ||= handle.length > 0 && handle[0].starts && broken;
        const name = handle.map((one) => one.text).join("");
        if (name) told.mentions.push([name, at, after]);
        // a mention of the brand is the word "@" as well
        if (isOurs(compiled, name) && add(compiled, part, "@", [at, after], carried))
          told.named = true;
      } else if (mark.text === "#" && glued(marks, after) && marks[after].word) {
        told.hashtags.push(marks[after].text);
      } else if (Object.hasOwn(MARKS, mark.text)) told.marks.push([MARKS[mark.text], at, after]);
      else told.smileys.push(...smiley(compiled, marks, at));
    }
    part.claims = part.words.length > 0 && marks[Math.max(first, 0)].starts && !broken;
    const tail = marks.findLast((mark) => mark.word)?.to ?? 0;
    part.leaves = carried || BREAKS.test(piece.slice(tail));
    if (JSON.stringify(told) !== NOTHING_TOLD) part.told = told;
    return part;
  }

  /** Adds a word, after a break where it begins a sentence; may it begin a name of the brand? */
  function add(compiled, part, text, spot, starts) {
    const known = know(compiled, text);
    if (starts) part.words.push([BREAK, spot[0], spot[0]]);
    part.words.push([known, ...spot]);
    return compiled.names.has(known.name);
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

  webcare.pieces = { wordsOf, saidIn, tokensOf };
})();
