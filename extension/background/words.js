// The few sentences that the worker itself has to say, in the agent's language.
import en from "../shared/messages/en.json" with { type: "json" };
import nl from "../shared/messages/nl.json" with { type: "json" };

const languages = /** @type {Record<string, Record<string, string>>} */ ({ en, nl });

/**
 * @param {string} key of shared/messages
 * @param {Record<string, string>} [values] for the {placeholders}
 */
export async function say(key, values = {}) {
  /** @type {{settings?: Settings}} */
  const { settings } = await chrome.storage.local.get("settings");
  const wished = settings?.language;
  const code = wished && languages[wished] ? wished : chrome.i18n.getUILanguage().slice(0, 2);
  const text = (languages[code] ?? en)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
