"use strict";
// A rulebook made quick to use: points as whole thousandths, conditions and phrases read.
// The twin of server/webcare/engine/compiling.py. Pure.
(() => {
  const KINDS = ["question", "complaint", "compliment", "suggestion"];
  const MOODS = ["positive", "negative"];
  const LABELS = ["reactive", ...KINDS, ...MOODS, "priority", "irony"];
  const { facts, words: wording } = webcare;
  const { grow } = webcare.tree;

  const STANDING = new Set([
    ...["place", "own_place", "platform_type", "platform", "tagged", "hashtag", "named"],
    ...["reply_to", "own_post", "answered", "link", "language", "rating", "mentions"],
    ...["question_marks", "exclamations", "capitals"], // few combinations come again and again
  ]);

  /**
   * Makes a rulebook quick to use; once per rulebook. The rulebook is taken as valid.
   * @param {Rulebook} rulebook
   * @param {any} [tree] of its phrases, where it was grown in pieces before
   */
  function compile(rulebook, tree = grow(rulebook.rules.signals)) {
    const { rules } = rulebook;
    const signals = rules.signals.map(signalOf);
    const plain = [...signals.keys()].filter((at) => !rules.signals[at].phrases);
    const stands = (at) => signals[at].when.every(({ name }) => STANDING.has(name));
    const compiled = {
      rulebook,
      tree,
      nl: language(rulebook, "nl"),
      en: language(rulebook, "en"),
      grammar: new Set(Object.values(rules.languages).flatMap(wordsIn)),
      start: LABELS.map((label) => thousandth(rules.start.points[label] ?? 0)),
      signals,
      negatable: new Set([...signals.keys()].filter((at) => signals[at].unless_negated)),
      muting: new Set([...signals.keys()].filter((at) => signals[at].mutes)),
      naming: signals.findIndex((signal) => signal.id === "named"),
      standing: plain.filter(stands).map((at) => ({ what: at, when: signals[at].when })),
      plain: plain.filter((at) => !stands(at)),
      places: rules.places.map((one) => ({ what: [one.gives, one.id], when: conditions(one) })),
      settled: Object.keys(rules.matrix).filter(
        (kind) => new Set(Object.values(rules.matrix[kind])).size === 1,
      ),
      advice: rules.advice.map((one) => ({ what: one.id, when: conditions(one) })),
      priority: rules.priority.map(([name, least]) => [name, thousandth(least)]),
      leads: Object.fromEntries([...KINDS, "other"].map((kind) => [kind, {}])),
    };
    return forBrand(compiled, rulebook.brand);
  }

  /** The same rules for another brand; quick, as the phrases are shared. */
  function forBrand(compiled, brand) {
    const invited = (brand.places ?? []).filter((place) => place.replies === "invited");
    return {
      ...compiled,
      ...wording.brandWords(brand),
      invited: invited.map((place) => place.url),
    };
  }

  const thousandth = (value) => Math.floor(value * 1000 + 0.5);
  /** Points as pairs of the label's place in LABELS and thousandths. */
  const thousandths = (points) =>
    Object.entries(points).map(([label, value]) => [LABELS.indexOf(label), thousandth(value)]);
  const wordsIn = ({ common, negations, boosters }) => [
    ...common,
    ...negations,
    ...Object.keys(boosters),
  ];

  function language({ rules, lexicon }, name) {
    const { common, negations, boosters } = rules.languages[name];
    return {
      name,
      charges: lexicon[name].words,
      common: new Set(common),
      negations: new Set(negations),
      boosters: new Map(
        Object.entries(boosters).map(([word, times]) => [word, Math.floor(times * 100 + 0.5)]),
      ),
    };
  }

  /** A signal of the rules, made quick. `shows`: for one without phrases, the facts whose tokens are its evidence. */
  function signalOf(signal) {
    const { id, per = null } = signal;
    const asked = [...Object.keys(signal.when ?? {}), ...(per ? [per.fact] : [])];
    return {
      id,
      points: thousandths(signal.points),
      when: conditions(signal),
      per,
      shows: asked.filter((name) => facts.SHOWN.includes(name)),
      unless_negated: Boolean(signal.unless_negated),
      mutes: Boolean(signal.mutes),
    };
  }

  /** What must hold: a fact is one of `values`, or with no values from `least` to `most`. */
  const conditions = (item) =>
    Object.entries(item.when ?? {}).map(([name, wanted]) =>
      typeof wanted === "object" && !Array.isArray(wanted)
        ? {
            name,
            values: [],
            least: wanted.at_least ?? -Infinity,
            most: wanted.at_most ?? Infinity,
          }
        : { name, values: [wanted].flat(), least: 0, most: 0 },
    );

  webcare.compiling = { KINDS, MOODS, LABELS, compile, forBrand };
})();
