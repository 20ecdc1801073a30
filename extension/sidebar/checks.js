// What may be said of a draft before it goes out. It is read, never written, and nothing is held for
// it. Phrases and sentences come from rules.json, `reply_checks`; what phrases can't tell is here. Pure.
import { personalData } from "./personal.js";
import { alike, within } from "./alike.js";
import { quotes, tokensOf } from "./marks.js";
import { address, isSigned, isSignedAs, ofBrand, wordsOf } from "./voice.js";

const THIN = 8; // words
const TURNS = 2; // public replies of ours before this one
const UNEDITED = 0.85; // of a draft that was copied

/**
 * @typedef {{id: string, good: boolean, because: {nl: string, en: string}, quote: string | null, values?: Record<string, any>, late?: boolean}} Remark
 * @typedef {{text: string, post: Post | null, verdict: Verdict | null, rules: any, lexicon: any, brand: any, agent: string, replies: {at: string, shingles: number[]}[], alike?: AppState["alike"], copied?: number[][]}} Draft
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
      return found ? [{ id: check.id, because: check[textOf(found)], ...found }] : [];
    })
    .filter(({ because }) => because);
  return said.sort((a, b) => Number(a.good) - Number(b.good));
}

/** Which of a check's texts says it. */
function textOf({ good, late = false }) {
  if (good) return "good";
  return late ? "late" : "because";
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
  if (check.wants === "present") {
    const late = Boolean(reason) && sentenceOf(text, reason) > (check.within ?? Infinity);
    return { good: Boolean(reason) && !late, late, quote: null };
  }
  return reason ? { good: false, quote: quotes(text, tokensOf(text), reason)[0] ?? null } : null;
}

/** In which sentence of the text a phrase stands first, from 1. */
function sentenceOf(text, { evidence }) {
  const before = tokensOf(text).slice(0, Math.min(...evidence.map(([from]) => from)));
  const ends = before.filter(
    (token, at) => isEnd(token) && !(before[at - 1] && isEnd(before[at - 1])),
  );
  return ends.length + 1;
}

const isEnd = ({ text }) => [".", "!", "?"].includes(text);

const mind = (/** @type {string | null} */ quote = null, values = {}) => ({
  good: false,
  quote,
  values,
});

/** Checks that phrases can't do, by id. @type {Record<string, (draft: Draft) => {good: boolean, quote: string | null, values?: any} | null>} */
const OWN = {
  personal_data: ({ text }) => (personalData(text)[0] ? mind(personalData(text)[0]) : null),
  signature: ({ text, brand, agent }) => ({
    good: isSigned(text, agent) || isSignedAs(text, brand.signature),
    quote: null,
  }),
  other_signature: ({ text, brand, agent }) =>
    brand.signature && isSigned(text, agent) && !isSignedAs(text, brand.signature)
      ? mind(null, { form: brand.signature.replace("{name}", agent) })
      : null,
  mixed_address: ({ text }) => (address(text) === "mixed" ? mind() : null),
  other_address: ({ text, brand }) =>
    brand.tone?.address &&
    ["je", "u"].includes(address(text) ?? "") &&
    address(text) !== brand.tone.address
      ? mind()
      : null,
  avoided_word({ text, brand }) {
    const found = ofBrand(text, brand.tone?.avoid);
    return found ? mind(found) : null;
  },
  own_word({ text, brand }) {
    const found = ofBrand(text, brand.tone?.use);
    return found ? { good: true, quote: found } : null;
  },
  too_thin: ({ text }) => (wordsOf(text).length < THIN ? mind() : null),
  third_turn: ({ post }) => ((post?.public_turns ?? 0) >= TURNS ? mind() : null),
  // this browser's own replies are known at once and offline, the team's from the server
  same_as_before({ text, replies, agent, alike: ofTeam }) {
    const own = alike(text, replies);
    const most = ofTeam && ofTeam.share >= (own?.share ?? 0) ? ofTeam : own && { ...own, agent };
    return most ? mind(null, { ...most, percent: Math.round(most.share * 100) }) : null;
  },
  still_copied: ({ text, copied = [] }) =>
    copied.some((shingles) => within(text, shingles) >= UNEDITED) ? mind() : null,
};
