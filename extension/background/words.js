// The few sentences that the worker itself has to say, in the agent's language.
import { packaged } from "./server.js";

const LANGUAGES = ["en", "nl"];

/**
 * @param {string} key of shared/messages
 * @param {Record<string, string>} [values] for the {placeholders}
 */
export async function say(key, values = {}) {
  /** @type {{settings?: Settings}} */
  const { settings } = await chrome.storage.local.get("settings");
  const wished = settings?.language;
  const own = chrome.i18n.getUILanguage().slice(0, 2);
  const language = [wished, own].find((code) => code && LANGUAGES.includes(code)) ?? "en";
  const text = (await packaged(`shared/messages/${language}.json`))[key];
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
