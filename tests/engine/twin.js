"use strict";
// The browser's engine for the tests: a JSON line with `rulebook`, `post` or `points` in, a line out.
const path = require("node:path");
for (const part of ["namespace", "text", "tree", "words", "phrases", "pieces", "facts", "compiling", "engine"]) {
  require(path.join(__dirname, "../../extension/common", `${part}.js`));
}
const { createHash } = require("node:crypto");
const { engine, text } = globalThis.webcare;
let compiled = null;

/** Digest of what every code point from..to becomes, alone, inside a word and after a stop. */
function digest({ from, to }) {
  const hash = createHash("sha256");
  for (let point = from; point < to; point += 1) {
    const char = String.fromCodePoint(point);
    for (const token of text.tokens(`a${char}b. ${char}`)) {
      const points = Array.from(token.text, (c) => c.codePointAt(0)).join(",");
      hash.update(`${points};${token.word};${token.starts}|`);
    }
  }
  return hash.digest("hex");
}

function answer(question) {
  if (question.rulebook) {
    compiled = engine.compile(question.rulebook);
    return true;
  }
  return question.points ? digest(question.points) : engine.decide(compiled, question.post);
}

require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n");
});
