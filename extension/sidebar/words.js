// The texts of the interface, dates and durations in the user's language.
import nl from "../shared/messages/nl.json" with { type: "json" };
import en from "../shared/messages/en.json" with { type: "json" };

const MESSAGES = { nl, en };
const MINUTE = 60_000;
/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 1440 * MINUTE],
  ["hour", 60 * MINUTE],
  ["minute", MINUTE],
];

/** @param {"nl" | "en" | "auto" | undefined} wish @returns {"nl" | "en"} */
export function languageOf(wish, browser = navigator.language) {
  if (wish === "nl" || wish === "en") return wish;
  return browser.toLowerCase().startsWith("nl") ? "nl" : "en";
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? String(values[name]) : whole,
  );
}

/**
 * The words of one language.
 * @param {"nl" | "en"} lang
 * @returns {Words} `t(key, values)` with plural forms `key.one` and `key.other` where `values.count`
 *   is given; `of({nl, en})` picks from a text that the rulebook carries in both
 */
export function wordsFor(lang) {
  const messages = MESSAGES[lang];
  const plural = new Intl.PluralRules(lang);
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto", style: "long" });
  const clock = new Intl.DateTimeFormat(lang, {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric" });

  const near = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });

  const t = (key, values = {}) => {
    const form = "count" in values ? `${key}.${plural.select(Number(values.count))}` : key;
    return fill(messages[form] ?? messages[key] ?? key, values);
  };
  const span = (ms) => {
    const [unit, size] = UNITS.find(([, ms_of]) => Math.abs(ms) >= ms_of) ?? UNITS[2];
    return relative.format(Math.trunc(ms / size), unit);
  };
  return {
    lang,
    t,
    has: (key) => key in messages || `${key}.other` in messages,
    of: (text) => (typeof text === "string" ? text : (text?.[lang] ?? text?.en ?? "")),
    time: (iso) => clock.format(new Date(iso)),
    day: (iso) => near.format(new Date(iso)).replace(/,| om/g, ""),
    date: (iso) => day.format(new Date(iso)),
    when: (iso, now) =>
      sameDay(new Date(iso), now)
        ? clock.format(new Date(iso))
        : `${day.format(new Date(iso))} ${clock.format(new Date(iso))}`,
    ago: (iso, now) => {
      const passed = Date.parse(iso) - now.getTime();
      return Math.abs(passed) < MINUTE
        ? t("time.now")
        : Math.abs(passed) > 30 * 1440 * MINUTE
          ? day.format(new Date(iso))
          : span(passed);
    },
    lasting: (minutes) => lasting(t, minutes),
  };
}

function sameDay(a, b) {
  return a.toDateString() === b.toDateString();
}

function lasting(t, minutes) {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return t("time.minutes", { minutes: whole });
  return t("time.hours", {
    hours: Math.floor(whole / 60),
    minutes: String(whole % 60).padStart(2, "0"),
  });
}
