// Which characters of a post a verdict rests on. Pure, but for one memory.

/** @type {{text: string, tokens: Token[]}} */
let last = { text: "", tokens: [] };

/** The tokens of a text; those of the last text are remembered, as each reason asks for them. */
export function tokensOf(/** @type {string} */ text) {
  if (last.text !== text) last = { text, tokens: globalThis.webcare.text.tokens(text) };
  return last.tokens;
}

/**
 * Cuts a text into pieces, marked or plain, from reasons that point at tokens.
 * @param {string} text
 * @param {Token[]} tokens of that text
 * @param {Reason[]} reasons
 * @returns {{text: string, signals: string[]}[]} in order; joined they are the text again
 */
export function pieces(text, tokens, reasons) {
  const spans = reasons.flatMap((reason) =>
    charactersOf(reason, tokens).map(([from, to]) => ({ from, to, signal: reason.signal })),
  );
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  return joined(
    cuts
      .slice(1)
      .map((to, at) => {
        const from = cuts[at];
        const here = spans.filter((span) => span.from <= from && span.to >= to);
        return { text: text.slice(from, to), signals: here.map((span) => span.signal) };
      })
      .filter((piece) => piece.text !== ""),
  );
}

/** Marked words next to each other become one piece, with the space between them. */
function joined(parts) {
  const out = [];
  parts.forEach((part, at) => {
    const between =
      part.text.trim() === "" && out.at(-1)?.signals.length && parts[at + 1]?.signals.length;
    const before = out.at(-1);
    if (before && (between || Boolean(before.signals.length) === Boolean(part.signals.length))) {
      before.text += part.text;
      before.signals = [...new Set([...before.signals, ...part.signals])];
    } else out.push({ ...part, signals: [...new Set(part.signals)] });
  });
  return out;
}

/** Ranges of characters, [from, to), of one reason's evidence; ranges that do not exist are left out. */
export function charactersOf(reason, tokens) {
  return reason.evidence
    .filter(([from, to]) => from < to && tokens[from] && tokens[to - 1])
    .map(([from, to]) => [tokens[from].from, tokens[to - 1].to]);
}

/** The words of the post that one reason rests on, as they stand there. */
export function quotes(text, tokens, reason) {
  return charactersOf(reason, tokens).map(([from, to]) => text.slice(from, to));
}
