"""Writes the one table of code points that both engines cut text with.

Browsers and Python follow different Unicode versions, so neither is asked what a letter is: the
table is made once from node's (newer) version and stands as the constant RUNS in both files.
Code points that Python's older version folds otherwise than node are listed in FOLDS.

    python tools/build_text.py     # needs node; rewrites the constants in text.js and text.py
"""

import json
import subprocess
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = (ROOT / "extension/common/text.js", ROOT / "server/webcare/engine/text.py")

# W: letter or digit. C: combining mark. V: other visible mark. I: nothing to see (space, control,
# format, private use, surrogate, not assigned).
NODE = r"""
const kinds = [[/[\p{L}\p{Nd}]/u, "W"], [/\p{M}/u, "C"], [/[\p{P}\p{S}\p{N}]/u, "V"]];
const kindOf = (c) => (kinds.find(([test]) => test.test(c)) ?? [null, "I"])[1];
const kinds_ = [], folds = {};
for (let point = 0; point < 0x110000; point += 1) {
  const char = String.fromCodePoint(point);
  const kind = point >= 0xd800 && point < 0xe000 ? "I" : kindOf(char);
  kinds_.push(kind);
  if (kind === "W") folds[point] = [...char.normalize("NFKD")].map((c) => c.toLowerCase()).join("");
}
console.log(JSON.stringify([kinds_.join(""), folds]));
"""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    """Ask node, compare with this Python, write both files."""
    answer = subprocess.run(["node", "-e", NODE], check=True, capture_output=True, text=True)
    kinds, folds = json.loads(answer.stdout)
    exceptions = {point: fold for point, fold in folds.items() if fold != lower(chr(int(point)))}
    for path, literal in zip(FILES, (json.dumps, ascii), strict=True):
        write(path, runs(kinds), literal(exceptions))


def lower(char: str) -> str:
    """What Python makes of one character: decomposed, lower-cased one by one."""
    return "".join(part.lower() for part in unicodedata.normalize("NFKD", char))


def runs(kinds: str) -> str:
    """Run lengths in base 36, each followed by its kind."""
    out, start = [], 0
    for end in range(1, len(kinds) + 1):
        if end == len(kinds) or kinds[end] != kinds[start]:
            out.append(base36(end - start) + kinds[start])
            start = end
    return "".join(out)


def base36(number: int) -> str:
    """1295 -> "zz"."""
    out = ""
    while number:
        number, digit = divmod(number, 36)
        out = DIGITS[digit] + out
    return out


def write(path: Path, table: str, folds: str) -> None:
    """Replace the lines that hold the two constants; everything else stays."""
    lines = path.read_text("utf-8").split("\n")
    for index, line in enumerate(lines):
        for name, value in (("RUNS", f'"{table}"'), ("FOLDS", folds)):
            if line.startswith((f"{name} = ", f"{name}: ", f"  const {name} = ")):
                head, _, tail = line.partition(" = ")
                lines[index] = f"{head} = {value}{';' if tail.endswith(';') else '  # noqa: E501'}"
    path.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
