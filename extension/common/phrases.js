"use strict";
// Phrases of the rules: compiled into one tree of steps, found in the words of a post.
// The twin of server/webcare/engine/phrases.py. Pure. A phrase never reaches into the next sentence.
(() => {
  const GAP = 4; // ".." stands for up to this many words
  const HEAD = /^[a-z0-9]+(?= |$)/;
  const PLAIN = /^[a-z0-9]+$/; // folded already
  const { fold } = webcare.text;

  /** One step of the phrases: what may come next, where it goes on after a choice, what ends here. */
  const newNode = () => ({
    next: null,
    stems: null,
    brand: null,
    one: null,
    number: null,
    gap: null,
    also: null,
    ends: null,
    buds: null,
  });

  /** The tree of all phrases of all signals; the same for every brand. */
  function grow(signals) {
    const root = newNode();
    signals.forEach((signal, index) => {
      for (const part of ["phrases", "except"]) {
        for (const [language, phrases] of Object.entries(signal[part] ?? {})) {
          for (const phrase of phrases) {
            const first = phrase.startsWith("^");
            const end = { signal: index, language, isExcept: part === "except", first };
            sow(root, first ? phrase.slice(1) : phrase, end);
          }
        }
      }
    });
    return root;
  }

  /**
   * A phrase that begins with a plain word waits at that word, and grows when a post first has it: a
   * page that opens must not wait for two thousand phrases of which its posts use some tens.
   */
  function sow(root, phrase, end) {
    if (phrase[0] === "(") return sowEach(root, phrase, end);
    const [head] = HEAD.exec(phrase) ?? [];
    if (head === undefined) return finish(root, phrase, end);
    root.next ??= new Map();
    if (!root.next.has(head)) root.next.set(head, newNode());
    (root.next.get(head).buds ??= []).push([phrase.slice(head.length + 1), end]);
  }

  /** A phrase that begins with a bracket, as one phrase for each of its choices. */
  function sowEach(root, phrase, end) {
    const close = closing(phrase, 0);
    const rest = phrase.slice(close + 1);
    for (const choice of choices(phrase.slice(1, close))) sow(root, `${choice}${rest}`, end);
  }

  /** Adds a phrase, or the rest of one, from this node on. */
  function finish(node, phrase, end) {
    (plant(node, read(phrase)).ends ??= []).push(end);
  }

  function grown(node) {
    const { buds } = node;
    node.buds = null;
    for (const [rest, end] of buds ?? []) finish(node, rest, end);
    return node;
  }

  /** A phrase to its steps: a text is a step, an array holds the choices of a bracket. */
  function read(phrase) {
    const steps = [];
    for (let at = 0, end; at < phrase.length;) {
      if (phrase[at] === "(") {
        end = closing(phrase, at);
        steps.push(choices(phrase.slice(at + 1, end)).map(read));
        at = end + 1;
      } else {
        end = phrase.indexOf("(", at);
        end = end < 0 ? phrase.length : end;
        steps.push(...phrase.slice(at, end).split(" ").flatMap(stepsOf));
        at = end;
      }
    }
    return steps;
  }

  /** Where the bracket that opens here is closed. */
  function closing(phrase, at) {
    const close = phrase.indexOf(")", at);
    if (phrase.lastIndexOf("(", close) === at) return close;
    let depth = 0;
    for (let end = at; end < phrase.length; end += 1) {
      depth += Number(phrase[end] === "(") - Number(phrase[end] === ")");
      if (depth === 0) return end;
    }
    return phrase.length;
  }

  /** What stands between the bars of a bracket; bars of inner brackets are theirs. */
  function choices(inside) {
    if (!inside.includes("(")) return inside.split("|");
    const out = [""];
    let depth = 0;
    for (const char of inside) {
      depth += Number(char === "(") - Number(char === ")");
      if (char === "|" && depth === 0) out.push("");
      else out[out.length - 1] += char;
    }
    return out;
  }

  function stepsOf(piece) {
    if (PLAIN.test(piece)) return [piece];
    if (["_", "..", "#", "{brand}"].includes(piece)) return [piece];
    if (piece.endsWith("*")) return [fold(piece).replaceAll(" ", "") + "*"];
    return fold(piece).split(" ").filter(Boolean);
  }

  /** Adds the steps from this node on; returns the node they lead to. */
  function plant(node, steps) {
    for (const step of steps) {
      if (Array.isArray(step)) {
        const after = newNode();
        for (const choice of step) (plant(node, choice).also ??= []).push(after);
        node = after;
      } else if (step === "{brand}") {
        node = node.brand ??= newNode();
      } else if (step === "_") node = node.one ??= newNode();
      else if (step === "#") node = node.number ??= newNode();
      else if (step === "..") node = node.gap ??= newNode();
      else {
        const isStem = step.endsWith("*");
        const branch = isStem ? (node.stems ??= new Map()) : (node.next ??= new Map());
        const name = isStem ? step.slice(0, -1) : step;
        if (!branch.has(name)) branch.set(name, newNode());
        node = branch.get(name);
      }
    }
    return node;
  }

  /** Signal -> word ranges of its phrases, without those an `except` phrase overlaps. */
  function find(root, words, language) {
    const found = new Map(),
      barred = new Map();
    const ends = [];
    words.forEach((word, begin) => {
      if (word.known.steps.length === 0 && word.named.length === 0) return;
      ends.length = 0;
      for (const node of word.known.steps) walk(node, words, begin + 1, ends);
      if (root.brand) for (const end of word.named) walk(root.brand, words, end, ends);
      for (const [end, at] of ends) {
        if ((language && end.language !== language) || (end.first && !word.starts)) continue;
        const kept = end.isExcept ? barred : found;
        if (!kept.has(end.signal)) kept.set(end.signal, []);
        kept.get(end.signal).push([begin, at]);
      }
    });
    for (const [signal, ranges] of found) {
      const bars = barred.get(signal) ?? [];
      const kept = ranges.filter(([a, b]) => !bars.some(([c, d]) => a < d && c < b));
      if (kept.length) found.set(signal, inOrder(kept));
      else found.delete(signal);
    }
    return found;
  }

  /** Ranges by where they begin and end, each once. @param {[number, number][]} ranges */
  function inOrder(ranges) {
    return ranges
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .filter(([a, b], at, all) => at === 0 || a !== all[at - 1][0] || b !== all[at - 1][1]);
  }

  /** Where this word leads from here. */
  function stepsFrom(node, word) {
    const out = [];
    const same = node.next?.get(word);
    if (same) out.push(grown(same));
    if (node.stems)
      for (const [stem, then] of node.stems) if (word.startsWith(stem)) out.push(then);
    if (node.one) out.push(node.one);
    if (node.number && word[0] >= "0" && word[0] <= "9") out.push(node.number);
    return out;
  }

  /** Adds every phrase that ends at or after `at`; none reaches into the next sentence. */
  function walk(node, words, at, ends) {
    if (node.ends) for (const end of node.ends) ends.push([end, at]);
    if (node.also) for (const after of node.also) walk(after, words, at, ends);
    if (at >= words.length || words[at].starts) return;
    if (node.next || node.stems || node.one || node.number || node.brand)
      step(node, words, at, ends);
    if (node.gap) {
      const last = Math.min(at + GAP, words.length - 1);
      for (let skip = at; skip <= last && !words[skip].starts; skip += 1)
        step(node.gap, words, skip, ends);
    }
  }

  function step(node, words, at, ends) {
    const word = words[at].known.text;
    const same = node.next?.get(word);
    if (same) walk(same, words, at + 1, ends);
    if (node.stems)
      for (const [stem, then] of node.stems)
        if (word.startsWith(stem)) walk(then, words, at + 1, ends);
    if (node.brand) for (const end of words[at].named) walk(node.brand, words, end, ends);
    if (node.one) walk(node.one, words, at + 1, ends);
    if (node.number && word[0] >= "0" && word[0] <= "9") walk(node.number, words, at + 1, ends);
  }

  /** A token as `find` takes it, for a tree that remembers no words. */
  const unknown = (root, { text, starts }) => ({
    known: { text, steps: stepsFrom(root, text) },
    named: [],
    starts,
  });

  webcare.phrases = { grow, find, inOrder, stepsFrom, unknown };
})();
