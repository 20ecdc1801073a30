"use strict";
// Cuts a text into tokens: the same on every code point as server/webcare/engine/text.py.
// Words are runs of letters and digits, folded (NFKD, no combining marks, lower case); every other
// visible code point is a mark of its own. No regular expressions and no \p{…}: browsers and
// Python know different Unicode versions. RUNS and FOLDS are made by tools/build_text.py.
(() => {
  const RUNS = "xIfVaW7VqW6VqW4VyI9V1W2V1I7V1W4V1W5VnW1VvW1VcqW4VcWeV5W7V1W1V1WhV34C5W1V2W2I4W1V1W4I2V1W1V3W1I1W1IkW1I2bW1V3vW1V7C4mW1I12W2I1W6V15W2V2I3V1I19C1V1C1V2C1V2C1V1C8IrW4I4W2VhIaVbC1V1I3V17WlCaW4V2W1C2rW1V1W7C1I1V6C2W2C1V4CfW2V1WeV2I1W1CuWrC2I2hWbC1WeI17W9C2W4V1W2I1C2VmW4C1W9C1W3C1W5C2IfV1IpW3C2I1V1IbW5IoW1V7W7I9C16WoC1IxC1iW3C1WiC1W7CaW2C2VaW1VgW3C1I8W2I2W2ImW1I7W1I1W3I4W2I1C1W7C2I2C2I3C1W8I1C4I2W1I3W2C2IcWaV1W1V1C2I3C1I6W4I2W2ImW1I7W1I2W1I2W1I2W2I1C1I5C4I2C2I3C3I1C7I4W1I1W7IaW2C3W1C1VaI3C1I9W1I3W1ImW1I7W1I2W1I5W2I1C1W8C1I3C1I3C2I1WfI2W2C2IaW2V7I1W6C1I3C1I8W2I2W2ImW1I7W1I2W1I5W2I1C1W7C2I2C2I3C7I3C4I2W1I3W2C2IaW1V1W6VaI1C1W1I6W3I3W1I4W3I2W1I1W1I2W3I2W3I3W3IcW4I5C3I3C1I4C2I1W6I1CeIaWbV5I5C8W1I3W1InW1IgW2I1C1W7C1I3C1I4C7I2C1I3W1I2W2I2W2C2IaW7I9V1W3C1V8W1I3W1InW1IaW1I5W2I1C1W7C1I3C1I4C7I2C5I3W1I2W2C2IaW1I2W1CcI4C9W1I3W1I15W2C1W7C1I3C1I4C1W1V4I3W1C7V3W2C2IaWaV6W1I3C1IiW3IoW1I9W1I1W2I7W3I1C4I6C1I1C1I8C6IaW2I2C1VcI1cW1C2W7C4I1V7W8C1VaW2V11I2W1I1W1I5W1IoW1I1W1IaW1C2W9C1W2I5W1I1W1I7C1IaW2I4WwI1WnV2C6VaWbV1C1V1C1V1C4V2C8W1I10W4IkC1V2C5WbC1I10C1I8V1C6V1IdV11I17WkCbW6V6W4C4W3C1W3C2W7C3W4CdWcC1W1CaW4C2V12W1I1W5I1W2I17W1V99W1I4W2I7W1I1W1I4W2I15W1I4W2IxW1I4W2I7W1I1W1I4W2IfW1I1lW1I4W2I1vW2I3CtV3IgWaV6I2eW2I6W2I1Vh8W2VhW1IqW2V3I23W6V8W7IiW4C9IjW3C2V9IiW2CcIdW1I3W1I2CcI1gWwC3V1W4V1W1C2IaW6IaV6IbV3C1I1CaW6I2hW7I5W2CyW1C1W5I1yWaIvW1IcC4IcC4I1V3I2V14W2I5WbI18W4IqW6IaW1V3IyVnW5C2I2V1hWaC1ItC2I1CaW6IaW6I7V1W6V2I1aC2IcCkI5C1bWhC8W1I2VaWhV9CcV3CuWdC1kWeC8I4V10WkC3I5VaW3I1dW2VbW5I17W2I3W8V8I3C1VlC4W1C6W1C2W3C1W5I5cW1sC7qW2I6W2I12W2I6W2I8W1I1W1I1W1I1W1IvW2I1hW1I7W1V1W3V3W1I7W3V4W2I6W1I3VdW3V2I3W1I7W2VhIoV8I1bVhI1V1W2IbV1WfV1IdW3IyVeIxCfI2V1W4V1W2VaW1V1W3V5W6V1W1V1W1V1W1V4W1VbW2V4W5V5W4V1W1gV2W7V4IiiVmIbVlI1ecV2I3uV6dW6V4W3C2W5I7V12W1I1W5I1W2I1kW7I1W1VeI1CnW9I7W1I7W1I7W1I7W1I7W1I7W1I7W1I7W1IwC1bV1W1aVyIqV1I2hVcI5yVqIgV1I4V2WzV6C1V5W5V2W3V1I2eW2I2C2V3W1V2iW1V4W5I17W1I2mW1IgVwW12V9I1VgWvV1IdcV534W1sVh3hW3I1jV9I1aW2V7hW3VsWkI1bW4C1VaC1VvW2C1yWaV2C6V8InV9W2V2vW2V2aWkIhW1C3W1C4W1CnW5C4V1C3IaV6I1gW4V8I2C1eWiC8I2VaW6IiC6W3V1W1V2W1C12W8C2VnWdCbI1VtW3I4C1bWeCdV1IbW4I2V5W1CpW1I15WeC9I3W1C8W2C2IaW2I4VnW3V1W3C1eW1C1W3C2W2C5W2C1W1C1WoI3W2VbW5C2V3W2CaI6W2I6W2I6W9I7W1I7W1I17W1VeW2V4I37W8C1V2C2IaW6I8mcWcInW4I1dW6isIa6W2I2yW12I7WcI5W5I1W1CaW1VdW1I5W1I1W1I2W1I2W1I30WxVa3WiV1sW2V1iW8VwIcW4VgCaV6IgCzV1IjV1I4V4I5W1I3rW4IfVaW7VqW6VqWbV2hW3I6W2I6W2I6W2I3W3I7V1I7VdI2V2IcW1IqW1IjW1I2W1IfW2IeWyI3fW5I3V4I19V3I2gV1IdV3I1V1bI19V1C3mItW3I1dWfI1CrV4IwW4V9IkW1V8W1V5I12W5C5IuW1I1V10W4I8W6V16I4eW2IaW6I10W4I10W4I14W8I1gWbI1VbW1IfW1I7W1I2W1IbW1IfW1I7W1I2W3I1gWcI8nW9ImWaI8WoI6W1I16W1I9W1xI6W2I1W1I18W1I2W3I1W2InW1I9VnW9VvW8I9V1cIjW1I2W5I5VmW6V3I1VqW5I1VqW12I1kW4I2V2WgV2I1aV1W3C1I2C5I4C4W1I3W1ItW2I3C4I1C9V7I9V7ItW3VtW3VwI8W1VsW2C4IcV9I1iW3I7VmW2I8VjW5I8ViW7I4VcI7V28I21W1jI1fWdI1fW7I6V10W4C8IaW6I12W3I5C1VnW8I2V5sIvV1I16W1I2C1V2I2WgI6W8I9VxI6CtWaV1W8ImWbC9VmIiW4C4V12IlW7VkInW9I3C1hWfC7V4IkVaW1C2W2C1W9I4C19WbC2V1I4V1CdIpW7IaW6I3C10WeC1IaW4V1W2C1W8IzW1C2V1W9I3C1cWeC4W4V4C1V2CbW1V1W3V1IkVbIiW1IpWcC6V1C2W1C1qI7W1I1W1I4W1IfW1IaW1V6I1bWcC5IaW6I4C1I8W2I2W2ImW1I7W1I2W1I5W1I2C1W7C2I2C2I3C2I1W6I1C5I5W2C2I7C3I5CbIaW1I1W2I1W1I12W1I1W9C1I1C2I1C1I4C1I5C1W1C1W2V1I2V8I2CtI1hWiC4W5VaW2V1I1V1C3WuI1cWkC2W1V1W8IaW4mI1bW7C2I9CnV4W2CyI1cWhC3V1WbIaW6IdVjI17WdC1W1V6IaW6IkWsIrW2IfC4IaW6V7W55I18WfC1V2sI22W9VcI8W2I1W2I8W1I2W1IoW6C1I2C2I4C1W1C1W2C3V9IaW1yI8W2I13W7C2I7C1W1V1W1CrI1WaC14W7C1W4C8V1C8I1WbC1aWgC3V1W5VdI21W7IaV2eI8C2gIxW1VeIaW6I9W1I11W8C1I8C1W5VaIaWjV3I2VuW2ImC1IeC21I7W1I2W1I12W6C3I1C1I2C1I7C1W1C8IaW6I6W1I2W1IwW5C1I2C1I5C1W7IaW6I18W4IaW6uIjW4C2V7I2C1W1CdW1IyW7C3I5CdVaW1C2dI1WfI1eVdI1VpmW2uI33V1I5VbI5gW218I2pW2VdItsWgI1C6WfCaI32zW5Ig7W5a1IuWiCaW1c6IftW7IvW1IaW4I2V27W1IaW6IuW2I5C1VaI1cW7C9V4W2VaIaW1I7V1IlW5IjWc0I19W3VaW5iI1sWrV5IpW2IpW18I23W4I1C1W1jC7I4CdW1sI2W1V1W1CbI2C2W3V9I5p2W15IwW2pI37W6ppI4W1I7W1I2W1I83WfI1WtI3W2I1WeI4W8Ib0W1s4I2zW5IdW3I9W7IaW2I1V2C1V31cI6oVaW3V3Ic4V6InVfIhVfI1aC2InC9I38V1oI6uVaI13V2I1oV5C3V6C8I8C2V7CuV4C1pVlI1uV3C1V3eIkVcIkVcI2fV9IpV3rI2dW1I1zW1I2W2I1W2I2W2I4W1IcW1I1W1I7W1I1tW1I4W2I8W1I7W1IsW1I4W1I5W1I1W3I7W1I9gW2IpW1VpW1VvW1VpW1VvW1VpW1VvW1VpW1VvW1VpW1V8W2I1eWe8V1jC4V1eC8V1CeV1C7VfI5C1IfCuoIvW6I6W5xI7C1IhC2I7C1I2C1I5C5I1qWxI1C34I19W3I7C7W2IaW4I1W1V8wIuW1ChI18W4CaW5I1VcwIsW4CaW5yIuW2CbW4I1V5cIvW1I3W1C2W1C7W2C5W1C8I2W68I7W1I4W1I2W1IfW1I5hW2I9V7C15I1wW7C1W4IaW4I2VltI1wV24I1pV5eI4W1IrW1I2W1I1W2I1W1IaW1I4W1I1W1I1W6I1W4I1W1I1W1I1W1I3W1I2W1I1W2I1W1I1W1I1W1I1W1I1W1I2W1I1W2I4W1I7W1I4W1I4W1I1W1IaW1IhW5I3W1I5W1IhW1gI2V7iI18V4I2sVcIfV2IfV1IfV1I11VaI4uV1kItVdI18V4I9V7I2VeI6V4aIrdV3IhV3IdV3I62V6IcV4I1VfIcV4I1kV8IaV6I14V8IuV2IcV4I2VeI9V13I9kV8IeV2IdV3IbV3I1lV1I1V4IgV2IcV4IaV7I43V1I2kVaW1VslIwyoWwI3dqW2I4geW2I5rlWfIhaW1wiIf2W15uI3t7W5I6juWf62uI6oC47bkI";
  const FOLDS = {"7305": "\u1c8a", "42955": "\u0264", "42956": "\ua7cd", "42958": "\ua7cf", "42962": "\ua7d3", "42964": "\ua7d5", "42970": "\ua7db", "42972": "\u019b", "42993": "s", "67017": "\ud801\uddd2\u0307", "67044": "\ud801\uddda\u0307", "68944": "\ud803\udd70", "68945": "\ud803\udd71", "68946": "\ud803\udd72", "68947": "\ud803\udd73", "68948": "\ud803\udd74", "68949": "\ud803\udd75", "68950": "\ud803\udd76", "68951": "\ud803\udd77", "68952": "\ud803\udd78", "68953": "\ud803\udd79", "68954": "\ud803\udd7a", "68955": "\ud803\udd7b", "68956": "\ud803\udd7c", "68957": "\ud803\udd7d", "68958": "\ud803\udd7e", "68959": "\ud803\udd7f", "68960": "\ud803\udd80", "68961": "\ud803\udd81", "68962": "\ud803\udd82", "68963": "\ud803\udd83", "68964": "\ud803\udd84", "68965": "\ud803\udd85", "70531": "\ud804\udf82\ud804\udfc9", "70533": "\ud804\udf84\ud804\udfbb", "70542": "\ud804\udf8b\ud804\udfc2", "70545": "\ud804\udf90\ud804\udfc9", "93544": "\ud81b\udd67\ud81b\udd67", "93545": "\ud81b\udd63\ud81b\udd67", "93546": "\ud81b\udd63\ud81b\udd67\ud81b\udd67", "93856": "\ud81b\udebb", "93857": "\ud81b\udebc", "93858": "\ud81b\udebd", "93859": "\ud81b\udebe", "93860": "\ud81b\udebf", "93861": "\ud81b\udec0", "93862": "\ud81b\udec1", "93863": "\ud81b\udec2", "93864": "\ud81b\udec3", "93865": "\ud81b\udec4", "93866": "\ud81b\udec5", "93867": "\ud81b\udec6", "93868": "\ud81b\udec7", "93869": "\ud81b\udec8", "93870": "\ud81b\udec9", "93871": "\ud81b\udeca", "93872": "\ud81b\udecb", "93873": "\ud81b\udecc", "93874": "\ud81b\udecd", "93875": "\ud81b\udece", "93876": "\ud81b\udecf", "93877": "\ud81b\uded0", "93878": "\ud81b\uded1", "93879": "\ud81b\uded2", "93880": "\ud81b\uded3", "118000": "0", "118001": "1", "118002": "2", "118003": "3", "118004": "4", "118005": "5", "118006": "6", "118007": "7", "118008": "8", "118009": "9", "122928": "\u0430", "122929": "\u0431", "122930": "\u0432", "122931": "\u0433", "122932": "\u0434", "122933": "\u0435", "122934": "\u0436", "122935": "\u0437", "122936": "\u0438", "122937": "\u043a", "122938": "\u043b", "122939": "\u043c", "122940": "\u043e", "122941": "\u043f", "122942": "\u0440", "122943": "\u0441", "122944": "\u0442", "122945": "\u0443", "122946": "\u0444", "122947": "\u0445", "122948": "\u0446", "122949": "\u0447", "122950": "\u0448", "122951": "\u044b", "122952": "\u044d", "122953": "\u044e", "122954": "\ua689", "122955": "\u04d9", "122956": "\u0456", "122957": "\u0458", "122958": "\u04e9", "122959": "\u04af", "122960": "\u04cf", "122961": "\u0430", "122962": "\u0431", "122963": "\u0432", "122964": "\u0433", "122965": "\u0434", "122966": "\u0435", "122967": "\u0436", "122968": "\u0437", "122969": "\u0438", "122970": "\u043a", "122971": "\u043b", "122972": "\u043e", "122973": "\u043f", "122974": "\u0441", "122975": "\u0443", "122976": "\u0444", "122977": "\u0445", "122978": "\u0446", "122979": "\u0447", "122980": "\u0448", "122981": "\u044a", "122982": "\u044b", "122983": "\u0491", "122984": "\u0456", "122985": "\u0455", "122986": "\u045f", "122987": "\u04ab", "122988": "\ua651", "122989": "\u04b1"};

  const CACHED = 4096; // folds remembered; a hostile text cannot make this grow
  const STOPS = ".!?\u2026";
  const starts = [], kinds = [];
  const folded = new Map();

  function readRuns() {
    let point = 0, length = 0;
    for (const char of RUNS) {
      const digit = parseInt(char, 36);
      if (char >= "A" && char <= "Z") {
        starts.push(point);
        kinds.push(char);
        point += length;
        length = 0;
      } else length = length * 36 + digit;
    }
  }

  /** "W" letter or digit, "C" combining mark, "V" visible mark, "I" invisible. @param {number} point */
  function kindOf(point) {
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= point) low = middle; else high = middle - 1;
    }
    return kinds[low];
  }

  function foldOf(point) {
    const char = String.fromCodePoint(point);
    let out = "";
    for (const part of FOLDS[point] ?? char.normalize("NFKD")) {
      for (const low of part.toLowerCase()) if (kindOf(/** @type {number} */ (low.codePointAt(0))) === "W") out += low;
    }
    return out;
  }

  /** What a code point gives: a word piece, "" for a combining mark, true for a mark, null for nothing. */
  function pieceOf(point) {
    let piece = folded.get(point);
    if (piece === undefined) {
      const kind = kindOf(point);
      piece = kind === "W" ? foldOf(point) : kind === "C" ? "" : kind === "V" ? true : null;
      if (folded.size >= CACHED) folded.clear();
      folded.set(point, piece);
    }
    return piece;
  }

  /** The end of the plain letters and digits that begin here: most text is that, so it goes fast. */
  function plainEnd(text, at) {
    let end = at;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (!((code > 96 && code < 123) || (code > 64 && code < 91) || (code > 47 && code < 58))) break;
    }
    return end;
  }

  /** Does a word begin here right after one dot (fietsrijk.nl), which then ends no sentence? */
  function isInside(out, at) {
    const last = out.at(-1);
    return last?.text === "." && last.to === at && out.at(-2)?.text !== ".";
  }

  /**
   * @param {string} text
   * @returns {Token[]} words and marks in order; from/to are indices into `text`; `starts` says
   *   that a sentence begins here (at the start, after a line break, after . ! ? …)
   */
  function tokens(text) {
    /** @type {Token[]} */
    const out = [];
    let inWord = false, opens = true;
    for (let at = 0, next = 0; at < text.length; at = next) {
      next = plainEnd(text, at);
      const point = /** @type {number} */ (text.codePointAt(at));
      const piece = next > at ? text.slice(at, next).toLowerCase() : pieceOf(point);
      if (next === at) next += point > 0xffff ? 2 : 1;
      const last = out[out.length - 1];
      if (typeof piece === "string") {
        if (inWord) { last.text += piece; last.to = next; }
        else if (piece) {
          out.push({ text: piece, from: at, to: next, word: true, starts: opens && !isInside(out, at) });
          opens = false;
          inWord = true;
        }
      } else {
        inWord = false;
        if (piece) {
          const mark = String.fromCodePoint(point);
          out.push({ text: mark, from: at, to: next, word: false, starts: false });
          if (STOPS.includes(mark)) opens = true;
        } else if (point === 10 || point === 13) opens = true;
      }
    }
    return out;
  }

  /** The words of a text, folded, with one space between. @param {string} text */
  function fold(text) {
    return tokens(text).filter((token) => token.word).map((token) => token.text).join(" ");
  }

  readRuns();
  webcare.text = { tokens, fold };
})();
