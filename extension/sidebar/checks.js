// What may be said of a draft before it goes out. It is read, never written, and nothing is held for
// it. Phrases and sentences come from rules.json, `reply_checks`; what phrases can't tell is here. Pure.
import { personalData } from "./personal.js";
import { alike } from "./alike.js";
import { quotes, tokensOf } from "./marks.js";

const THIN = 8; // words
const TURNS = 2; // public replies of ours before this one
const JE = new Set(["je", "jij", "jou", "jouw", "jullie"]);
const U = new Set(["u", "uw"]);

/**
 * @typedef {{id: string, good: boolean, because: {nl: string, en: string}, quote: string | null, values?: Record<string, any>}} Remark
 * @typedef {{text: string, post: Post | null, verdict: Verdict | null, rules: any, lexicon: any, brand: any, agent: string, replies: {at: string, shingles: number[]}[]}} Draft
 */

/**
 * Everything worth saying of a draft; what to mind first, what is good last.
 * @param {Draft} draft
 * @returns {Remark[]}
 */
export function remarks(draft) {
  if (!draft.text.trim()) return [];
  const checks = (draft.rules.reply_checks ?? []).filter((check) => applies(check, draft.verdict));
  const inText = phrasesIn(draft);
  const said = checks
    .flatMap((check) => {
      const found = check.phrases
        ? byPhrases(check, draft, inText)
        : (OWN[check.id]?.(draft) ?? null);
      return found
        ? [{ id: check.id, because: check[found.good ? "good" : "because"], ...found }]
        : [];
    })
    .filter(({ because }) => because);
  return said.sort((a, b) => Number(a.good) - Number(b.good));
}

function applies({ when = {} }, verdict) {
  return Object.entries(when).every(
    ([field, wanted]) => !verdict || wanted.includes(verdict[field]),
  );
}

/** Checks compiled as signals of the engine, per rules. @type {WeakMap<object, any>} */
const compiled = new WeakMap();

/** Check id -> where its phrases stand in the draft, as ranges of tokens: the engine finds them. */
function phrasesIn({ text, rules, lexicon }) {
  const { engine } = globalThis.webcare;
  if (!compiled.has(rules)) {
    const checks = (rules.reply_checks ?? []).filter((check) => check.phrases);
    const signals = checks.map(({ id, phrases }) => ({ id, phrases, points: { reactive: 1 } }));
    const brand = { name: "" };
    const rulebook = { version: "", rules: { ...rules, signals }, lexicon, platforms: [], brand };
    compiled.set(rules, engine.compile(rulebook));
  }
  const { reasons } = engine.decide(compiled.get(rules), { text });
  return new Map(reasons.map((reason) => [reason.signal, reason]));
}

/** What a check with phrases says: it wants them there, or it wants them not there. */
function byPhrases(check, { text }, found) {
  const reason = found.get(check.id);
  if (check.wants === "present") return { good: Boolean(reason), quote: null };
  return reason ? { good: false, quote: quotes(text, tokensOf(text), reason)[0] ?? null } : null;
}

const wordsOf = (text) =>
  globalThis.webcare.text
    .tokens(text)
    .filter((token) => token.word)
    .map((token) => token.text);
const mind = (/** @type {string | null} */ quote = null, values = {}) => ({
  good: false,
  quote,
  values,
});

/** Checks that phrases can't do, by id. @type {Record<string, (draft: Draft) => {good: boolean, quote: string | null, values?: any} | null>} */
const OWN = {
  personal_data: ({ text }) => (personalData(text)[0] ? mind(personalData(text)[0]) : null),
  signature: ({ text, brand, agent }) => ({
    good: isSigned(text, brand.signature ?? "", agent),
    quote: null,
  }),
  mixed_address: ({ text }) => (address(text) === "mixed" ? mind() : null),
  other_address: ({ text, brand }) =>
    brand.tone?.address &&
    ["je", "u"].includes(address(text) ?? "") &&
    address(text) !== brand.tone.address
      ? mind()
      : null,
  avoided_word(draft) {
    const words = wordsOf(draft.text).join(" ");
    const found = (draft.brand.tone?.avoid ?? []).find((word) =>
      ` ${words} `.includes(` ${globalThis.webcare.text.fold(word)} `),
    );
    return found ? mind(found) : null;
  },
  too_thin: ({ text }) => (wordsOf(text).length < THIN ? mind() : null),
  third_turn: ({ post }) => ((post?.public_turns ?? 0) >= TURNS ? mind() : null),
  same_as_before({ text, replies }) {
    const most = alike(text, replies);
    return most ? mind(null, { percent: Math.round(most.share * 100), at: most.at }) : null;
  },
};

/** Does the text speak to the reader as je, as u, or both? "U" in an English text is no address. */
function address(text) {
  const words = wordsOf(text);
  const je = words.some((word) => JE.has(word));
  const u = words.some((word) => U.has(word));
  if (je && u) return "mixed";
  return je ? "je" : u ? "u" : null;
}

/** Signed at the end: ^Name, "Groet, Name", or the name alone on the last line. */
function isSigned(text, form, agent) {
  const end = text.trim().slice(-60);
  if (form && form.length > 1 && end.toLowerCase().endsWith(form.toLowerCase())) return true;
  if (/[\^~\/-]\s?\p{Lu}[\p{L}'-]*\.?$/u.test(end)) return true;
  if (
    /(groet|groetjes|groeten|regards|cheers|liefs|hartelijks?|dank)\p{L}*[,!.]?\s+(van\s+)?\p{Lu}[\p{L}' -]*$/iu.test(
      end,
    )
  )
    return true;
  return agent.length > 1 && end.toLowerCase().endsWith(agent.toLowerCase());
}
