"use strict";
// Phrases of the rules as a tree of steps for each language, and the steps that a word fits.
// The twin of server/webcare/engine/tree.py. Pure.
(() => {
  const BRAND = "{brand}";
  const OPEN = ["_", "..", BRAND];
  const STEM = 2; // letters by which stems are found
  const NONE = [];
  const LAST = new Map(); // of all nodes that nothing follows
  const HEAD = /^([a-z0-9]+)(?: |$)(.*)$/s;
  const CHOICE = /^\(([^()]*)\)(.*)$/s;
  const PLAIN = /^[a-z]+$/; // folded already
  const BORDER = /[()| ]+/;
  const PARTS = /[()|]|[^()| ]+/g;
  const { fold } = webcare.text;

  let made = 0; // nodes, by which each has a number

  /**
   * Some steps into phrases: what may come `next`, and the phrases that end here. `open`: where OPEN
   * leads, if it does. `more`: that, or `ends`. Once made it stays as it is: all phrases that go on
   * alike share what follows.
   */
  const newNode = () => ({ number: (made += 1), next: LAST, ends: NONE, open: NONE, more: false });

  function become(node, after, ends) {
    node.next = after;
    node.ends = ends;
    node.open = OPEN.some((step) => after.has(step)) ? OPEN.map((step) => after.get(step)) : NONE;
    node.more = node.open !== NONE || ends.length > 0;
    return node;
  }

  /** What phrases share that begin with a choice. `node`: where it leads, once it was read. */
  const newTail = (text, end) => ({ text, end, node: null });

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

  /** The same in pieces: signal by signal, then what begins with no plain word. */
  function* grown(signals) {
    /** @type {any} */
    const tree = {
      tops: { nl: new Map(), en: new Map() },
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
    for (const step of [...tree.waiting.keys()]) {
      if (!OPEN.includes(step) && !step.endsWith("*") && step !== "#") continue;
      plant(tree, step);
      yield;
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

  /** Lets a phrase wait under each step that it may begin with. */
  function sow(tree, language, phrase, end) {
    const choice = CHOICE.exec(phrase);
    const tail = newTail(choice ? choice[2] : "", end);
    for (const begin of choice ? choice[1].split("|") : [phrase]) {
      const head = HEAD.exec(begin);
      if (head) {
        wait(tree, head[1], [language, head[2], tail]);
        continue;
      }
      for (const [step, node] of way(read(begin), rest(tail)).next)
        wait(tree, step, [language, "", { ...newTail("", end), node }]);
    }
  }

  function wait(tree, step, phrase) {
    const waiting = tree.waiting.get(step);
    if (waiting) waiting.push(phrase);
    else tree.waiting.set(step, [phrase]);
  }

  /** Makes the nodes of the phrases that begin with this step. */
  function plant(tree, step) {
    const some = tree.waiting.get(step);
    tree.waiting.delete(step);
    for (const [language, top] of Object.entries(tree.tops)) {
      const nodes = some
        .filter(([told]) => told === language)
        .map(([, words, tail]) => way(read(words), rest(tail)));
      if (nodes.length) top.set(step, merged(nodes));
    }
  }

  /** Where the rest of a phrase begins. */
  function rest(tail) {
    tail.node ??= way(read(tail.text), become(newNode(), LAST, [tail.end]));
    return tail.node;
  }

  /** The node from which these steps lead to the last. */
  function way(steps, last) {
    for (const step of steps.toReversed()) {
      last = Array.isArray(step)
        ? merged(step.map((choice) => way(choice, last)))
        : become(newNode(), new Map([[step, last]]), NONE);
    }
    return last;
  }

  /** One node for some: what may come after any of them may come after it. */
  function merged(nodes) {
    const first = [...new Set(nodes)];
    if (first.length === 1) return first[0];
    const numbers = (some) => some.map((node) => node.number).join();
    const one = newNode(),
      known = new Map([[numbers(first), one]]),
      todo = [{ node: one, some: first }];
    for (const { node, some } of todo) {
      // grows on the way
      const ways = new Map();
      for (const { next } of some) {
        for (const [step, then] of next) {
          const thens = ways.get(step);
          if (!thens) ways.set(step, [then]);
          else if (!thens.includes(then)) thens.push(then);
        }
      }
      const after = new Map();
      for (const [step, thens] of ways) {
        const key = numbers(thens);
        if (thens.length > 1 && !known.has(key)) {
          const later = newNode();
          known.set(key, later);
          todo.push({ node: later, some: thens });
        }
        after.set(step, thens.length > 1 ? known.get(key) : thens[0]);
      }
      become(node, after, [...new Set(some.flatMap(({ ends }) => ends))]);
    }
    return one;
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

  /** The steps that a word fits; phrases that waited for it are planted. */
  function fit(tree, word) {
    if (tree.waiting.has(word)) plant(tree, word);
    const steps = tree.keys.has(word) ? [word] : [];
    for (const stem of tree.stems.get(word.slice(0, STEM)) ?? NONE)
      if (word.startsWith(stem)) steps.push(stem + "*");
    if (word[0] >= "0" && word[0] <= "9") steps.push("#");
    return steps;
  }

  /** The nodes to which a word leads from the top. */
  function starts(tree, language, steps) {
    const top = tree.tops[language];
    return steps.filter((step) => top.has(step)).map((step) => top.get(step));
  }

  webcare.tree = { BRAND, grow, grown, fit, starts };
})();
