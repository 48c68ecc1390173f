"""Names of handed-over files, made fit to be shown and kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.file_names import LONGEST, UNNAMED, shown_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("揭东区 台账.xlsx", "揭东区 台账.xlsx"),
        ("C:\\收件\\台账.xlsx", "台账.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("台账\u202exslx.exe", "台账xslx.exe"),
        ("台\x00账\r\n.xlsx", "台账.xlsx"),
        ("台\udcff账.xlsx", "台账.xlsx"),
        ("", UNNAMED),
        ("..", UNNAMED),
        (" \u200b ", UNNAMED),
        ("长" * 300 + ".xlsx", "长" * (LONGEST - 6) + "….xlsx"),
    ],
)
def test_names(given_name: str, shown: str) -> None:
    """Folders, control and direction characters go; the ending of a long name stays."""
    assert shown_name(given_name) == shown


@given(st.text())
def test_any_name_is_one_harmless_line(name: str) -> None:
    """Whatever a name holds, it is shown as one short line without tricks, and stays as it is."""
    shown = shown_name(name)
    assert 0 < len(shown) <= LONGEST
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert shown_name(shown) == shown or "/" not in name
