// Keys act only while the focus is in the sidebar, so they can't clash with a platform's own.
import { actsFor, isChord, keyOf } from "./steps.js";
import { isCovered, nextQuestion } from "./learn.js";
import { CORRECTABLE } from "./parts/verdict.js";
import { emptiness } from "./parts/empty.js";
import { FORMS, choicesOf } from "./forms.js";

/** @param {KeyboardEvent} event @param {AppState} app @param {Acts} act */
export function onKey(event, app, act) {
  if (!event.isTrusted || event.isComposing) return;
  const done = pressed(event, app, act);
  if (done) event.preventDefault();
}

function pressed(event, app, act) {
  if (isChord(event, app, "enter")) return act.dock(false) ?? true;
  if (event.key === "Escape") return escape(app, act);
  if (isChord(event, app, "commands")) return act.openPalette() ?? true;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && app.form && !app.page?.hold)
    return act.submit() ?? true;
  if (app.palette || event.ctrlKey || event.metaKey || event.altKey || typing(event.target))
    return false;
  const key = event.key.toLowerCase();
  if (app.page?.hold) return heldKey(key, app, act);
  if (app.form) return formKey(event, app, act);
  if (emptiness(app)) return false;
  if (isCovered(app)) return learnKey(key, app, act);
  return verdictKey(event, app, act);
}

function escape(app, act) {
  if (app.palette) act.update({ palette: null });
  else if (app.form && !app.page?.hold) act.cancelForm();
  else if (app.correcting) act.update({ correcting: null });
  else if (app.page?.hold && app.page.hold.reason !== "checking") act.dontSend();
  else act.dock(false);
  return true;
}

function typing(target) {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== "radio")
  );
}

function heldKey(key, app, act) {
  if (app.page.hold.reason !== "bad_cell" || key !== keyOf(app, "skip")) return false;
  act.dontSend("skip");
  return true;
}

/** A digit picks from the first list of choices; Enter on a choice records. */
function formKey(event, app, act) {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement)
    return act.submit() ?? true;
  const field = FORMS[app.form.kind]?.fields.find(({ type }) => type === "choice");
  if (!field) return false;
  const choice = [...choicesOf(field, app), ...(field.free ? ["free"] : [])][Number(event.key) - 1];
  if (choice) act.set(field.name, choice);
  return Boolean(choice);
}

function learnKey(key, app, act) {
  const [field, answers] = nextQuestion(app) ?? [];
  const answer = answers?.[Number(key) - 1];
  if (answer) act.judge(field, answer);
  return Boolean(answer);
}

/** To the next value, with Shift to the one before; some keyboards have the digits under Shift. */
function stepOf({ key, code, shiftKey }, own) {
  if (key === own || (!shiftKey && key.toLowerCase() === own)) return 1;
  return shiftKey && (key.toLowerCase() === own || code === `Digit${own}`) ? -1 : 0;
}

function verdictKey(event, app, act) {
  for (const [field] of CORRECTABLE) {
    const by = stepOf(event, keyOf(app, field));
    if (by) return act.step(field, by) ?? true;
  }
  const kind = actsFor(app).find((name) => keyOf(app, name) === event.key.toLowerCase());
  if (kind) act.open(kind);
  return Boolean(kind);
}
