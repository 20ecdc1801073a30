"use strict";
// Phrases of the rules: compiled into one tree of steps, found in the words of a post.
// The twin of server/webcare/engine/phrases.py. Pure. A phrase never reaches into the next sentence.
(() => {
  const GAP = 4; // ".." stands for up to this many words
  const CACHED = 20_000; // words remembered per rulebook
  const { fold } = webcare.text;

  /** One step of the phrases: what may come next, and which phrases end here. */
  const newNode = () => ({ next: new Map(), stems: new Map(), one: null, number: null, gap: null, ends: [] });

  /** The tree of all phrases of all signals; `names` stand for {brand}. */
  function grow(signals, names) {
    const root = newNode();
    signals.forEach((signal, index) => {
      for (const part of ["phrases", "except"]) {
        for (const [language, phrases] of Object.entries(signal[part] ?? {})) {
          for (const phrase of phrases) {
            const first = phrase.startsWith("^");
            for (const steps of expand(first ? phrase.slice(1) : phrase, names)) {
              plant(root, steps, { signal: index, language, isExcept: part === "except", first });
            }
          }
        }
      }
    });
    return { root, known: new Map() };
  }

  /** A phrase to plain sequences of steps: `(a|b)` and `{brand}` are multiplied out. */
  function expand(phrase, names) {
    let out = [[]], rest = phrase;
    while (rest) {
      let choices;
      if (rest[0] === "(") {
        const end = rest.includes(")") ? rest.indexOf(")") : rest.length;
        choices = rest.slice(1, end).split("|").map(stepsOf);
        rest = rest.slice(end + 1);
      } else if (rest.startsWith("{brand}")) {
        choices = [["@"], ...names];
        rest = rest.slice(7);
      } else {
        const cut = Math.min(...[rest.indexOf("("), rest.indexOf("{brand}"), rest.length].filter((at) => at >= 0));
        choices = [stepsOf(rest.slice(0, cut))];
        rest = rest.slice(cut);
      }
      out = out.flatMap((steps) => choices.map((choice) => [...steps, ...choice]));
    }
    return out;
  }

  function stepsOf(text) {
    return text.split(" ").flatMap((piece) => {
      if (piece === "_" || piece === ".." || piece === "#") return [piece];
      if (piece.endsWith("*")) return [fold(piece).replaceAll(" ", "") + "*"];
      return fold(piece).split(" ").filter(Boolean);
    });
  }

  function plant(root, steps, end) {
    let node = root;
    for (const step of steps) {
      if (step === "_") node = node.one ??= newNode();
      else if (step === "#") node = node.number ??= newNode();
      else if (step === "..") node = node.gap ??= newNode();
      else {
        const branch = step.endsWith("*") ? node.stems : node.next;
        const name = step.endsWith("*") ? step.slice(0, -1) : step;
        if (!branch.has(name)) branch.set(name, newNode());
        node = branch.get(name);
      }
    }
    node.ends.push(end);
  }

  /** Signal -> word ranges of its phrases, without those an `except` phrase overlaps. */
  function find(tree, words, language) {
    const found = new Map(), barred = new Map();
    words.forEach((word, begin) => {
      const keep = (end, at) => {
        if ((language && end.language !== language) || (end.first && !word.starts)) return;
        const kept = end.isExcept ? barred : found;
        if (!kept.has(end.signal)) kept.set(end.signal, []);
        kept.get(end.signal).push([begin, at]);
      };
      for (const node of firstSteps(tree, word.text)) walk(node, words, begin + 1, keep);
    });
    for (const [signal, ranges] of found) {
      const bars = barred.get(signal) ?? [];
      const kept = ranges.filter(([a, b]) => !bars.some(([c, d]) => a < d && c < b));
      if (kept.length) found.set(signal, inOrder(kept)); else found.delete(signal);
    }
    return found;
  }

  /** Ranges by where they begin and end, each once. @param {[number, number][]} ranges */
  function inOrder(ranges) {
    return ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .filter(([a, b], at, all) => at === 0 || a !== all[at - 1][0] || b !== all[at - 1][1]);
  }

  /** The nodes a first word leads to; remembered, as people use the same words. */
  function firstSteps(tree, word) {
    let nodes = tree.known.get(word);
    if (!nodes) {
      if (tree.known.size >= CACHED) tree.known.clear();
      nodes = stepsFrom(tree.root, word);
      tree.known.set(word, nodes);
    }
    return nodes;
  }

  function stepsFrom(node, word) {
    const out = [];
    const same = node.next.get(word);
    if (same) out.push(same);
    for (const [stem, then] of node.stems) if (word.startsWith(stem)) out.push(then);
    if (node.one) out.push(node.one);
    if (node.number && word[0] >= "0" && word[0] <= "9") out.push(node.number);
    return out;
  }

  /** Hands every phrase that ends at or after `at` to `keep`. */
  function walk(node, words, at, keep) {
    for (const end of node.ends) keep(end, at);
    if (node.gap) {
      for (let skip = 0; skip <= GAP; skip += 1) {
        walk(node.gap, words, at + skip, keep);
        if (at + skip >= words.length || words[at + skip].starts) break;
      }
    }
    if (at < words.length && !words[at].starts) {
      for (const then of stepsFrom(node, words[at].text)) walk(then, words, at + 1, keep);
    }
  }

  webcare.phrases = { grow, find, inOrder };
})();
