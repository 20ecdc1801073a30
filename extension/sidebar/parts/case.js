// The clock, who has the case in hand, what was promised and what was already answered.
import { h } from "../view.js";
import { icon } from "../icons.js";
import { waiting } from "../clock.js";

const COLOURS = { green: "yes", orange: "ask", red: "no", plain: "plain" };

/** @param {AppState} app @param {Acts} act */
export function caseFile(app, act) {
  const file = app.known?.case;
  const parts = [...promises(app), ...answers(app, act)];
  if (parts.length === 0) return null;
  const { t } = app.words;
  return h(
    "section",
    { key: "case", "aria-labelledby": "case-title" },
    h(
      "div",
      { class: "now-head" },
      h("h2", { id: "case-title" }, t("case.title")),
      file && pageLink(app),
    ),
    h("ul", { class: "case" }, parts),
  );
}

function line(name, colour, ...children) {
  return h("li", { class: colour }, icon(name, 16), h("div", {}, ...children));
}

/** How long the writer has been waiting. @param {AppState} app */
export function clock(app) {
  const { t, lasting } = app.words;
  const wait = waiting(app);
  if (!wait) return null;
  const values = { passed: lasting(wait.minutes), target: lasting(wait.target ?? 0) };
  return line(
    "clock",
    COLOURS[wait.colour],
    h("b", {}, t(wait.target ? `clock.${wait.colour}` : "clock.plain", values)),
    h("span", { class: "soft" }, t(wait.business ? "clock.business" : "clock.wall")),
  );
}

/** A colleague who has the case in hand; one may take it over, which leaves a trace. */
export function colleague(app, act) {
  const { t, when } = app.words;
  const held = app.known?.case?.holder;
  if (!held) return null;
  const mine = held.agent === app.device?.agent;
  return line(
    "person",
    mine ? "plain" : "ask",
    h("b", {}, t(mine ? "case.mine" : "case.held", { agent: held.agent })),
    held.until &&
      h("span", { class: "soft" }, t("case.until", { when: when(held.until, app.now) })),
    h(
      "button",
      {
        class: "plain",
        onclick: () =>
          mine ? act.record("released", {}) : act.record("claimed", { from: held.agent }),
      },
      t(mine ? "case.release" : "case.take_over"),
    ),
  );
}

function promises(app) {
  const { t, when, ago } = app.words;
  return (app.known?.case?.promises ?? [])
    .filter(({ kept_at: kept }) => !kept)
    .map((promise) =>
      line(
        promise.kind === "handover" ? "up" : "clock",
        COLOURS[promise.colour] ?? "plain",
        h(
          "b",
          {},
          t(`case.${promise.kind}_${promise.colour === "red" ? "late" : "open"}`, {
            whom: promise.to_whom ?? "",
            due: promise.due_at ? when(promise.due_at, app.now) : "",
            ago: promise.due_at ? ago(promise.due_at, app.now) : "",
          }),
        ),
        promise.text && h("span", { class: "soft" }, promise.text),
        h("span", { class: "soft" }, promise.agent),
      ),
    );
}

function answers(app, act) {
  const { t, when } = app.words;
  return (app.known?.case?.replies ?? []).slice(-2).map((reply) =>
    line(
      "check",
      "plain",
      h(
        "b",
        {},
        t(`case.answered_${reply.channel}`, {
          agent: reply.agent,
          when: when(reply.at, app.now),
        }),
      ),
      reply.text && h("span", { class: "soft clamp" }, reply.text),
      reply.text &&
        h("button", { class: "plain", onclick: () => act.copy(reply.text) }, t("case.copy")),
    ),
  );
}

function pageLink({ words, known, device }) {
  return device && known.page && h("a", fileLink(device, known.page), words.t("case.open"));
}

/** What makes a link to a page of the dashboard. @param {Device} device @param {string} page its path */
export function fileLink({ server }, page) {
  return { href: new URL(page, server).href, target: "_blank", rel: "noreferrer" };
}
