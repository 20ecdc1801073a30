// How much one text is like earlier ones: by shingles of words, of which only numbers are kept. Pure.

const LONG = 3; // words in a shingle
const FEWEST = 6; // shorter texts are alike by chance
const ALIKE = 0.6;

/** FNV-1a, 32 bits: enough to tell shingles apart, too little to read a text back. */
export function hash(text) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}

/** @param {string} text @returns {number[]} its shingles, each once; none for a very short text */
export function shingles(text) {
  const words = globalThis.webcare.text
    .tokens(text)
    .filter((token) => token.word)
    .map((token) => token.text);
  if (words.length < FEWEST) return [];
  return [
    ...new Set(words.slice(LONG - 1).map((_, at) => hash(words.slice(at, at + LONG).join(" ")))),
  ];
}

/** How much of this text, by its shingles, comes from an earlier one: 0 to 1. */
export function within(text, others) {
  const own = shingles(text);
  const earlier = new Set(others);
  return own.filter((shingle) => earlier.has(shingle)).length / Math.max(1, own.length);
}

/**
 * The earlier reply that a text is most like.
 * @param {string} text
 * @param {{at: string, shingles: number[]}[]} replies
 * @returns {{share: number, at: string} | null} share of the shingles in common (Jaccard), null when
 *   none is alike
 */
export function alike(text, replies) {
  const own = new Set(shingles(text));
  if (own.size === 0) return null;
  const scored = replies.map(({ at, shingles: others }) => {
    const common = others.filter((shingle) => own.has(shingle)).length;
    return { at, share: common / (own.size + others.length - common) };
  });
  const best = scored.reduce((most, one) => (one.share > most.share ? one : most), {
    share: 0,
    at: "",
  });
  return best.share >= ALIKE ? best : null;
}
