"""Frames become tables that people read: Chinese headings, words for codes, CSV for download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ledger.clock import to_beijing
from ledger.headings import HEADINGS
from ledger.words import CHANGE_LABELS, COPY_LABELS, DEADLINE_LABELS, DECISION_LABELS
from reports.cells import FORMULA_STARTS
from ui import rates, text
from ui.palette import LIGHTS, RETURN_STATES, SEVERITIES, STATUSES, word

_WORDS: Mapping[str, Callable[[str], str]] = {
    "status": lambda code: word(STATUSES, code),
    "status_before": lambda code: word(STATUSES, code),
    "status_now": lambda code: word(STATUSES, code),
    "light": lambda code: word(LIGHTS, code),
    "light_before": lambda code: word(LIGHTS, code),
    "light_now": lambda code: word(LIGHTS, code),
    "state": lambda code: word(RETURN_STATES, code),
    "severity": lambda code: word(SEVERITIES, code),
    "deadline_kind": lambda code: DEADLINE_LABELS.get(code, code),
    "kind": lambda code: DECISION_LABELS.get(code, code),
    "change": lambda code: CHANGE_LABELS.get(code, code),
    "copy": lambda code: COPY_LABELS.get(code, code),
    "quarter": text.quarter,
    "since_quarter": text.quarter,
}
_SHARES = {"completion": rates.COMPLETION, "fresh": rates.FRESH, "reporting": rates.REPORTING}


def present(frame: pd.DataFrame, columns: str) -> pd.DataFrame:
    """Return the columns (names between blanks) as people read them, rates made of their n/N."""
    shown = {HEADINGS[name]: _column(frame, name) for name in columns.split()}
    return pd.DataFrame(shown, index=range(len(frame)))


def _column(frame: pd.DataFrame, name: str) -> list[Any]:
    if name in _SHARES:
        parts, wholes = frame[_SHARES[name].part], frame[_SHARES[name].whole]
        return [text.ratio(p, w) for p, w in zip(parts, wholes, strict=True)]
    values = frame[name]
    if name in _WORDS:
        return ["" if text.absent(value) else _WORDS[name](str(value)) for value in values]
    if pd.api.types.is_bool_dtype(values):
        return ["是" if value else "" for value in values]
    if pd.api.types.is_datetime64_any_dtype(values):
        return ["" if text.absent(value) else text.day(value) for value in values]
    if pd.api.types.is_numeric_dtype(values) and values.hasnans:
        # Empty text among numbers has no one type for the browser, and "None" is no word.
        return ["" if text.absent(value) else f"{value:g}" for value in values]
    return ["" if text.absent(value) else value for value in values]


def csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV that WPS and Excel open as Chinese text and never as formulas."""
    safe = frame.map(_as_text)
    return safe.to_csv(index=False).encode("utf-8-sig")


def _as_text(value: Any) -> Any:
    risky = isinstance(value, str) and len(value) > 1 and value.startswith(FORMULA_STARTS)
    return f"'{value}" if risky else value


def in_beijing(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its recording times (UTC) as people's clocks show them."""
    return frame.assign(recorded_at=[local_time(value) for value in frame["recorded_at"]])


def local_time(value: pd.Timestamp) -> str:
    """Return a recording time (UTC) as people's clocks show it."""
    return f"{to_beijing(value.to_pydatetime()):%Y-%m-%d %H:%M}"


def decision(kind: str) -> str:
    """Return the word for a kind of decision."""
    return DECISION_LABELS.get(kind, kind)
