"""Both languages cut every code point the same way."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from twin import Twin

from webcare.engine.text import fold, tokens

ROOT = Path(__file__).resolve().parents[2]
PLANE = 0x10000


def digest(start: int, end: int) -> str:
    hashed = hashlib.sha256()
    for point in range(start, end):
        char = chr(point)
        for token in tokens(f"a{char}b. {char}"):
            points = ",".join(str(ord(c)) for c in token.text)
            word, starts = str(token.word).lower(), str(token.starts).lower()
            hashed.update(f"{points};{word};{starts}|".encode())
    return hashed.hexdigest()


@pytest.mark.parametrize("plane", range(17))
def test_every_code_point_of_a_plane_is_cut_alike(plane: int, twin: Twin) -> None:
    start, end = plane * PLANE, (plane + 1) * PLANE
    assert twin.raw(points={"from": start, "to": end}) == f'"{digest(start, end)}"'


def test_words_are_folded_and_marks_stand_alone() -> None:
    cut = [token.text for token in tokens("Één ＡＢ𝐂, e\u0301cht?!")]
    assert cut == ["een", "abc", ",", "echt", "?", "!"]


def test_invisible_code_points_leave_nothing() -> None:
    assert tokens("\u200b\u202e\ud800\ufe0f\n\t") == []


def test_a_sentence_starts_after_a_stop_or_a_line_but_not_inside_a_site() -> None:
    starts = [token.text for token in tokens("Hoi jij. Waar\nblijft fietsrijk.nl") if token.starts]
    assert starts == ["hoi", "waar", "blijft"]


def test_fold_gives_words_only() -> None:
    assert fold("Fietsrijk’s app!") == "fietsrijk s app"


def test_the_table_in_both_files_is_the_one_the_script_makes(tmp_path: Path) -> None:
    files = ("extension/common/text.js", "server/webcare/engine/text.py", "tools/build_text.py")
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    if sys.version_info[:2] != (3, 11) or _unicode_of_node() != "17.0":
        pytest.skip("the table was made with Python 3.11 and Unicode 17; others may not remake it")
    subprocess.run([sys.executable, str(tmp_path / files[2])], check=True)
    assert [(tmp_path / name).read_bytes() for name in files] == [
        (ROOT / name).read_bytes() for name in files
    ]


def _unicode_of_node() -> str:
    command = ["node", "-p", "JSON.stringify(process.versions.unicode)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout))
