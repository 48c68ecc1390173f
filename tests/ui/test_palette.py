"""No meaning rests on colour alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ledger import words
from ui import palette
from ui.palette import Mark

PALETTES = {
    "statuses": (palette.STATUSES, words.STATUS_LABELS),
    "lights": (palette.LIGHTS, words.LIGHT_LABELS),
    "states": (palette.RETURN_STATES, words.STATE_LABELS),
    "outcomes": (palette.OUTCOMES, words.OUTCOME_LABELS),
    "receipts": (palette.RECEIPTS, words.RECEIPT_LABELS),
    "severities": (palette.SEVERITIES, words.SEVERITY_LABELS),
}


@pytest.mark.parametrize("name", PALETTES)
def test_every_value_has_word_sign_and_colour_of_its_own(name: str) -> None:
    """Within a palette no two values share a word, a sign, a character or a colour."""
    marks, labels = PALETTES[name]
    assert {code: mark.label for code, mark in marks.items()} == labels
    for look in ("glyph", "short", "color"):
        assert len({getattr(mark, look) for mark in marks.values()}) == len(marks)


@pytest.mark.parametrize("name", ["statuses", "lights"])
def test_filled_bars_differ_without_colour(name: str) -> None:
    """Neighbours in a bar that are close in brightness differ in pattern."""
    marks: Mapping[str, Mark] = PALETTES[name][0]
    looks = [(mark.pattern, _brightness(mark.color) // 0.12) for mark in marks.values()]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize(
    "mark", [mark for marks, _ in PALETTES.values() for mark in marks.values()], ids=str
)
def test_text_on_a_mark_can_be_read(mark: Mark) -> None:
    """The character inside a filled mark contrasts with it by at least 3 : 1."""
    if mark.symbol.endswith("-open"):
        return
    light, dark = sorted((_brightness(mark.color), _brightness(mark.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def _brightness(color: str) -> float:
    """Return the relative luminance of a colour written #RRGGBB, as WCAG defines it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
