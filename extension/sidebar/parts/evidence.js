// What research says of the warning, for and against.
import { h } from "../view.js";

/** Both sides of what is known, each with study, setting and strength, from the rulebook. */
export function evidence({ rulebook, words }) {
  const relevant = rulebook?.rules.advice?.find(({ id }) => id === "do_not_reply")?.evidence;
  const cards = (rulebook?.rules.evidence ?? []).filter(
    ({ id }) => !relevant || relevant.includes(id),
  );
  if (cards.length === 0) return null;
  const side = (name) => {
    const of = cards.filter((card) => card.side === name);
    return (
      of.length > 0 &&
      h(
        "div",
        { class: `side ${name}` },
        h("h3", {}, words.t(`evidence.${name}`)),
        h(
          "ul",
          {},
          of.map((card) => study(words, card)),
        ),
      )
    );
  };
  return h(
    "details",
    { key: "evidence" },
    h("summary", {}, words.t("evidence.title")),
    side("for"),
    side("against"),
  );
}

function study(words, card) {
  return h(
    "li",
    {},
    words.of(card.finding),
    h(
      "span",
      { class: "soft" },
      [card.study, words.of(card.setting), card.strength && words.t(`strength.${card.strength}`)]
        .filter(Boolean)
        .join(" · "),
    ),
  );
}
