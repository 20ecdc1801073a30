// The rulebook that comes with the extension, so that it works before it is paired.
import { packaged } from "./server.js";

/** Files of shared/platforms; a folder cannot be listed from here. tests/repository holds it complete. */
export const PLATFORMS = [
  "discourse",
  "disqus",
  "facebook",
  "flarum",
  "fok",
  "google_play",
  "google_reviews",
  "insided",
  "instagram",
  "invision",
  "json_ld",
  "linkedin",
  "misago",
  "mybb",
  "nodebb",
  "phpbb",
  "reddit",
  "reddit_old",
  "schema_org",
  "smf",
  "spirit",
  "trustpilot",
  "trustpilot_business",
  "tweakers",
  "tweakers_news",
  "vbulletin4",
  "vbulletin5",
  "wordpress",
  "x",
  "xenforo",
  "youtube",
];

/** @returns {Promise<Rulebook>} */
export async function bundled() {
  const [rules, lexicon, ...platforms] = await Promise.all(
    ["rules", "lexicon", ...PLATFORMS.map((id) => `platforms/${id}`)].map((name) =>
      packaged(`shared/${name}.json`),
    ),
  );
  return { version: `bundled ${rules.version}`, rules, lexicon, platforms, brand: { name: "" } };
}
