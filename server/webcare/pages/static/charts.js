// Pictures over time, drawn from the numbers that stand beside them: each <figure data-chart> holds
// a table of weeks (<time datetime>) by series, and gets stacked columns above it. Without script
// the table is what one sees. Colours are the page's own, so light and dark follow the reader.

import uPlot from "./vendor/uplot/uPlot.esm.js";

const HEIGHT = 220;
const LANGUAGE = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const bars = uPlot.paths.bars?.({ size: [0.72, 44], radius: 0.12 });

/** @param {HTMLTableElement} table */
function numbers(table) {
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  const weeks = rows.map((row) => Date.parse(row.cells[0].querySelector("time").dateTime) / 1000);
  const series = names.map((_, n) => rows.map((row) => Number(row.cells[n + 1].dataset.value)));
  return { names, weeks, series };
}

/** Sums from the bottom up: what is drawn of a series ends on top of those before it. */
function stacked(series) {
  const totals = new Array(series[0]?.length ?? 0).fill(0);
  return series.map((values) => values.map((value, at) => (totals[at] += value)));
}

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A colour as the canvas takes it: light-dark() is resolved by the element that wears it. */
function colour(name) {
  const probe = document.createElement("i");
  probe.className = name;
  document.body.append(probe);
  const found = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return found;
}

function options(figure, { names, series }, width) {
  const [ink, line] = [colour("ink"), colour("line-colour")];
  const axis = { stroke: ink, font: `12px ${token("--font")}`, ticks: { show: false } };
  const day = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short" });
  return {
    width,
    height: HEIGHT,
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { range: (_, from, to) => [from - 4 * 86400, to + 4 * 86400] },
      y: { range: [0, null] },
    },
    legend: { isolate: true },
    axes: [
      {
        ...axis,
        grid: { show: false },
        values: (_, at) => at.map((s) => day.format(s * 1000)),
        space: 64,
      },
      {
        ...axis,
        grid: { stroke: line, width: 1 },
        size: 44,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 1e4, 1e5],
      },
    ],
    // The tallest first: each next one covers what it shares with it.
    series: [
      { label: figure.dataset.week, value: (_, s) => (s == null ? "–" : day.format(s * 1000)) },
      ...names
        .map((name, n) => ({
          label: name,
          fill: colour(`s${n % 5}`),
          width: 0,
          paths: bars,
          points: { show: false },
          value: (_, __, ___, at) => (at == null ? String(sum(series[n])) : String(series[n][at])),
        }))
        .reverse(),
    ],
  };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

function draw(figure) {
  const found = numbers(figure.querySelector("table"));
  const place = figure.querySelector(".chart");
  const make = () => {
    place.replaceChildren();
    const width = Math.max(240, place.clientWidth);
    const data = [found.weeks, ...stacked(found.series).reverse()];
    return new uPlot(options(figure, found, width), data, place);
  };
  let chart = make();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (chart = make()));
  new ResizeObserver(() => {
    const width = Math.max(240, place.clientWidth);
    if (Math.abs(width - chart.width) > 1) chart.setSize({ width, height: HEIGHT });
  }).observe(place);
}

for (const figure of document.querySelectorAll("figure[data-chart]")) draw(figure);
