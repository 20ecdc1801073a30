// Trainee mode: judge first, then see the rule. Pure.

/**
 * The three questions in the order of their keys, with their two answers.
 * @type {[Question, string[]][]}
 */
export const QUESTIONS = [
  ["platform_type", ["brand_generated", "consumer_generated"]],
  ["approach", ["reactive", "proactive"]],
  ["reply", ["wanted", "not_wanted"]],
];

/** @param {AppState} app @returns {boolean} whether the verdict has to stay covered */
export function isCovered({ settings, page, learn }) {
  if (!settings.trainee || !page?.verdict || page.post?.by_brand) return false;
  return !page.memory && !learn.reply;
}

/** The question that comes next, or null when all three are answered. */
export function nextQuestion({ learn }) {
  return QUESTIONS.find(([field]) => !learn[field]) ?? null;
}

/** What a trainee's three choices record: an event `practised`; right is whether the decision is. */
export function practised(learn, verdict) {
  const { platform_type, approach, reply } = learn;
  return { exercise: "live", platform_type, approach, reply, right: reply === verdict.reply };
}
