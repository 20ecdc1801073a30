"use strict";
// Phrases of the rules as a tree of steps for each language, and the steps that a word fits.
// The twin of server/webcare/engine/tree.py. Pure.
(() => {
  const BRAND = "{brand}";
  const OPEN = ["_", "..", BRAND];
  const STEM = 2; // letters by which stems are found
  const NONE = [];
  const LAST = new Map(); // of all nodes that nothing follows
  const HEAD = /^[a-z0-9]+(?= |$)/;
  const CHOICE = /^\(([^()]*)\)(.*)$/s;
  const PLAIN = /^[a-z]+$/; // folded already
  const BORDER = /[()| ]+/;
  const PARTS = /[()|]|[^()| ]+/g;
  const { fold } = webcare.text;

  /**
   * One step of the phrases: what may come next, where it goes on after a choice, what ends.
   * `open`: where OPEN leads, if it does. `more`: that, or `also`, or `ends`.
   */
  const newNode = () => ({ next: LAST, also: NONE, ends: NONE, open: NONE, more: false });

  /**
   * The tree of all phrases of all signals; the same for every brand. A phrase that begins with a
   * plain word waits until a post has that word: who opens a page must not wait for them all.
   * `waiting`: by the first word. `stems`: steps that end in *, by their first letters.
   */
  function grow(signals) {
    const growing = grown(signals);
    for (;;) {
      const { done, value } = growing.next();
      if (done) return value;
    }
  }

  /** The same in pieces: signal by signal, then the tree. */
  function* grown(signals) {
    /** @type {any} */
    const tree = {
      tops: { nl: newNode(), en: newNode() },
      keys: new Set(),
      waiting: new Map(),
      stems: new Map(),
    };
    const words = new Set();
    for (const [index, signal] of signals.entries()) {
      for (const part of ["phrases", "except"]) {
        for (const [language, phrases] of Object.entries(signal[part] ?? {})) {
          for (const phrase of phrases) {
            const first = phrase.startsWith("^");
            const end = { signal: index, isExcept: part === "except", first };
            const whole = first ? phrase.slice(1) : phrase;
            learn(tree, words, whole);
            sow(tree, language, whole, end);
          }
        }
      }
      yield;
    }
    for (const step of tree.keys) {
      if (!step.endsWith("*")) continue;
      const stem = step.slice(0, -1);
      const begin = stem.slice(0, STEM);
      tree.stems.set(begin, [...(tree.stems.get(begin) ?? NONE), stem]);
    }
    return tree;
  }

  /** The steps of a phrase, each word looked at once. */
  function learn(tree, words, phrase) {
    for (const word of phrase.split(BORDER)) {
      if (words.has(word)) continue;
      words.add(word);
      for (const step of stepsOf(word)) tree.keys.add(step);
    }
  }

  function sow(tree, language, phrase, end) {
    const choice = CHOICE.exec(phrase);
    if (choice) {
      for (const one of choice[1].split("|")) sow(tree, language, one + choice[2], end);
      return;
    }
    const head = HEAD.exec(phrase)?.[0];
    if (head === undefined) return finish(tree, language, phrase, end);
    if (!tree.waiting.has(head)) tree.waiting.set(head, []);
    tree.waiting.get(head).push([language, phrase, end]);
  }

  function finish(tree, language, phrase, end) {
    for (const last of plant(tree, tree.tops[language], read(phrase))) {
      last.ends = [...last.ends, end];
      last.more = true;
    }
  }

  /** A phrase to its steps: a text is a step, an array holds the choices of a bracket. */
  function read(phrase) {
    return choices((phrase.match(PARTS) ?? []).values())[0];
  }

  /** What stands between the bars, up to the bracket that closes here. */
  function choices(parts) {
    const out = [[]];
    for (const part of parts) {
      const last = out[out.length - 1];
      if (part === ")") break;
      if (part === "(") last.push(choices(parts));
      else if (part === "|") out.push([]);
      else last.push(...stepsOf(part));
    }
    return out;
  }

  function stepsOf(part) {
    if (PLAIN.test(part)) return [part];
    if (part === "#" || OPEN.includes(part)) return [part];
    if (part.endsWith("*")) return [fold(part).replaceAll(" ", "") + "*"];
    return fold(part).split(" ").filter(Boolean);
  }

  /** Adds steps from this node on; returns the nodes they lead to. */
  function plant(tree, from, steps) {
    let lasts = [from];
    for (const [at, step] of steps.entries()) {
      const node = lasts.length === 1 ? lasts[0] : meet(lasts);
      if (Array.isArray(step)) {
        const said = step.filter((choice) => choice.length);
        lasts = said.flatMap((choice) => plant(tree, node, choice));
        if (said.length === step.length) continue;
        // it may be left out: from here on twice, so that no word looks after it
        const rest = steps.slice(at + 1);
        return [...plant(tree, node, rest), ...plant(tree, meet(lasts), rest)];
      }
      if (!node.next.has(step)) {
        if (node.next === LAST) node.next = new Map();
        node.next.set(step, newNode());
        tree.keys.add(step);
      }
      if (OPEN.includes(step)) {
        node.open = OPEN.map((one) => node.next.get(one));
        node.more = true;
      }
      lasts = [node.next.get(step)];
    }
    return lasts;
  }

  /** Where all choices of a bracket go on. */
  function meet(lasts) {
    const after = newNode();
    for (const last of lasts) {
      last.also = [...last.also, after];
      last.more = true;
    }
    return after;
  }

  /** The steps that a word fits; phrases that waited for it are planted. */
  function fit(tree, word) {
    const waiting = tree.waiting.get(word);
    if (waiting) {
      for (const [language, phrase, end] of waiting) finish(tree, language, phrase, end);
      tree.waiting.delete(word);
    }
    const steps = tree.keys.has(word) ? [word] : [];
    for (const stem of tree.stems.get(word.slice(0, STEM)) ?? NONE)
      if (word.startsWith(stem)) steps.push(stem + "*");
    if (word[0] >= "0" && word[0] <= "9") steps.push("#");
    return steps;
  }

  /** The nodes to which a word leads from the top. */
  function starts(tree, language, steps) {
    const top = tree.tops[language].next;
    return steps.filter((step) => top.has(step)).map((step) => top.get(step));
  }

  webcare.tree = { BRAND, grow, grown, fit, starts };
})();
