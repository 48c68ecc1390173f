"""The list of header words: complete, extendable, and its mistakes told by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.form.header_names import COLUMN_ROLES, LABEL_ROLES, header_names
from ledger.errors import UserError


def test_every_role_has_names() -> None:
    """The list shipped knows a word for each column and each label."""
    names = header_names()
    assert {role for role, _ in names.columns.values()} == set(COLUMN_ROLES)
    assert set(names.labels) == set(LABEL_ROLES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_word_of_ones_own(tmp_path: Path, encoding: str) -> None:
    """A line more is a word more, however table software saved the file; blanks do not count."""
    path = tmp_path / "header_synonyms.csv"
    path.write_text("role,name\nnarrative,我局 动态\nnote_label,备注\nremark,备注\n", encoding)
    names = header_names(path)
    assert names.columns == {"我局动态": ("narrative", 2), "备注": ("remark", 4)}
    assert names.labels == {"note": ("备注",)}


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        ("role,name\nnarative,动态\n", 2, "narative"),
        ("role,name\ntask,内容\nnarrative,\n", 3, "没有写叫法"),
        ("role,name\ntask,内容\nnarrative,内 容\n", 3, "与第2行重复"),
        ("role,name\nunit_label,单位\ndate_label,单位\n", 3, "与第2行重复"),
        ("role,word\ntask,内容\n", 1, "role、name"),
    ],
)
def test_mistakes_are_told_with_their_line(
    tmp_path: Path, lines: str, line: int, told: str
) -> None:
    """An unknown role, an empty name or a name twice is an error that names file and line."""
    path = tmp_path / "header_synonyms.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        header_names(path)
    assert caught.value.place == f"header_synonyms.csv 第{line}行"
    assert told in caught.value.message
