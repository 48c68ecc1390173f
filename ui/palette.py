"""How each status, light and return state looks: its word, sign, shape and colour.

No meaning rests on colour alone, because every mark also has a word, a sign and a shape.
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
from reports.colours import AMBER, BLUE, COLOURS, GREEN, GREY, INK, RED


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


MUTED = "#5F6B7A"
ACCENT = "#0B5C8C"
SECOND = "#B4560F"
# From nothing done to all done, never so dark that dark text on it could not be read.
SCALE = ((0.0, "#F6F8FA"), (0.5, "#C5E0EA"), (1.0, "#7FBFD6"))

STATUSES: Mapping[str, Mark] = {
    "done": Mark(STATUS_LABELS["done"], "完", "✔", "circle", COLOURS["done"]),
    "advancing": Mark(
        STATUS_LABELS["advancing"], "推", "▶", "triangle-right", COLOURS["advancing"], INK
    ),
    "not_started": Mark(
        STATUS_LABELS["not_started"], "未", "◇", "diamond", COLOURS["not_started"], INK, "/"
    ),
    "unclear": Mark(
        STATUS_LABELS["unclear"], "核", "？", "diamond", COLOURS["unclear"], "#FFFFFF", "\\"
    ),
    "blank": Mark(STATUS_LABELS["blank"], "空", "□", "square-open", COLOURS["blank"], INK, "."),
    "missing": Mark(STATUS_LABELS["missing"], "缺", "✕", "x", COLOURS["missing"], "#FFFFFF", "x"),
    "none": Mark(STATUS_LABELS["none"], "—", "—", "line-ew-open", "#EDF0F3", MUTED),
}
IN_DENOMINATOR = ("done", "advancing", "not_started", "unclear", "blank", "missing")

LIGHTS: Mapping[str, Mark] = {
    "green": Mark(LIGHT_LABELS["green"], "绿", "●", "circle", GREEN),
    "yellow": Mark(LIGHT_LABELS["yellow"], "黄", "◆", "diamond", AMBER, INK, "/"),
    "red": Mark(LIGHT_LABELS["red"], "红", "■", "square", RED, "#FFFFFF", "x"),
    "grey": Mark(LIGHT_LABELS["grey"], "灰", "○", "circle-open", GREY, MUTED, "."),
}

RETURN_STATES: Mapping[str, Mark] = {
    "on_time": Mark(STATE_LABELS["on_time"], "准", "●", "circle", GREEN),
    "late": Mark(STATE_LABELS["late"], "迟", "◆", "diamond", AMBER, INK),
    "missing": Mark(STATE_LABELS["missing"], "缺", "■", "square", RED),
    "awaited": Mark(STATE_LABELS["awaited"], "待", "◎", "circle-open", BLUE, INK),
    "not_due": Mark(STATE_LABELS["not_due"], "－", "○", "circle-open", "#C9D1DA", MUTED),
}

OUTCOMES: Mapping[str, Mark] = {
    "accepted": Mark(OUTCOME_LABELS["accepted"], "收", "●", "circle", GREEN),
    "held": Mark(OUTCOME_LABELS["held"], "待", "◆", "diamond", AMBER, INK),
    "rejected": Mark(OUTCOME_LABELS["rejected"], "不", "■", "square", RED),
    "duplicate": Mark(OUTCOME_LABELS["duplicate"], "重", "○", "circle-open", GREY, MUTED),
}

# What will become of a file, before a person has confirmed it.
READINGS: Mapping[str, Mark] = {
    **OUTCOMES,
    "accepted": Mark(READING_LABELS["accepted"], "可", "●", "circle", GREEN),
}

# What stands on record of a file that was received; `returned` is the current version, sent back.
RECEIPTS: Mapping[str, Mark] = {
    "accepted": Mark(RECEIPT_LABELS["accepted"], "现", "●", "circle", GREEN),
    "returned": Mark(RECEIPT_LABELS["returned"], "改", "◐", "circle", "#E2904A", INK),
    "superseded": Mark(RECEIPT_LABELS["superseded"], "旧", "◌", "circle-open", "#D9DEE4", MUTED),
    "held": Mark(RECEIPT_LABELS["held"], "待", "◆", "diamond", AMBER, INK),
    "replaced": Mark(RECEIPT_LABELS["replaced"], "另", "○", "circle-open", GREY, MUTED),
    "withdrawn": Mark(RECEIPT_LABELS["withdrawn"], "撤", "✕", "x", "#6B7785"),
    "receipt": Mark(RECEIPT_LABELS["receipt"], "存", "□", "square-open", BLUE, INK),
}

SEVERITIES: Mapping[str, Mark] = {
    "error": Mark(SEVERITY_LABELS["error"], "错", "■", "square", RED),
    "warning": Mark(SEVERITY_LABELS["warning"], "注", "◆", "diamond", AMBER, INK),
    "info": Mark(SEVERITY_LABELS["info"], "说", "○", "circle-open", GREY, MUTED),
}
SETTLED = Mark("已处理", "处", "✔", "circle", GREEN)  # a finding that a person has answered

# Where an item went between two evaluations.
MOVES: Mapping[str, Mark] = {
    "forward": Mark(MOVE_LABELS["forward"], "进", "▲", "triangle-up", GREEN),
    "same": Mark(MOVE_LABELS["same"], "同", "＝", "square", GREY, INK),
    "back": Mark(MOVE_LABELS["back"], "退", "▼", "triangle-down", RED, "#FFFFFF", "x"),
    "joined": Mark(MOVE_LABELS["joined"], "新", "＋", "cross", BLUE, INK),
    "left": Mark(MOVE_LABELS["left"], "离", "－", "line-ew", MUTED),
}

# How urgent a reminder is.
URGENCIES: Mapping[str, Mark] = {
    "red": Mark("逾期", "逾", "■", "square", RED),
    "yellow": Mark("落后", "落", "◆", "diamond", AMBER, INK),
    "blue": Mark("将到期", "将", "●", "circle", BLUE, INK),
}


def word(marks: Mapping[str, Mark], value: str) -> str:
    """Return sign and word of a value, or the value itself where the palette does not know it."""
    return marks[value].word if value in marks else value
