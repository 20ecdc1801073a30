"use strict";
// Finds the phrases of the rules in a post: walks their tree along its words.
// The twin of server/webcare/engine/phrases.py. Pure. A phrase never reaches into the next sentence.
(() => {
  const GAP = 4; // ".." stands for up to this many words
  const NONE = [];
  const { BRAND } = webcare.tree;
  const { BREAK } = webcare.words;

  /**
   * Adds every phrase of this language in a post: of its words what is known of each. BREAK
   * stands at both ends and between sentences. `named`: where a name of the brand begins -> where
   * it ends.
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
    const top = tree.tops[language].get(BRAND);
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
        if (!first || known[begin - 1] === BREAK)
          note(isExcept ? hits.barred : hits.found, signal, begin, at);
      }
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
    if (word && known[at] !== BREAK) paths.push({ node: word, at: at + 1 });
    if (brand) for (const end of named.get(at) ?? NONE) paths.push({ node: brand, at: end });
    for (let later = at; gap && later <= at + GAP; later += 1) {
      if (gap.more) add(paths, gap, later);
      else {
        for (const step of known[later].fit) {
          const then = gap.next.get(step);
          if (then) add(paths, then, later + 1);
        }
      }
      if (known[later] === BREAK) break;
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

  webcare.phrases = { find, rangesOf, wordsIn, inOrder };
})();
