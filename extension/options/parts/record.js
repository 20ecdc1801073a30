// What has been recorded, what waits, what was refused and what to do about it.
import { h } from "../../sidebar/view.js";
import { icon } from "../../sidebar/icons.js";
import { outbox } from "../../sidebar/parts/footer.js";
import { download } from "../world.js";

const SHOWN = 20;
const ICONS = { yes: "check", ask: "clock", no: "warning", plain: "clock" };

/** @param {OptionsState} state */
export function record(state, acts) {
  const { t } = state.words;
  const { tone, text } = outbox(state);
  const any = state.waiting.length + state.refused.length > 0;
  return h(
    "section",
    { key: "record", class: "box", "aria-labelledby": "record-title" },
    h("h2", { id: "record-title" }, t("options.record")),
    h(
      "div",
      { class: `status ${tone}` },
      icon(ICONS[tone]),
      h(
        "div",
        {},
        h("p", {}, text),
        state.delivery?.reason && h("p", {}, state.delivery.reason),
        advice(state),
      ),
    ),
    list(
      state,
      "waiting",
      state.waiting.map(({ key, value }) => ({ key, event: value })),
    ),
    list(
      state,
      "refused",
      state.refused.map(({ key, value }) => ({ key, event: value.event, reason: value.reason })),
    ),
    h(
      "div",
      { class: "row" },
      h("button", { onclick: acts.tryNow }, t("options.try_now")),
      any && h("button", { onclick: () => exported(state) }, t("options.export")),
    ),
  );
}

function advice({ words, delivery }) {
  const key = `options.do_${delivery?.state}`;
  return words.has(key) && h("p", { class: "soft" }, words.t(key));
}

function list({ words, now }, name, events) {
  const { t, when } = words;
  if (events.length === 0) return null;
  return h(
    "div",
    {},
    h("h3", {}, t(`options.${name}`, { count: events.length })),
    name === "refused" && h("p", { class: "soft" }, t("options.refused_do")),
    h(
      "ul",
      { class: "list" },
      events
        .slice(0, SHOWN)
        .map(({ key, event, reason }) =>
          h(
            "li",
            { key },
            h(
              "span",
              { class: "grow" },
              h("b", {}, t(`event.${event?.type}`)),
              " ",
              h("span", { class: "soft small" }, event?.post_key ?? ""),
              reason && h("span", { class: "error" }, ` ${reason}`),
            ),
            event?.at && h("time", { class: "soft", datetime: event.at }, when(event.at, now)),
          ),
        ),
    ),
    events.length > SHOWN &&
      h("p", { class: "soft" }, t("options.and_more", { more: events.length - SHOWN })),
  );
}

function exported({ waiting, refused }) {
  const lines = [...waiting.map(({ value }) => value), ...refused.map(({ value }) => value.event)];
  download("webcare-events.jsonl", lines.map((event) => `${JSON.stringify(event)}\n`).join(""));
}
