"use strict";
// What a rulebook knows of a word and of the brand.
// The twin of server/webcare/engine/words.py. Pure.
(() => {
  const WORDS = 3000; // words remembered per rulebook, each up to LENGTH characters;
  const LENGTH = 30; // a hostile text cannot make this grow
  const SHORT = 12; // a slice of more letters is no text of its own
  const PREFIX = 4; // a handle that begins with so long a name of the brand is taken as the brand's
  const { fit, starts } = webcare.tree;
  const { fold } = webcare.text;

  /**
   * What one language makes of a word: hundredths, 0 for a word without a charge. `first`: where it
   * leads from the top of the phrases.
   */
  const newSpoken = (weight, booster, negates, first) => ({ weight, booster, negates, first });
  const PLAIN = newSpoken(0, 100, false, []);

  /**
   * What a rulebook knows of a word. `fit`: the steps of phrases that it fits. `name`: the word, if
   * it is in a name of the brand. `leans`: 1 for a common Dutch word, -1 for an English one.
   * `rare`: has it a name or a weight?
   */
  const newKnown = (fit, name, leans, nl, en) => ({
    fit,
    name,
    leans,
    rare: name !== "" || nl.weight !== 0 || en.weight !== 0,
    nl,
    en,
  });
  const NOTHING = newKnown([], "", 0, PLAIN, PLAIN);
  const BREAK = newKnown([], "", 0, PLAIN, PLAIN); // between two sentences

  /** What the rules know of a word, remembered for the next post. */
  function know(compiled, text) {
    let known = compiled.words.get(text);
    if (!known) {
      known = knownOf(compiled, text);
      if (known !== NOTHING) remember(compiled.words, text, known, WORDS);
    }
    return known;
  }

  /** Forgets every other piece where they would become too many. */
  function remember(some, piece, what, most) {
    if (some.size >= most)
      for (const [at, old] of [...some.keys()].entries()) if (at % 2 === 0) some.delete(old);
    if (piece.length > LENGTH) return;
    // made anew: a slice of a text would keep the whole text in memory
    some.set(piece.length > SHORT ? `_${piece}`.slice(1) : piece, what);
  }

  /** What the rules know of a word; those that mean nothing share one entry. */
  function knownOf({ tree, nl, en, grammar, named }, text) {
    const steps = fit(tree, text);
    const isCharged = Object.hasOwn(nl.charges, text) || Object.hasOwn(en.charges, text);
    if (!steps.length && !isCharged && !grammar.has(text) && !named.has(text)) return NOTHING;
    const name = named.has(text) ? text : "";
    const leans = Number(nl.common.has(text)) - Number(en.common.has(text));
    return newKnown(
      steps,
      name,
      leans,
      spoken(tree, nl, text, steps),
      spoken(tree, en, text, steps),
    );
  }

  function spoken(tree, language, text, steps) {
    const weight = Object.hasOwn(language.charges, text) ? language.charges[text] : 0;
    const booster = language.boosters.get(text) ?? 100,
      negates = language.negations.has(text);
    const first = starts(tree, language.name, steps);
    return weight || negates || first.length || booster !== 100
      ? newSpoken(weight, booster, negates, first)
      : PLAIN;
  }

  /**
   * What a compiled rulebook knows of a brand. `brand`: how its handles, hashtags, names and sites
   * read when written as one word; `prefixes`: with what its other accounts begin. `names`: what
   * people call it (its names, handles and products), by the first word; `named`: all words of
   * these. `words` and `pieces`: what is remembered of them.
   */
  function brandWords(brand) {
    const handles = Object.values(brand.handles ?? {}).flatMap((some) => some ?? []);
    const called = [brand.name ?? "", ...(brand.names ?? []), ...handles];
    const others = [...(brand.hashtags ?? []), ...(brand.sites ?? [])];
    const keys = new Set([...called, ...others].map(keyOf).filter(Boolean));
    const names = new Map([["@", [["@"]]]]);
    for (const name of [...called, ...(brand.products ?? [])]) {
      const words = fold(name).split(" ");
      if (words[0]) names.set(words[0], [...(names.get(words[0]) ?? []), words]);
    }
    return {
      brand: keys,
      prefixes: [...keys].filter((key) => [...key].length >= PREFIX),
      names,
      named: new Set([...names.values()].flat(2)),
      words: new Map(),
      pieces: new Map(),
    };
  }

  const keyOf = (text) => (text ? fold(text).replaceAll(" ", "") : "");

  /** Is this the brand's account, or one that begins so (FietsrijkHulp)? */
  function isOurs(compiled, handle) {
    return compiled.brand.has(handle) || compiled.prefixes.some((key) => handle.startsWith(key));
  }

  webcare.words = { BREAK, know, remember, brandWords, keyOf, isOurs };
})();
