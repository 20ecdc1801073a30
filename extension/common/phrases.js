"use strict";
// Phrases of the rules: one tree of steps, walked along the words of a post.
// The twin of server/webcare/engine/phrases.py. Pure. A phrase never reaches into the next sentence.
// A state stands for all places in the tree that the same words lead to; it tells at a glance
// whether the next word matters, and is made when a post first comes there.
(() => {
  const GAP = 4; // ".." stands for up to this many words
  const BRAND = "{brand}";
  const NAMED = [BRAND];
  const STATES = 1500; // remembered per rulebook; a hostile text cannot make this grow
  const STEM = 3; // letters by which stems are found
  const STOP = ["."]; // stands between sentences: a word that fits no step
  const NONE = [];
  const HEAD = /^[a-z0-9]+(?= |$)/;
  const PLAIN = /^[a-z]+$/; // folded already
  const PARTS = /[()|]|[^()| ]+/g;
  const { fold } = webcare.text;

  /** One step of the phrases: what may come next, where it goes on after a choice, what ends. */
  const newNode = () => ({ next: new Map(), also: NONE, ends: NONE });

  /**
   * The nodes that some words lead to, each with how many more words it may skip. `wants`: steps
   * that lead on from here. `fades`: where a word that fits none of them leads. @returns {any}
   */
  function newState(nodes) {
    const all = [...nodes.keys()];
    const state = {
      nodes: [...nodes],
      ends: all.flatMap((node) => node.ends),
      wants: wanted(all.map((node) => node.next)),
      moves: null,
      fades: null,
    };
    if (state.wants.has("_") || state.nodes.some(([, skips]) => skips))
      state.fades = stepOn(state, NONE);
    return state;
  }

  /**
   * The tree of all phrases of all signals; the same for every brand. A phrase that begins with a
   * plain word waits until a post has that word: who opens a page must not wait for two thousand
   * phrases of which its posts use some tens.
   */
  function grow(signals) {
    /** @type {any} */
    const tree = {
      top: newNode(),
      root: null,
      made: 0,
      keys: new Set(),
      waiting: new Map(),
      stems: new Map(),
    };
    signals.forEach((signal, index) => {
      for (const part of ["phrases", "except"]) {
        for (const [language, phrases] of Object.entries(signal[part] ?? {})) {
          for (const phrase of phrases) {
            const first = phrase.startsWith("^");
            const end = { signal: index, language, isExcept: part === "except", first };
            sow(tree, first ? phrase.slice(1) : phrase, end);
          }
        }
      }
    });
    for (const step of tree.keys) {
      if (!step.endsWith("*")) continue;
      const stem = step.slice(0, -1);
      const begin = stem.slice(0, STEM);
      tree.stems.set(begin, [...(tree.stems.get(begin) ?? []), stem]);
    }
    tree.root = newState(new Map([[tree.top, 0]]));
    return tree;
  }

  function sow(tree, phrase, end) {
    const head = HEAD.exec(phrase)?.[0];
    if (head === undefined) return finish(tree, phrase, end);
    if (!tree.waiting.has(head)) tree.waiting.set(head, []);
    tree.waiting.get(head).push([phrase, end]);
    for (const part of phrase.match(PARTS) ?? [])
      if (!"()|".includes(part)) for (const step of stepsOf(part)) tree.keys.add(step);
  }

  function finish(tree, phrase, end) {
    const last = plant(tree, tree.top, read(phrase));
    last.ends = [...last.ends, end];
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
    if (["_", "..", "#", BRAND].includes(part)) return [part];
    if (part.endsWith("*")) return [fold(part).replaceAll(" ", "") + "*"];
    return fold(part).split(" ").filter(Boolean);
  }

  /** Adds the steps from this node on; returns the node they lead to. */
  function plant(tree, node, steps) {
    for (const step of steps) {
      if (Array.isArray(step)) {
        const after = newNode();
        for (const choice of step) {
          const last = plant(tree, node, choice);
          last.also = [...last.also, after];
        }
        node = after;
      } else {
        let then = node.next.get(step);
        if (!then) {
          node.next.set(step, (then = newNode()));
          tree.keys.add(step);
        }
        node = then;
      }
    }
    return node;
  }

  /** All that the tree knows of a word: the steps that it fits; phrases that waited for it are planted. */
  function fit(tree, word) {
    for (const [phrase, end] of tree.waiting.get(word) ?? NONE) finish(tree, phrase, end);
    tree.waiting.delete(word);
    const steps = tree.keys.has(word) ? [word] : [];
    const points = [...word.slice(0, 2 * STEM)];
    for (const length of [STEM, STEM - 1]) {
      const begin = points.slice(0, length).join("");
      for (const stem of tree.stems.get(begin) ?? NONE) {
        if (word.startsWith(stem) && ((points.length >= STEM && length === STEM) || stem === begin))
          steps.push(stem + "*");
      }
    }
    if (word[0] >= "0" && word[0] <= "9") steps.push("#");
    return steps;
  }

  /** The steps of all of these. */
  function wanted(nexts) {
    return nexts.length === 1 ? nexts[0] : new Map(nexts.flatMap((next) => [...next]));
  }

  function isWanted(state, fits) {
    for (let at = 0; at < fits.length; at += 1) if (state.wants.has(fits[at])) return true;
    return false;
  }

  /** Where a word leads from here. */
  function move(tree, state, fits) {
    if (!isWanted(state, fits)) return state.fades;
    const key = fits.length === 1 ? fits[0] : fits.join(" ");
    let then = state.moves?.get(key);
    if (!then) {
      then = stepOn(state, fits);
      if (tree.made < STATES && then) {
        tree.made += 1;
        (state.moves ??= new Map()).set(key, then);
      }
    }
    return then;
  }

  function stepOn(state, fits) {
    const nodes = new Map();
    const isName = fits[0] === BRAND;
    const steps = isName ? fits : [...fits, "_"];
    for (const [node, skips] of state.nodes) {
      for (const step of steps) {
        const then = node.next.get(step);
        if (then) reach(nodes, then, 0);
      }
      if (skips && !isName) reach(nodes, node, skips - 1);
    }
    return nodes.size ? newState(nodes) : null;
  }

  /** Adds a node, and those that are reached from it without a word. */
  function reach(nodes, node, skips) {
    if ((nodes.get(node) ?? -1) >= skips) return;
    nodes.set(node, skips);
    for (const after of node.also) reach(nodes, after, 0);
    const gap = node.next.get("..");
    if (gap) reach(nodes, gap, GAP);
  }

  /** Begins to remember anew. */
  function forget(tree) {
    tree.root.moves = null;
    tree.made = 0;
  }

  /**
   * Signal -> word ranges of its phrases, without those an `except` phrase overlaps. Of each word
   * of the post: what is known of it and what it fits; with STOP at both ends and between
   * sentences. `named`: where a name of the brand begins -> where it ends.
   */
  function find(tree, known, fits, named, language) {
    const hits = [];
    for (let begin = 0; begin < known.length; begin += 1) {
      const { first } = known[begin];
      if (
        first &&
        (isWanted(first, fits[begin + 1]) ||
          first.ends.length ||
          first.fades ||
          named.has(begin + 1))
      )
        follow(tree, fits, named, first, begin, begin + 1, hits);
    }
    for (const [begin, ends] of named) {
      for (const end of ends)
        follow(tree, fits, named, move(tree, tree.root, NAMED), begin, end, hits);
    }
    const found = new Map(),
      barred = new Map();
    for (const [end, begin, at] of hits) {
      if ((language && end.language !== language) || (end.first && fits[begin - 1] !== STOP))
        continue;
      const kept = end.isExcept ? barred : found;
      const ranges = kept.get(end.signal);
      if (ranges) ranges.push([begin, at]);
      else kept.set(end.signal, [[begin, at]]);
    }
    for (const [signal, bars] of barred) {
      const ranges = found.get(signal);
      if (ranges)
        found.set(
          signal,
          ranges.filter(([a, b]) => !bars.some(([c, d]) => a < d && c < b)),
        );
    }
    for (const [signal, ranges] of found) {
      if (!ranges.length) found.delete(signal);
      else if (ranges.length > 1) found.set(signal, inOrder(ranges));
    }
    return found;
  }

  /** Adds every phrase that ends at or after `at`, as far as this sentence goes. */
  function follow(tree, fits, named, state, begin, at, hits) {
    for (; state; at += 1) {
      for (let one = 0; one < state.ends.length; one += 1) hits.push([state.ends[one], begin, at]);
      if (fits[at] === STOP) return;
      if (named.size && named.has(at)) {
        for (const after of named.get(at))
          follow(tree, fits, named, move(tree, state, NAMED), begin, after, hits);
      }
      state = move(tree, state, fits[at]);
    }
  }

  /** Ranges by where they begin and end, each once. @param {[number, number][]} ranges */
  function inOrder(ranges) {
    return ranges
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .filter(([a, b], at, all) => at === 0 || a !== all[at - 1][0] || b !== all[at - 1][1]);
  }

  webcare.phrases = { STATES, STOP, grow, fit, move, find, forget, inOrder };
})();
