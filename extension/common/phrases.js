"use strict";
// Phrases of the rules: a tree of steps for each language, walked along the words of a post.
// The twin of server/webcare/engine/phrases.py. Pure. A phrase never reaches into the next sentence.
(() => {
  const GAP = 4; // ".." stands for up to this many words
  const BRAND = "{brand}";
  const OPEN = ["_", "..", BRAND];
  const STEM = 2; // letters by which stems are found
  const STOP = ["."]; // stands between sentences: a word that fits no step
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

  /**
   * Adds every phrase of this language in a post: of its words what is known of each. A word that
   * fits STOP stands at both ends and between sentences. `named`: where a name of the brand begins
   * -> where it ends.
   */
  function find(tree, language, known, named, hits) {
    for (let begin = 0; begin < known.length; begin += 1) {
      const nodes = known[begin][language].first;
      for (let one = 0; one < nodes.length; one += 1) {
        const node = nodes[one];
        if (node.more) {
          follow(known, named, node, begin, begin + 1, hits);
          continue;
        }
        for (const step of known[begin + 1].fit) {
          const then = node.next.get(step);
          if (then) follow(known, named, then, begin, begin + 2, hits);
        }
      }
    }
    const top = tree.tops[language].next.get(BRAND);
    if (!top) return;
    for (const [begin, ends] of named)
      for (const end of ends) follow(known, named, top, begin, end, hits);
  }

  /** Adds every phrase that goes on from this node with the word at `at`. */
  function follow(known, named, start, begin, from, hits) {
    const paths = [{ node: start, at: from }];
    for (let one = 0; one < paths.length; one += 1) {
      const { node, at } = paths[one]; // paths grow on the way
      if (node.next.size) {
        for (const step of known[at].fit) {
          const then = node.next.get(step);
          if (then) paths.push({ node: then, at: at + 1 });
        }
      }
      if (!node.more) continue;
      if (node.open.length) leap(known, named, node.open, at, paths);
      for (const { signal, isExcept, first } of node.ends) {
        if (!first || known[begin - 1].fit === STOP)
          note(isExcept ? hits.barred : hits.found, signal, begin, at);
      }
      for (const after of node.also) add(paths, after, at);
    }
  }

  function note(found, signal, begin, at) {
    const ranges = found.get(signal);
    if (ranges) ranges.push([begin, at]);
    else found.set(signal, [[begin, at]]);
  }

  function add(paths, node, at) {
    if (!paths.some((path) => path.node === node && path.at === at)) paths.push({ node, at });
  }

  /** Adds where _, {brand} and .. lead from here. */
  function leap(known, named, [word, gap, brand], at, paths) {
    if (word && known[at].fit !== STOP) paths.push({ node: word, at: at + 1 });
    if (brand) for (const end of named.get(at) ?? NONE) paths.push({ node: brand, at: end });
    for (let later = at; gap && later <= at + GAP; later += 1) {
      if (gap.more) add(paths, gap, later);
      else {
        for (const step of known[later].fit) {
          const then = gap.next.get(step);
          if (then) add(paths, then, later + 1);
        }
      }
      if (known[later].fit === STOP) break;
    }
  }

  /** Signal -> word ranges of its phrases, without those an `except` phrase overlaps. */
  function rangesOf({ found, barred }) {
    for (const [signal, bars] of barred) {
      const words = wordsIn(bars);
      const isFree = (range) => ![...wordsIn([range])].some((word) => words.has(word));
      found.set(signal, (found.get(signal) ?? NONE).filter(isFree));
    }
    for (const [signal, ranges] of found) {
      if (!ranges.length) found.delete(signal);
      else if (ranges.length > 1) found.set(signal, inOrder(ranges));
    }
    return found;
  }

  /** All words of these ranges. @param {[number, number][]} ranges */
  function wordsIn(ranges) {
    const words = new Set();
    for (const [begin, end] of ranges) for (let at = begin; at < end; at += 1) words.add(at);
    return words;
  }

  /** Ranges by where they begin and end, each once. @param {[number, number][]} ranges */
  function inOrder(ranges) {
    return ranges
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .filter(([a, b], at, all) => at === 0 || a !== all[at - 1][0] || b !== all[at - 1][1]);
  }

  webcare.phrases = { STOP, grow, grown, fit, starts, find, rangesOf, wordsIn, inOrder };
})();
