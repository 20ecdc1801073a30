// The worker: every listener is registered here at once, so that any of them can wake it.
import "../common/namespace.js";
import "../common/events.js";
import "../common/sent.js";
import { answer } from "./messages.js";
import { OUTBOX, drain } from "./outbox.js";
import { install, refresh } from "./rulebook.js";
import { reloadSettings } from "./settings.js";
import { pressed, registerAgain } from "./sites.js";

const EVERY_MINUTE = "every minute";
const DELIVER = "deliver";
const TOLD_WITHIN = 60_000; // ms; a reply that no later page showed to be refused counts as sent

chrome.runtime.onInstalled.addListener(() => Promise.all([install(), reloadSettings()]));
chrome.runtime.onStartup.addListener(() => refresh());
chrome.runtime.onMessage.addListener(answer);
chrome.action.onClicked.addListener(pressed);

chrome.alarms.onAlarm.addListener(({ name }) => (name === DELIVER ? deliver() : refresh()));
chrome.storage.local.onChanged.addListener((changes) => {
  const isNew = (/** @type {string} */ key) =>
    key.startsWith(OUTBOX) && changes[key].newValue !== undefined;
  if (Object.keys(changes).some(isNew)) drain();
});

/** Every start of the worker sees to it that the clock runs and that nothing waits needlessly. */
async function start() {
  await clock(DELIVER, 0.5);
  await clock(EVERY_MINUTE, 1);
  await Promise.all([deliver(), registerAgain()]);
}

async function deliver() {
  const isOld = (/** @type {{at: number}} */ { at }) => Date.now() - at > TOLD_WITHIN;
  await globalThis.webcare.sent.settle((sent) => (isOld(sent) ? "taken" : "unknown"));
  return drain();
}

async function clock(/** @type {string} */ name, /** @type {number} */ periodInMinutes) {
  if (!(await chrome.alarms.get(name))) await chrome.alarms.create(name, { periodInMinutes });
}

start();
