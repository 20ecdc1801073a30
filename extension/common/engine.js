"use strict";
// A Post in, a Verdict out: a sum of points, each traceable to a signal and to words in the post.
// The twin of server/webcare/engine/engine.py: same structure, same names, byte for byte the same
// verdicts. Pure: no DOM, no chrome.*. Points are whole thousandths inside, so sums are exact.
(() => {
  const KINDS = ["question", "complaint", "compliment", "suggestion"];
  const MOODS = ["positive", "negative"];
  const LABELS = ["reactive", ...KINDS, ...MOODS, "priority", "irony"];
  const SHOWN = 20; // evidence ranges kept per signal
  const { phrases, facts: reading } = webcare;

  const thousandth = (value) => Math.floor(value * 1000 + 0.5);
  /** Points as pairs of the label's place in LABELS and thousandths. */
  const thousandths = (points) =>
    Object.entries(points).map(([label, value]) => [LABELS.indexOf(label), thousandth(value)]);
  const language = ({ common, negations, boosters }) => ({
    common: new Set(common),
    negations: new Set(negations),
    boosters: new Map(
      Object.entries(boosters).map(([word, times]) => [word, Math.floor(times * 100 + 0.5)]),
    ),
  });
  /** A condition is [fact, wanted, at_most]; a list of values or one value stands in `wanted`. */
  const conditions = (item) =>
    Object.entries(item.when ?? {}).map(([name, wanted]) => {
      const isRange = typeof wanted === "object" && !Array.isArray(wanted);
      return { name, isRange, wanted: isRange ? wanted : [wanted].flat() };
    });

  /** Makes a rulebook quick to use; once per rulebook. The rulebook is taken as valid. @param {Rulebook} rulebook */
  function compile(rulebook) {
    const { rules, brand } = rulebook;
    const { signals } = rules;
    return {
      rulebook,
      root: phrases.grow(signals),
      known: new Map(),
      brand: reading.brandKeys(brand),
      names: reading.brandNames(brand),
      invited: (brand.places ?? [])
        .filter((place) => place.replies === "invited")
        .map((place) => place.url),
      languages: { nl: language(rules.languages.nl), en: language(rules.languages.en) },
      start: thousandths(rules.start.points),
      nothing: thousandth(rules.start.points.reactive ?? 0),
      points: signals.map((signal) => thousandths(signal.points)),
      when: signals.map(conditions),
      plain: signals.map((signal) => !signal.phrases),
      places: rules.places.map(conditions),
      advice: rules.advice.map(conditions),
      priority: rules.priority.map(([name, least]) => [name, thousandth(least)]),
    };
  }

  /** The facts, and each signal that holds: its index, its amount in hundredths, its evidence. */
  function fire(compiled, post) {
    const { signals } = compiled.rulebook.rules;
    const { facts, shown, words } = reading.factsOf(compiled, post);
    [facts.platform_type, facts.place_reason] = placeType(compiled, facts);
    const found = phrases.find(compiled.root, words, facts.language);
    const muted = new Set();
    facts.named = false;
    for (const [index, ranges] of found) {
      const kept = heard(signals[index], words, ranges);
      if (kept.length) found.set(index, kept);
      else found.delete(index);
      if (kept.length && signals[index].id === "named") facts.named = true;
      if (signals[index].mutes)
        for (const [begin, end] of kept) for (let at = begin; at < end; at += 1) muted.add(at);
    }
    reading.weigh(compiled, facts, shown, words, muted);
    const fired = [];
    for (let index = 0; index < signals.length; index += 1) {
      const ranges = found.get(index);
      if (!(ranges || compiled.plain[index]) || !holds(compiled.when[index], facts)) continue;
      const amount = amountOf(signals[index], facts);
      if (!amount) continue;
      const spots =
        ranges?.map(([a, b]) => [words[a].start, words[b - 1].end]) ??
        evidenceOf(signals[index], shown);
      fired.push({ index, amount, spots });
    }
    return { facts, fired };
  }

  /** The first place rule that holds; the last of them holds always. */
  function placeType(compiled, facts) {
    const { places } = compiled.rulebook.rules;
    const first = places[compiled.places.findIndex((when) => holds(when, facts))];
    return [first.gives, first.id];
  }

  /** For a signal that a negation silences: the ranges without one shortly before. */
  function heard(signal, words, ranges) {
    if (!signal.unless_negated) return ranges;
    return ranges.filter(([begin]) => !reading.isNegated(words, begin));
  }

  /** Do all conditions hold: a value, a list of values, or {at_least, at_most}? */
  function holds(when, facts) {
    for (const { name, isRange, wanted } of when) {
      const fact = facts[name];
      if (!isRange) {
        if (!wanted.includes(fact)) return false;
      } else if (fact < wanted.at_least || fact > wanted.at_most) return false;
    }
    return true;
  }

  /** How often the points count, in hundredths: once, or per so much of a fact. */
  function amountOf({ per }, facts) {
    return per ? Math.floor((Math.min(facts[per.fact], per.at_most) * 100) / per.each) : 100;
  }

  function evidenceOf(signal, shown) {
    const names = [...Object.keys(signal.when ?? {}), ...(signal.per ? [signal.per.fact] : [])];
    return phrases.inOrder(names.flatMap((name) => shown[name] ?? []));
  }

  /** The Verdict of a Post; fields may be missing or null. @param {Partial<Post>} post @returns {Verdict} */
  function decide(compiled, post) {
    const { rules } = compiled.rulebook;
    const { facts, fired } = fire(compiled, post);
    const sums = sumsOf(compiled, fired);
    const { platform_type } = facts;
    const approach = sums.reactive >= 0 ? "reactive" : "proactive";
    const reply = rules.matrix[platform_type][approach];
    const invited = reply === "not_wanted" && isInvited(compiled, post);
    const verdict = {
      platform_type,
      approach,
      reply: invited ? "wanted" : reply,
      kind: highest(sums, KINDS, "other"),
      sentiment: highest(sums, MOODS, "neutral"),
      priority: compiled.priority.find(([, least]) => sums.priority >= least)[0],
    };
    Object.assign(facts, verdict);
    const sure = new Set(Object.values(rules.matrix[platform_type])).size === 1 || invited;
    return {
      platform_type,
      approach,
      reply: verdict.reply,
      certainty: certainty(Math.abs(sums.reactive) + (sure ? 2000 : 0), sums.irony),
      kind: verdict.kind,
      sentiment: verdict.sentiment,
      priority: verdict.priority,
      reasons: reasons(compiled, verdict, facts, fired, invited),
      advice: rules.advice
        .filter((_, at) => holds(compiled.advice[at], facts))
        .map((advice) => advice.id),
      rules_version: compiled.rulebook.version,
    };
  }

  /**
   * The verdict with what the agent corrected in it, and what follows from that: a place that is set to
   * "replies invited" stays so, and the advice is that of the corrected verdict.
   * @param {Partial<Post>} post @param {Verdict} verdict @param {Partial<Verdict>} corrected
   * @returns {Verdict}
   */
  function correct(compiled, post, verdict, corrected) {
    const { rules } = compiled.rulebook;
    const whole = { ...verdict, ...corrected };
    const reply = rules.matrix[whole.platform_type][whole.approach];
    const invited = reply === "not_wanted" && isInvited(compiled, post);
    const facts = { ...fire(compiled, post).facts, ...whole, reply: invited ? "wanted" : reply };
    const isDecided = corrected.platform_type || corrected.approach;
    return {
      ...whole,
      reply: facts.reply,
      certainty: isDecided ? 1 : verdict.certainty,
      advice: rules.advice
        .filter((_, at) => holds(compiled.advice[at], facts))
        .map((advice) => advice.id),
    };
  }

  function sumsOf(compiled, fired) {
    const counts = new Array(LABELS.length).fill(0);
    for (const [label, points] of compiled.start) counts[label] = points;
    for (const { index, amount } of fired) {
      for (const [label, points] of compiled.points[index])
        counts[label] += Math.floor((points * amount) / 100);
    }
    return Object.fromEntries(LABELS.map((label, at) => [label, counts[at]]));
  }

  function highest(sums, labels, otherwise) {
    const best = labels.reduce((high, label) => (sums[label] > sums[high] ? label : high));
    return sums[best] > 0 ? best : otherwise;
  }

  /** Has the brand set this very place to "replies invited"? */
  function isInvited(compiled, post) {
    const url = post.place?.url || post.url || "";
    return compiled.invited.some((place) => url.startsWith(place));
  }

  function certainty(margin, irony) {
    const sure = margin / (1000 + margin) / (1 + Math.max(irony, 0) / 1000);
    return Math.floor((0.5 + sure / 2) * 1000 + 0.5) / 1000;
  }

  /** The place first, then what speaks for or against a reply, then the rest; strongest first. */
  function reasons(compiled, verdict, facts, fired, invited) {
    const out = [{ signal: facts.place_reason, points: 0, evidence: [] }];
    if (invited) out.push({ signal: "replies_invited", points: 0, evidence: [] });
    if (verdict.approach === "proactive") {
      out.push({ signal: "nothing_asked", points: compiled.nothing / 1000, evidence: [] });
    }
    const order = ["reactive", verdict.kind, verdict.sentiment, "priority", ...LABELS].map((one) =>
      LABELS.indexOf(one),
    );
    const rows = fired.map(({ index, amount, spots }) => {
      const [label, points] = foremost(compiled.points[index], order);
      return {
        index,
        spots,
        later: Number(label !== 0),
        counted: Math.floor((points * amount) / 100),
      };
    });
    rows.sort(
      (a, b) => a.later - b.later || Math.abs(b.counted) - Math.abs(a.counted) || a.index - b.index,
    );
    for (const { index, counted, spots } of rows) {
      const signal = compiled.rulebook.rules.signals[index].id;
      out.push({ signal, points: counted / 1000, evidence: spots.slice(0, SHOWN) });
    }
    return out;
  }

  /** Of a signal's points those on the label that comes first in `order`. */
  function foremost(pairs, order) {
    if (pairs.length === 1) return pairs[0];
    for (const label of order) {
      for (const pair of pairs) if (pair[0] === label && pair[1]) return pair;
    }
    return pairs[0];
  }

  webcare.engine = { compile, decide, correct, fire };
})();
