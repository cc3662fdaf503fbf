"""What the documents point to is there, and the keys they name are the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exports.kinds import KINDS
from tui.commands import EVERYTHING, LETTERS

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")] + sorted(ROOT.glob("docs/*.md"))
FOR_USERS = [ROOT / "README.md", ROOT / "docs/guide.md", ROOT / "docs/keys.md"]
KEY = re.compile(r"`(Ctrl\+[A-Z]|F\d+|[A-Z])`")


def anchors(document: Path) -> set[str]:
    """The headings, as a link names them."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", document.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_place_that_is_named_for_a_change_exists() -> None:
    named = re.findall(r"`([\w./-]+/[\w./-]*|\w+\.toml)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert named
    assert [place for place in named if not place.startswith("/") and not (ROOT / place).exists()] == []


@pytest.mark.parametrize("document", FOR_USERS, ids=lambda path: path.name)
def test_every_key_is_one_of_the_programs(document: Path) -> None:
    keys = {command.spoken for command in EVERYTHING}
    assert set(KEY.findall(document.read_text(encoding="utf-8"))) <= keys


@pytest.mark.parametrize("document", FOR_USERS[1:], ids=lambda path: path.name)
def test_every_key_of_the_program_is_told(document: Path) -> None:
    said = document.read_text(encoding="utf-8").replace("`1`–`6`", "".join(f"`{n}`" for n in range(1, 7)))
    assert [command.spoken for command in EVERYTHING if f"`{command.spoken}`" not in said] == []


@pytest.mark.parametrize("name", ["README.md", "docs/guide.md"])
def test_the_workbooks_have_their_letters(name: str) -> None:
    said = (ROOT / name).read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z])` \| ([^:|]+?)(?: \||:|, | for | to )", said, re.MULTILINE))
    for word, letter in LETTERS.items():
        assert rows[letter].replace("'", "’").startswith(KINDS[word].title), letter
