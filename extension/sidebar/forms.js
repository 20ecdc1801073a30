// The acts of an agent as forms: which fields, which choices, which event. Data and pure functions.

const HOUR = 3_600_000;

/** A moment in local time: today or a later day at `hour`. */
function at(now, days, hour) {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(hour, 0, 0, 0);
  return day;
}

/** Due times by the clock, for when the server can't tell when the brand is open. */
const BY_CLOCK = {
  hours_4: (now) => new Date(now.getTime() + 4 * HOUR),
  today: (now) => at(now, 0, 17),
  tomorrow: (now) => at(now, 1, 12),
  hours_24: (now) => new Date(now.getTime() + 24 * HOUR),
  days_3: (now) => at(now, 3, 17),
};

/** A promise within a day is one by the clock, whenever the brand is open. */
const ALWAYS_BY_CLOCK = "hours_24";

/**
 * Until when a choice of due time is.
 * @param {string} choice
 * @param {Pick<AppState, "due" | "now">} app `due`: in the brand's open hours, from the server
 * @returns {Date | null} null when there is no such moment
 */
export function dueAt(choice, { due, now }) {
  if (!due || choice === ALWAYS_BY_CLOCK) return BY_CLOCK[choice](now);
  return due[choice] ? new Date(due[choice]) : null;
}

/** Whether a choice counts open hours: then it is named otherwise. */
export const isByHours = (choice, { due }) => Boolean(due) && choice !== ALWAYS_BY_CLOCK;

/** Whether a form asks for a due time. @param {string} kind */
export const asksDue = (kind) => FORMS[kind].fields.some(({ name }) => name === "due");

const due = {
  name: "due",
  type: "choice",
  choices: ["hours_4", "today", "tomorrow", "hours_24", "days_3"],
  required: true,
  start: () => "hours_24",
};

/**
 * One form per act. A `choice` with `free` can also be answered in one's own words;
 * `start` gives what is chosen before the agent does anything.
 */
export const FORMS = {
  skip: {
    fields: [
      {
        name: "reason",
        type: "choice",
        choices: [
          "asks_nothing",
          "answered_by_others",
          "irony",
          "no_help_possible",
          "already_handled",
          "not_about_us",
        ],
        free: true,
        required: true,
        start: (app) => (app.page.post.answered_by_brand ? "already_handled" : "asks_nothing"),
      },
      { name: "learning", type: "long" },
      { name: "cause", type: "text" },
      { name: "concerns", type: "text", offers: "departments" },
    ],
    event: (values) => ["skipped", values],
  },
  reply: {
    fields: [
      {
        name: "way",
        type: "choice",
        choices: ["here", "private", "public"],
        required: true,
        start: () => "here",
      },
    ],
    event: ({ way }) => (way === "here" ? ["claimed", {}] : ["replied", { channel: way }]),
  },
  hand_over: {
    fields: [
      { name: "to", type: "text", required: true, offers: "departments" },
      { name: "question", type: "long", required: true },
      due,
    ],
    event: (values) => ["handed_over", values],
  },
  promise: {
    fields: [due, { name: "text", type: "long" }],
    event: (values) => ["promised", values],
  },
  note: {
    fields: [{ name: "text", type: "long", required: true }],
    event: (values) => ["noted", values],
  },
  informed: {
    fields: [{ name: "text", type: "long", required: true }],
    event: (values) => ["informed", values],
  },
  answered: {
    fields: [
      {
        name: "channel",
        type: "choice",
        choices: ["private", "public"],
        required: true,
        start: () => "private",
      },
      { name: "text", type: "long" },
    ],
    event: (values) => ["answered", values],
  },
  close: {
    fields: [
      { name: "cause", type: "text" },
      { name: "learning", type: "long" },
    ],
    event: (values) => ["closed", values],
  },
  manual: {
    fields: [
      { name: "text", type: "long", required: true },
      { name: "author", type: "text" },
      {
        name: "kind",
        type: "choice",
        choices: ["forum", "review_site", "group", "profile", "page", "blog", "news"],
        required: true,
      },
      { name: "owner", type: "text" },
      { name: "url", type: "text" },
    ],
    event: (values) => ["opened", values], // judged first; recorded with the first act
  },
  reopen: {
    fields: [{ name: "reason", type: "text", required: true }],
    event: (values) => ["reopened", values],
  },
};

/** @param {string} kind @param {AppState} app @returns {Form} */
export function started(kind, app) {
  const values = {};
  for (const field of FORMS[kind].fields) if (field.start) values[field.name] = field.start(app);
  return { kind, values, error: null };
}

/**
 * What a filled form records.
 * @param {Form} form
 * @param {Pick<AppState, "due" | "now">} app
 * @returns {{type: EventType, data: Record<string, any>} | {missing: string}} the name of the first
 *   required field that is empty instead, if there is one
 */
export function eventOf(form, app) {
  const { fields, event } = FORMS[form.kind];
  const filled = {};
  for (const field of fields) {
    const value = (form.values[field.name] ?? "").trim();
    const own = (form.values[`${field.name}_free`] ?? "").trim();
    const chosen = value === "free" ? own : value;
    const final = field.name === "due" && chosen ? dueAt(chosen, app)?.toISOString() : chosen;
    if (!final && field.required) return { missing: field.name };
    if (final) filled[field.name] = final;
  }
  const [type, data] = event(filled);
  return { type, data };
}

/** The choices of a field that make sense now. @param {any} field @param {Pick<AppState, "due" | "now">} app */
export function choicesOf(field, app) {
  if (field.name !== "due") return field.choices;
  return field.choices.filter((choice) => (dueAt(choice, app)?.getTime() ?? 0) > app.now.getTime());
}
