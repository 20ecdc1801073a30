// The voice that a draft speaks in: its words, je or u, and how it is signed. Pure.

const JE = new Set(["je", "jij", "jou", "jouw", "jullie"]);
const U = new Set(["u", "uw"]);

/** The words of a text, folded. @param {string} text @returns {string[]} */
export const wordsOf = (text) =>
  globalThis.webcare.text
    .tokens(text)
    .filter((token) => token.word)
    .map((token) => token.text);

/** The first of the brand's words, or groups of words, that stands in the text. */
export function ofBrand(text, words) {
  const said = ` ${wordsOf(text).join(" ")} `;
  return (words ?? []).find((word) => said.includes(` ${wordsOf(word).join(" ")} `)) ?? null;
}

/** Does the text speak to the reader as je, as u, or both? "U" in an English text is no address. */
export function address(text) {
  const words = wordsOf(text);
  const je = words.some((word) => JE.has(word));
  const u = words.some((word) => U.has(word));
  if (je && u) return "mixed";
  return je ? "je" : u ? "u" : null;
}

/** Signed in the brand's own form; {name} stands for any name: "^{name}", "Team Fietsrijk". */
export function isSignedAs(text, form) {
  if (!form) return false;
  const [before, after] = form
    .split("{name}")
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const whole = after === undefined ? before : `${before}\\p{Lu}[\\p{L}'-]*${after}`;
  return new RegExp(`(?<!\\p{L})${whole}[.!]?$`, "u").test(text.trim());
}

/** Signed at the end: ^Name, "Groet, Name", or the name alone on the last line. */
export function isSigned(text, agent) {
  const end = text.trim().slice(-60);
  if (/[\^~\/-]\s?\p{Lu}[\p{L}'-]*\.?$/u.test(end)) return true;
  if (
    /(groet|groetjes|groeten|regards|cheers|liefs|hartelijks?|dank)\p{L}*[,!.]?\s+(van\s+)?\p{Lu}[\p{L}' -]*$/iu.test(
      end,
    )
  )
    return true;
  return agent.length > 1 && end.toLowerCase().endsWith(agent.toLowerCase());
}
