// The rulebook that comes with the extension, so that it works before it is paired.
// Static imports: a worker may not import while it runs. tests/repository holds the list complete.
import lexicon from "../shared/lexicon.json" with { type: "json" };
import spirit from "../shared/platforms/spirit.json" with { type: "json" };
import x from "../shared/platforms/x.json" with { type: "json" };
import rules from "../shared/rules.json" with { type: "json" };

/** @type {Rulebook} */
export const bundled = {
  version: `bundled ${rules.version}`,
  rules,
  lexicon,
  platforms: [x, spirit],
  brand: { name: "" },
};
