// Whether a key may be ours: not twice, and never one that a platform or the browser uses. Pure.
import { CHORDS, KEYS, chord } from "../sidebar/steps.js";
import shortcuts from "../shared/shortcuts.json" with { type: "json" };

/** @typedef {{key: string, values: Record<string, string>}} Problem a message key under `options.` */

/**
 * What keeps a key from being used for `name`; null when nothing does.
 * @param {string} name an act, a correction, `enter` or `commands`
 * @param {string} key one letter or digit
 * @param {OptionsState} state
 * @returns {Problem | null}
 */
export function conflict(name, key, state) {
  if (!/^[a-z0-9]$/.test(key)) return { key: "keys_letter", values: {} };
  return name in CHORDS ? ofChord(name, key, state) : twice(name, key, state);
}

/** @returns {Problem | null} */
function ofChord(name, key, { rulebook }) {
  const keys = chord({ settings: { language: "auto", keys: { [name]: key } } }, name);
  const { alt_shift: altShift, ctrl } = shortcuts.browsers;
  if ((name === "enter" ? altShift : ctrl).includes(key))
    return { key: "keys_browser", values: { keys } };
  const sites = name === "enter" ? using("access_keys", key, rulebook) : "";
  return sites ? { key: "keys_platform", values: { keys, sites } } : null;
}

/** @returns {Problem | null} */
function twice(name, key, { settings, words }) {
  const inUse = { ...KEYS, ...settings.keys };
  const other = Object.keys(KEYS).find((kind) => kind !== name && inUse[kind] === key);
  if (!other) return null;
  const act = words.t(words.has(`act.${other}`) ? `act.${other}` : `field.${other}`);
  return { key: "keys_twice", values: { key: key.toUpperCase(), act } };
}

/**
 * The platforms that use a key in their pages, by name; "" when none does.
 * @param {"keys" | "access_keys"} kind
 * @param {string} key
 * @param {Rulebook | null} rulebook
 */
export function using(kind, key, rulebook) {
  return Object.entries(shortcuts.platforms)
    .filter(([, used]) => used[kind]?.includes(key))
    .map(([id]) => rulebook?.platforms.find((platform) => platform.id === id)?.name ?? id)
    .join(", ");
}
