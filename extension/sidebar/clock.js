// Business time in the browser, for the clock beside a post. The figures come from the server, which
// knows holidays and keeps what each day was open; here only the hours set now are known. Pure.

const MINUTE = 60_000;
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const LONGEST_DAYS = 62;

/** "09:00-12:30, 13:00-17:00" as [from, to) in minutes since midnight. */
function stretches(text) {
  return (text ?? "")
    .split(",")
    .map((part) =>
      part
        .trim()
        .split("-")
        .map((time) => {
          const [hour, minute] = time.split(":").map(Number);
          return hour * 60 + minute;
        }),
    )
    .filter(([from, to]) => from < to);
}

/** The local calendar day and minute of a moment in a time zone. */
function local(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  })
    .formatToParts(moment)
    .reduce((found, { type, value }) => ({ ...found, [type]: value }), /** @type {any} */ ({}));
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/**
 * Open minutes between two moments by a brand's hours, as the server's calendar.parse_hours reads them.
 * @param {any} hours `{zone, week: {mon: "09:00-17:00", …}, closed: [day], extra: {day: hours}}`
 * @param {Date} from @param {Date} to
 * @returns {number | null} null when no hours are set or the span is too long to be worth it
 */
export function businessMinutes(hours, from, to) {
  if (!hours?.week || !Object.values(hours.week).some(Boolean)) return null;
  const zone = hours.zone || "Europe/Amsterdam";
  const [first, last] = [local(from, zone), local(to, zone)];
  let total = 0;
  const day = new Date(`${first.day}T00:00:00Z`);
  for (
    let n = 0;
    day.toISOString().slice(0, 10) <= last.day;
    n += 1, day.setUTCDate(day.getUTCDate() + 1)
  ) {
    if (n > LONGEST_DAYS) return null;
    const name = day.toISOString().slice(0, 10);
    const start = name === first.day ? first.minute : 0;
    const end = name === last.day ? last.minute : 1440;
    for (const [opens, shuts] of openOn(hours, name, day))
      total += Math.max(0, Math.min(shuts, end) - Math.max(opens, start));
  }
  return total;
}

function openOn(hours, name, day) {
  if (hours.extra && name in hours.extra) return stretches(hours.extra[name]);
  if (hours.closed?.includes(name)) return [];
  return stretches(hours.week[WEEKDAYS[day.getUTCDay()]]);
}

/**
 * How long the writer has been waiting for a first reply, held against the brand's target.
 * @param {AppState} app
 * @returns {{minutes: number, target: number | null, colour: "green" | "orange" | "red" | "plain", business: boolean} | null}
 *   null when the post's time is unknown or a reply is not awaited; green below 80 % of the target,
 *   orange in the last 20 %, red past it
 */
export function waiting({ page, known, rulebook, now }) {
  const { post, verdict, memory } = page ?? {};
  if (!post?.posted_at || verdict?.reply !== "wanted" || post.by_brand) return null;
  if (
    post.answered_by_brand ||
    known?.case?.first_reply_at ||
    ["replied", "skipped", "answered", "closed"].includes(memory?.last ?? "")
  )
    return null;
  const from = new Date(post.posted_at);
  const open = businessMinutes(rulebook?.brand.hours, from, now);
  const targets = rulebook?.brand.targets?.first_response_minutes ?? {};
  const target = open === null ? null : (targets[post.platform] ?? targets.default ?? null);
  const minutes = open ?? Math.max(0, (now.getTime() - from.getTime()) / MINUTE);
  return { minutes, target, business: open !== null, colour: colourOf(minutes, target) };
}

function colourOf(minutes, target) {
  if (!target) return "plain";
  if (minutes > target) return "red";
  return minutes > target * 0.8 ? "orange" : "green";
}
