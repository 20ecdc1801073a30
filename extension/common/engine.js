"use strict";
// A Post in, a Verdict out: a sum of points, each traceable to a signal and to words in the post.
// The twin of server/webcare/engine/engine.py: same structure, same names, byte for byte the same
// verdicts. Pure: no DOM, no chrome.*. Points are whole thousandths inside, so sums are exact.
(() => {
  const SHOWN = 20; // evidence ranges kept per signal
  const { phrases, pieces, facts: reading } = webcare;
  const { KINDS, MOODS, LABELS, compile } = webcare.compiling;

  /** The facts, and each signal that holds: its index, its amount in hundredths, its evidence. */
  function fire(compiled, post) {
    const { signals } = compiled;
    const { facts, shown, words } = reading.factsOf(compiled, post);
    [facts.platform_type, facts.place_reason] = chosen(compiled.places, facts)[0];
    const found = foundIn(compiled, words, facts.language);
    facts.named = found.has(compiled.naming);
    const muted = mute(compiled, found);
    for (const at of compiled.negatable) {
      if (found.has(at)) keep(found, at, ([begin]) => !reading.isNegated(words, begin, muted));
    }
    reading.weigh(facts, shown, words, muted);
    const fired = [];
    for (const [index, ranges] of found) {
      const { when, per } = signals[index];
      const amount = holds(when, facts) ? amountOf(per, facts) : 0;
      if (amount)
        fired.push({ index, amount, spots: pieces.tokensOf(words, ranges.slice(0, SHOWN)) });
    }
    for (const index of begun(compiled, facts)) {
      const { per, shows } = signals[index];
      const amount = amountOf(per, facts);
      if (amount) fired.push({ index, amount, spots: spotsOf(shows, shown) });
    }
    return { facts, fired };
  }

  /** Signal -> where its phrases stand, in both languages where it cannot be told which. */
  function foundIn({ tree }, words, language) {
    const hits = { found: new Map(), barred: new Map() };
    for (const name of language ? [language] : ["nl", "en"]) {
      phrases.find(tree, name, words.known, words.named, hits);
    }
    return phrases.rangesOf(hits);
  }

  /** The words of phrases that mean but one thing; no other signal keeps a phrase with them. */
  function mute({ muting }, found) {
    const ranges = [...found].flatMap(([at, some]) => (muting.has(at) ? some : []));
    const muted = phrases.wordsIn(ranges);
    for (const at of muted.size ? [...found.keys()] : []) {
      if (!muting.has(at)) keep(found, at, (range) => !overlaps(range, muted));
    }
    return muted;
  }

  /** Leaves those of a signal's ranges that pass; without any, the signal is not found. */
  function keep(found, at, passes) {
    const kept = found.get(at).filter(passes);
    if (kept.length) found.set(at, kept);
    else found.delete(at);
  }

  /** Is one of the words of a range among these? */
  function overlaps([begin, end], words) {
    for (let at = begin; at < end; at += 1) if (words.has(at)) return true;
    return false;
  }

  /** The signals without phrases whose conditions hold; most end at the first. */
  function begun(compiled, facts) {
    const out = chosen(compiled.standing, facts);
    for (const index of compiled.plain)
      if (holds(compiled.signals[index].when, facts)) out.push(index);
    return out;
  }

  /** Do all conditions hold? */
  function holds(when, facts) {
    for (const { name, values, least, most } of when) {
      const fact = facts[name];
      if (values.length ? !values.includes(fact) : !(least <= fact && fact <= most)) return false;
    }
    return true;
  }

  /** Those whose conditions all hold. */
  function chosen(some, facts) {
    const out = [];
    for (const { what, when } of some) if (holds(when, facts)) out.push(what);
    return out;
  }

  /** How often the points count, in hundredths: once, or per so much of a fact. */
  function amountOf(per, facts) {
    return per ? Math.floor((Math.min(facts[per.fact], per.at_most) * 100) / per.each) : 100;
  }

  /** The tokens of the facts that a signal asks for. */
  function spotsOf(shows, shown) {
    if (shows.length < 2) return shows.length ? shown[shows[0]].slice(0, SHOWN) : [];
    const spots = shows.flatMap((name) => shown[name].slice(0, SHOWN));
    return phrases.inOrder(spots).slice(0, SHOWN);
  }

  /** The Verdict of a Post; fields may be missing or null. @param {Partial<Post>} post @returns {Verdict} */
  function decide(compiled, post) {
    const { facts, fired } = fire(compiled, post);
    const sums = sumsOf(compiled, fired);
    const { platform_type } = facts;
    /** @type {"reactive" | "proactive"} */
    const approach = sums.reactive >= 0 ? "reactive" : "proactive";
    const reply = compiled.rulebook.rules.matrix[platform_type][approach];
    const invited = reply === "not_wanted" && isInvited(compiled, post);
    const sure = invited || compiled.settled.includes(platform_type) ? 2000 : 0;
    const verdict = {
      platform_type,
      approach,
      reply: invited ? "wanted" : reply,
      certainty: certainty(Math.abs(sums.reactive) + sure, sums.irony),
      kind: highest(sums, KINDS, "other"),
      sentiment: highest(sums, MOODS, "neutral"),
      priority: step(compiled.priority, sums.priority),
    };
    Object.assign(facts, verdict);
    const reasons = reasonsOf(compiled, facts, fired, invited);
    const advice = chosen(compiled.advice, facts);
    return Object.assign(verdict, { reasons, advice, rules_version: compiled.rulebook.version });
  }

  /**
   * The verdict with what the agent corrected in it, and what follows from that: a place that is set to
   * "replies invited" stays so, and the advice is that of the corrected verdict.
   * @param {Partial<Post>} post @param {Verdict} verdict @param {Partial<Verdict>} corrected
   * @returns {Verdict}
   */
  function correct(compiled, post, verdict, corrected) {
    const whole = { ...verdict, ...corrected };
    const reply = compiled.rulebook.rules.matrix[whole.platform_type][whole.approach];
    const invited = reply === "not_wanted" && isInvited(compiled, post);
    const facts = { ...fire(compiled, post).facts, ...whole, reply: invited ? "wanted" : reply };
    const isDecided = corrected.platform_type || corrected.approach;
    return {
      ...whole,
      reply: facts.reply,
      certainty: isDecided ? 1 : verdict.certainty,
      advice: chosen(compiled.advice, facts),
    };
  }

  /** Thousandths per label. */
  function sumsOf(compiled, fired) {
    const counts = [...compiled.start];
    for (const { index, amount } of fired) {
      for (const [label, points] of compiled.signals[index].points)
        counts[label] += amount === 100 ? points : Math.floor((points * amount) / 100);
    }
    const sums = {};
    for (let at = 0; at < LABELS.length; at += 1) sums[LABELS[at]] = counts[at];
    return sums;
  }

  function highest(sums, labels, otherwise) {
    const best = labels.reduce((high, label) => (sums[label] > sums[high] ? label : high));
    return sums[best] > 0 ? best : otherwise;
  }

  /** The first step that is reached; the last takes all the rest. */
  const step = (steps, points) =>
    (steps.find(([, least]) => points >= least) ?? steps[steps.length - 1])[0];

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
  function reasonsOf(compiled, facts, fired, invited) {
    const { signals, start } = compiled;
    const out = [{ signal: facts.place_reason, points: 0, evidence: [] }];
    if (invited) out.push({ signal: "replies_invited", points: 0, evidence: [] });
    if (facts.approach === "proactive") {
      out.push({ signal: "nothing_asked", points: start[0] / 1000, evidence: [] });
    }
    const labels = leads(compiled, facts.kind, facts.sentiment);
    const rows = fired.map(({ index, amount, spots }) => {
      const counted = Math.floor((pointsOf(signals[index].points, labels[index]) * amount) / 100);
      return { later: Number(labels[index] !== 0), counted, index, spots };
    });
    rows.sort(
      (a, b) => a.later - b.later || Math.abs(b.counted) - Math.abs(a.counted) || a.index - b.index,
    );
    for (const { index, counted, spots } of rows)
      out.push({ signal: signals[index].id, points: counted / 1000, evidence: spots });
    return out;
  }

  /** The thousandths on a label, if there are any. */
  function pointsOf(points, label) {
    for (const pair of points) if (pair[0] === label) return pair[1];
    return undefined;
  }

  /** Of each signal, the label whose points a reason shows: what comes first in the verdict. */
  function leads(compiled, kind, sentiment) {
    const known = compiled.leads[kind];
    if (!Object.hasOwn(known, sentiment)) {
      const order = ["reactive", kind, sentiment, "priority", ...LABELS]
        .map((label) => LABELS.indexOf(label))
        .filter((label) => label >= 0);
      const lead = ({ points }) => order.find((label) => pointsOf(points, label)) ?? points[0][0];
      known[sentiment] = compiled.signals.map(lead);
    }
    return known[sentiment];
  }

  webcare.engine = { compile, decide, correct, fire };
})();
