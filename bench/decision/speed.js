"use strict";
// The browser's part of speed.py: {rulebook, texts, long} on standard input, figures as JSON out.
const path = require("node:path");
for (const part of ["namespace", "text", "tree", "words", "phrases", "pieces", "facts", "compiling", "engine"]) {
  require(path.join(__dirname, "../../extension/common", `${part}.js`));
}
const { engine } = globalThis.webcare;
const { rulebook, texts, long } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));

/** Milliseconds of processor time. */
function timed(work) {
  const before = process.cpuUsage();
  work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1000;
}

const compiles = Array.from({ length: 5 }, () => timed(() => engine.compile(rulebook)));
global.gc();
const before = process.memoryUsage().heapUsed;
let compiled = engine.compile(rulebook);
global.gc();
const held = (process.memoryUsage().heapUsed - before) / 1e6;
const decide = (text) => engine.decide(compiled, { text, platform: "x" });
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

/** Microseconds of each text. */
function times(texts) {
  return texts.map((text) => {
    const start = process.hrtime.bigint();
    decide(text);
    return Number(process.hrtime.bigint() - start) / 1000;
  });
}

const half = texts.length >> 1;
for (let round = 0; round < 5; round += 1) times(texts.slice(0, half)); // what is new is the posts
const first = median(times(texts.slice(half)));
for (let round = 0; round < 5; round += 1) times(texts);
let best = texts.map(() => Infinity);
for (let round = 0; round < 5; round += 1)
  best = times(texts).map((took, at) => Math.min(took, best[at]));
best.sort((a, b) => a - b);
const [ten, hundred] = long.map((text) => Math.min(...Array.from({ length: 10 }, () => timed(() => decide(text)))));
global.gc();
const full = process.memoryUsage().heapUsed;
compiled = null;
global.gc();
const used = (full - process.memoryUsage().heapUsed) / 1e6; // what forgetting it gives back
process.stdout.write(JSON.stringify({
  median: median(best), p90: best[Math.floor(best.length * 0.9)],
  mean: best.reduce((sum, one) => sum + one, 0) / best.length, first,
  compile: Math.min(...compiles), ten, hundred, held, used,
}));
