"""How each status, light and return state looks: its word, sign, shape and colour.

Colours come from the Okabe-Ito family, so that they differ for colour-blind eyes too; no meaning
rests on colour alone, because every mark also has a word, a sign and a shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.words import (
    LIGHT_LABELS,
    MOVE_LABELS,
    OUTCOME_LABELS,
    READING_LABELS,
    RECEIPT_LABELS,
    SEVERITY_LABELS,
    STATE_LABELS,
    STATUS_LABELS,
)


@dataclass(frozen=True)
class Mark:
    """The look of one value: `label` its word, `short` one character for a cell of a matrix.

    `glyph` stands before the word in text, `symbol` and `pattern` are Plotly's marker and bar fill,
    `ink` is a text colour that reads well on `color`.
    """

    label: str
    short: str
    glyph: str
    symbol: str
    color: str
    ink: str = "#FFFFFF"
    pattern: str = ""

    @property
    def word(self) -> str:
        """The sign and the word, as legends and tables show them."""
        return f"{self.glyph} {self.label}"


INK = "#1F2933"
MUTED = "#5F6B7A"
GRID = "#E4E8ED"
ACCENT = "#0B5C8C"
SECOND = "#B4560F"
# From nothing done to all done, never so dark that dark text on it could not be read.
SCALE = ((0.0, "#F6F8FA"), (0.5, "#C5E0EA"), (1.0, "#7FBFD6"))

_GREEN, _AMBER, _RED, _GREY = "#009E73", "#F0B323", "#C8371D", "#B8C1CC"

STATUSES: Mapping[str, Mark] = {
    "done": Mark(STATUS_LABELS["done"], "完", "✔", "circle", "#00795A"),
    "advancing": Mark(STATUS_LABELS["advancing"], "推", "▶", "triangle-right", "#56A5D8", INK),
    "not_started": Mark(STATUS_LABELS["not_started"], "未", "◇", "diamond", "#E8A33D", INK, "/"),
    "unclear": Mark(STATUS_LABELS["unclear"], "核", "？", "diamond", "#A77BB5", "#FFFFFF", "\\"),
    "blank": Mark(STATUS_LABELS["blank"], "空", "□", "square-open", "#CDD3DA", INK, "."),
    "missing": Mark(STATUS_LABELS["missing"], "缺", "✕", "x", "#6B7785", "#FFFFFF", "x"),
    "none": Mark(STATUS_LABELS["none"], "—", "—", "line-ew-open", "#EDF0F3", MUTED),
}
IN_DENOMINATOR = ("done", "advancing", "not_started", "unclear", "blank", "missing")

LIGHTS: Mapping[str, Mark] = {
    "green": Mark(LIGHT_LABELS["green"], "绿", "●", "circle", _GREEN),
    "yellow": Mark(LIGHT_LABELS["yellow"], "黄", "◆", "diamond", _AMBER, INK, "/"),
    "red": Mark(LIGHT_LABELS["red"], "红", "■", "square", _RED, "#FFFFFF", "x"),
    "grey": Mark(LIGHT_LABELS["grey"], "灰", "○", "circle-open", _GREY, MUTED, "."),
}

RETURN_STATES: Mapping[str, Mark] = {
    "on_time": Mark(STATE_LABELS["on_time"], "准", "●", "circle", _GREEN),
    "late": Mark(STATE_LABELS["late"], "迟", "◆", "diamond", _AMBER, INK),
    "missing": Mark(STATE_LABELS["missing"], "缺", "■", "square", _RED),
    "awaited": Mark(STATE_LABELS["awaited"], "待", "◎", "circle-open", "#56A5D8", INK),
    "not_due": Mark(STATE_LABELS["not_due"], "－", "○", "circle-open", "#C9D1DA", MUTED),
}

OUTCOMES: Mapping[str, Mark] = {
    "accepted": Mark(OUTCOME_LABELS["accepted"], "收", "●", "circle", _GREEN),
    "held": Mark(OUTCOME_LABELS["held"], "待", "◆", "diamond", _AMBER, INK),
    "rejected": Mark(OUTCOME_LABELS["rejected"], "不", "■", "square", _RED),
    "duplicate": Mark(OUTCOME_LABELS["duplicate"], "重", "○", "circle-open", _GREY, MUTED),
}

# What will become of a file, before a person has confirmed it.
READINGS: Mapping[str, Mark] = {
    **OUTCOMES,
    "accepted": Mark(READING_LABELS["accepted"], "可", "●", "circle", _GREEN),
}

# What stands on record of a file that was received; `returned` is the current version, sent back.
RECEIPTS: Mapping[str, Mark] = {
    "accepted": Mark(RECEIPT_LABELS["accepted"], "现", "●", "circle", _GREEN),
    "returned": Mark(RECEIPT_LABELS["returned"], "改", "◐", "circle", "#E2904A", INK),
    "superseded": Mark(RECEIPT_LABELS["superseded"], "旧", "◌", "circle-open", "#D9DEE4", MUTED),
    "held": Mark(RECEIPT_LABELS["held"], "待", "◆", "diamond", _AMBER, INK),
    "replaced": Mark(RECEIPT_LABELS["replaced"], "另", "○", "circle-open", _GREY, MUTED),
    "withdrawn": Mark(RECEIPT_LABELS["withdrawn"], "撤", "✕", "x", "#6B7785"),
    "receipt": Mark(RECEIPT_LABELS["receipt"], "存", "□", "square-open", "#56A5D8", INK),
}

SEVERITIES: Mapping[str, Mark] = {
    "error": Mark(SEVERITY_LABELS["error"], "错", "■", "square", _RED),
    "warning": Mark(SEVERITY_LABELS["warning"], "注", "◆", "diamond", _AMBER, INK),
    "info": Mark(SEVERITY_LABELS["info"], "说", "○", "circle-open", _GREY, MUTED),
}
SETTLED = Mark("已处理", "处", "✔", "circle", _GREEN)  # a finding that a person has answered

# Where an item went between two evaluations.
MOVES: Mapping[str, Mark] = {
    "forward": Mark(MOVE_LABELS["forward"], "进", "▲", "triangle-up", _GREEN),
    "same": Mark(MOVE_LABELS["same"], "同", "＝", "square", _GREY, INK),
    "back": Mark(MOVE_LABELS["back"], "退", "▼", "triangle-down", _RED, "#FFFFFF", "x"),
    "joined": Mark(MOVE_LABELS["joined"], "新", "＋", "cross", "#56A5D8", INK),
    "left": Mark(MOVE_LABELS["left"], "离", "－", "line-ew", MUTED),
}

# How urgent a reminder is.
URGENCIES: Mapping[str, Mark] = {
    "red": Mark("逾期", "逾", "■", "square", _RED),
    "yellow": Mark("落后", "落", "◆", "diamond", _AMBER, INK),
    "blue": Mark("将到期", "将", "●", "circle", "#56A5D8", INK),
}


def word(marks: Mapping[str, Mark], value: str) -> str:
    """Return sign and word of a value, or the value itself where the palette does not know it."""
    return marks[value].word if value in marks else value
