"use strict";
// Cuts a post at its spaces into pieces: words, mentions, links, marks; and gives its words.
// The twin of server/webcare/engine/pieces.py. Pure. What a piece comes to is worked out when it is
// first met, and remembered.
(() => {
  const PIECES = 8000; // pieces remembered per rulebook
  const SIMPLE = /^([0-9A-Za-z]+)([.,!?]*)$/;
  const LINKS = ["http", "https"];
  const BREAKS = /[.!?\u2026\n\r]/;
  const CALL = "@"; // the word that stands for a mention of the brand
  const MARKS = { "?": "question_marks", "!": "exclamations" };
  const SHOUTED = /^[A-Z]{3,}$/;
  const { tokens } = webcare.text;
  const { BREAK, know, remember, isOurs } = webcare.words;

  /**
   * What stands between two spaces and is more than a word. Ranges are tokens of the piece. `size`:
   * its tokens. `words`: with their tokens, and with a BREAK where a sentence ends. `told`: what it
   * tells beside its words: what, of which name or how many hundredths; its tokens. `calls`: it
   * only calls the brand, so that a sentence that begins with it begins with the next word too.
   */
  const newPiece = (size, words, told, calls) => ({ fit: null, size, words, told, calls });

  /**
   * The words to match, side by side, with breaks between sentences and at both ends: what is
   * known. `rare`: which may have a name or a weight. `begins`: its first token; `long`: where the
   * tokens end of those that have more than one. `named`: where a name of the brand begins -> its
   * ends. `told`: what pieces tell, with its tokens. `count`: how many words, without the breaks.
   * Links and the mentions of others are left out; a mention of the brand is the word "@".
   */
  function wordsOf(compiled, text) {
    const { pieces } = compiled;
    const known = [BREAK],
      rare = [],
      begins = [0],
      long = new Map(),
      told = [];
    let at = 0,
      count = 0;
    for (const raw of text.replaceAll("\n", " \n ").split(" ")) {
      const piece = pieces.get(raw) ?? pieceOf(compiled, raw);
      if (piece.fit) {
        if (piece.rare) rare.push(known.length);
        known.push(piece);
        count += 1;
        begins.push(at);
        at += 1;
        continue;
      }
      const again = piece.calls && known[known.length - 1] === BREAK;
      for (const { word, begin, end } of piece.words) {
        if (word.rare) rare.push(known.length);
        if (word !== BREAK) count += 1;
        if (end > begin + 1) long.set(known.length, at + end);
        known.push(word);
        begins.push(at + begin);
      }
      for (const { what, value, begin, end } of piece.told)
        told.push({ what, value, begin: at + begin, end: at + end });
      at += piece.size;
      if (again) {
        known.push(BREAK);
        begins.push(at);
      }
    }
    known.push(BREAK);
    begins.push(at);
    const named = namesIn(compiled.names, known, rare);
    return { known, rare, begins, long, named, told, count };
  }

  /** Ranges of words as ranges of tokens. */
  const tokensOf = (words, some) =>
    some.map(([begin, end]) => [words.begins[begin], endOfWord(words, end - 1)]);

  /** Where the tokens of this word end. */
  const endOfWord = ({ begins, long }, at) => long.get(at) ?? begins[at] + 1;

  /** Where names of the brand begin -> where they end, as indices of words. */
  function namesIn(names, known, rare) {
    const out = new Map();
    for (const at of rare) {
      for (const name of names.get(known[at].name) ?? []) {
        if (name.every((text, step) => known[at + step]?.name === text))
          out.set(at, [...(out.get(at) ?? []), at + name.length]);
      }
    }
    return out;
  }

  /** What a piece comes to; remembered for the next post. */
  function pieceOf(compiled, raw) {
    const simple = SIMPLE.exec(raw);
    const piece = simple ? plain(compiled, simple[1], simple[2]) : read(compiled, raw);
    remember(compiled.pieces, raw, piece, PIECES);
    return piece;
  }

  /** The short way of `read` for most pieces: a word and the marks that end it. */
  function plain(compiled, raw, marks) {
    const known = know(compiled, raw.toLowerCase()),
      isShouted = SHOUTED.test(raw);
    if (!marks && !isShouted) return known;
    const words = [{ word: known, begin: 0, end: 1 }],
      told = [];
    if (isShouted) told.push({ what: "shout", value: 0, begin: 0, end: 1 });
    for (let at = 0; at < marks.length; at += 1) {
      const what = MARKS[marks[at]];
      if (what) told.push({ what, value: 0, begin: at + 1, end: at + 2 });
    }
    if (BREAKS.test(marks)) words.push({ word: BREAK, begin: 1, end: 1 });
    return newPiece(1 + marks.length, words, told, false);
  }

  /** Reads a piece: its words, mentions, hashtags, links, marks, smileys and capitals. */
  function read(compiled, raw) {
    const marks = tokens(raw),
      size = marks.length;
    const words = [],
      told = [];
    const first = marks.find((mark) => mark.word);
    const broken = first !== undefined && BREAKS.test(raw.slice(0, first.from));
    for (let at = 0, after; at < size; at = after) {
      const mark = marks[at];
      let word = mark;
      after = at + 1;
      if (mark.text === "@" && glued(marks, after)) {
        after = handleEnd(marks, after);
        word = marks.slice(at, after).find((one) => one.word) ?? mark;
      }
      if (word.starts && (broken || word !== first))
        words.push({ word: BREAK, begin: at, end: at });
      if (
        mark.word &&
        LINKS.includes(mark.text) &&
        glued(marks, after) &&
        marks[after].text === ":"
      ) {
        after = endOf(marks, after);
        told.push({ what: "link", value: 0, begin: at, end: after });
      } else if (mark.word) {
        words.push({ word: know(compiled, mark.text), begin: at, end: after });
        if (SHOUTED.test(raw.slice(mark.from, mark.to)))
          told.push({ what: "shout", value: 0, begin: at, end: after });
      } else if (word.word) {
        const handle = marks.slice(at, after).filter((one) => one.word);
        const name = handle.map((one) => one.text).join("");
        told.push({ what: "mention", value: name, begin: at, end: after });
        if (isOurs(compiled, name)) {
          const again = words.slice(-1).filter((one) => one.word === BREAK);
          words.push({ word: know(compiled, CALL), begin: at, end: after }, ...again);
        }
      } else if (mark.text === "#" && glued(marks, after) && marks[after].word) {
        told.push({ what: "hashtag", value: marks[after].text, begin: at, end: after });
      } else if (Object.hasOwn(MARKS, mark.text)) {
        told.push({ what: MARKS[mark.text], value: 0, begin: at, end: after });
      } else told.push(...smiley(compiled, marks, at));
    }
    const tail = marks.findLast((mark) => mark.word)?.to ?? 0;
    if (BREAKS.test(raw.slice(tail))) words.push({ word: BREAK, begin: size, end: size });
    if (size === 1 && words.length === 1 && !told.length) return words[0].word;
    return newPiece(size, words, told, words.length === 1 && words[0].word.name === CALL);
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

  webcare.pieces = { wordsOf, tokensOf, endOfWord };
})();
