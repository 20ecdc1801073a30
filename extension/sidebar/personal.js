// Personal data in a text that is about to become public. Pure.

// every repetition is bounded, so that a long text can't make them slow
const LONGEST = 10_000; // characters of a draft that are looked at
const PATTERNS = [
  /(?<![\p{L}\d.+_-])[\p{L}\d.+_-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,5}/gu, // e-mail
  /(?<![\d\p{L}])(?:\+|00)\d{2}[\s-]?\(?0?\)?(?:[\s-]?\d){8,10}(?!\d)/gu, // telephone, international
  /(?<![\d\p{L}])0\d{1,3}[\s-]?(?:\d[\s-]?){6,8}(?!\d)/gu, // telephone, national
  /(?<![\p{L}\d])[1-9]\d{3}\s?[A-Z]{2}[\s,]{1,3}(?:nr\.?\s?)?\d{1,5}(?!\d)/gu, // Dutch postcode with house number
  /(?<!\p{L})\p{L}[\p{L}. ]{0,40}(?:straat|laan|weg|plein|kade|gracht|dijk)\s+\d{1,5}[a-z]?,?\s+[1-9]\d{3}\s?[A-Z]{2}(?!\p{L})/giu,
  /(?:order|bestel|klant|factuur|ticket|dossier|invoice|customer|case)(?:ing|nummer|number|nr){0,2}[\s:.#]{0,3}(?:nr|no|number|nummer)?[\s:.#]{0,3}(?:is\s)?[A-Z]{0,4}-?\d{4,12}/giu,
  /(?<![\p{L}\d-])[A-Z]{2,4}-\d{4,12}(?![\d-])/gu, // an order number like FR-20391
];
const IBAN = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:\s?[A-Z\d]){11,30}(?![\p{L}\d])/gu;

/**
 * @param {string} whole
 * @returns {string[]} the pieces of the text that are personal data, in order of their kind
 */
export function personalData(whole) {
  const text = whole.slice(0, LONGEST);
  const accounts = [...text.matchAll(IBAN)].map(([found]) => found).filter(isIban);
  const rest = PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([found]) => found.trim()),
  );
  return [
    ...accounts,
    ...rest.filter(
      (found) => !isDate(found) && !accounts.some((account) => account.includes(found)),
    ),
  ];
}

/** ISO 13616: the letters as numbers, the first four moved to the end, modulo 97 leaves 1. */
export function isIban(text) {
  const plain = text.replace(/\s/g, "");
  if (plain.length < 15 || plain.length > 34) return false;
  const digits = `${plain.slice(4)}${plain.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** 01-02-2026 looks like a telephone number and is none. */
const isDate = (text) => /^\d{1,2}[-/ ]\d{1,2}[-/ ]\d{2,4}$/.test(text);
