"use strict";
// What a rulebook knows of a word and of the brand.
// The twin of server/webcare/engine/words.py. Pure.
(() => {
  const PREFIX = 4; // a handle that begins with so long a name of the brand is taken as the brand's
  const { phrases } = webcare;
  const { fold } = webcare.text;

  const PLAIN = { weight: 0, booster: 100, negates: false };
  /**
   * What a rulebook knows of a word. `fit`: the steps of phrases that it fits; `first`: where it
   * leads from the root. `name`: the word, if it is in a name of the brand. `leans`: 1 for a common
   * Dutch word, -1 for an English one. `plain`: a piece that is one word, and not a part.
   */
  const newKnown = (fit, first = null, name = "", leans = 0, nl = PLAIN, en = PLAIN) => ({
    plain: true,
    fit,
    first,
    name,
    leans,
    charged: nl.weight !== 0 || en.weight !== 0,
    nl,
    en,
  });
  const NOTHING = newKnown([]);
  const BREAK = newKnown(phrases.STOP); // between two sentences

  /** What the rules know of a word; those that mean nothing share one entry. */
  function know(compiled, text) {
    const { tree, grammar, named, languages, rulebook } = compiled;
    const steps = phrases.fit(tree, text);
    const isCharged = ["nl", "en"].some((name) =>
      Object.hasOwn(rulebook.lexicon[name].words, text),
    );
    if (!steps.length && !isCharged && !grammar.has(text) && !named.has(text)) return NOTHING;
    const first = steps.length ? phrases.move(tree, tree.root, steps) : null;
    const leans = Number(languages.nl.common.has(text)) - Number(languages.en.common.has(text));
    const nl = spoken(compiled, "nl", text),
      en = spoken(compiled, "en", text);
    return newKnown(steps, first, named.has(text) ? text : "", leans, nl, en);
  }

  /** What one language makes of a word: hundredths, 0 for a word without a charge. */
  function spoken({ languages, rulebook }, name, text) {
    const { boosters, negations } = languages[name];
    const { words } = rulebook.lexicon[name];
    const weight = Object.hasOwn(words, text) ? words[text] : 0;
    const booster = boosters.get(text) ?? 100,
      negates = negations.has(text);
    return weight || booster !== 100 || negates ? { weight, booster, negates } : PLAIN;
  }

  /**
   * What a compiled rulebook knows of a brand. `brand`: how its handles, hashtags, names and sites
   * read when written as one word; `prefixes`: with what its other accounts begin. `names`: what
   * people call it (its names, handles and products), by the first word; `named`: all words of
   * these. `pieces` and `older`: what `wordsOf` remembers.
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
      pieces: new Map(),
      older: new Map(),
    };
  }

  const keyOf = (text) => (text ? fold(text).replaceAll(" ", "") : "");

  /** Is this the brand's account, or one that begins so (FietsrijkHulp)? */
  function isOurs(compiled, handle) {
    return compiled.brand.has(handle) || compiled.prefixes.some((key) => handle.startsWith(key));
  }

  webcare.words = { BREAK, NOTHING, know, brandWords, keyOf, isOurs };
})();
