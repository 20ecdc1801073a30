"use strict";
// The browser's part of speed.py: {rulebook, texts, long} on standard input, figures as JSON out.
const path = require("node:path");
for (const part of ["namespace", "text", "phrases", "words", "pieces", "facts", "compiling", "engine"]) {
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
const compiled = engine.compile(rulebook);
global.gc();
const held = (process.memoryUsage().heapUsed - before) / 1e6;
const decide = (text) => engine.decide(compiled, { text, platform: "x" });
for (let round = 0; round < 5; round += 1) texts.forEach(decide);
const best = texts.map(() => Infinity);
for (let round = 0; round < 5; round += 1)
  texts.forEach((text, at) => {
    const start = process.hrtime.bigint();
    decide(text);
    best[at] = Math.min(best[at], Number(process.hrtime.bigint() - start) / 1000);
  });
const times = best.sort((a, b) => a - b);
const [ten, hundred] = long.map((text) => Math.min(...Array.from({ length: 3 }, () => timed(() => decide(text)))));
process.stdout.write(JSON.stringify({
  median: times[times.length >> 1], p90: times[Math.floor(times.length * 0.9)],
  mean: times.reduce((sum, one) => sum + one, 0) / times.length,
  compile: Math.min(...compiles), first: compiles[0], ten, hundred, held,
}));
