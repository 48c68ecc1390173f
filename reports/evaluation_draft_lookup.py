"""Looks up what a placeholder names: the rows that its filters leave, their value, its n/N."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ledger.errors import UserError
from reports.evaluation_draft_frames import Frames, title_of
from reports.evaluation_draft_rates import RATES, Share, rate, share_of, written
from reports.evaluation_draft_references import Filter, Reference, place_of, unknown

# The column that tells the rows of a source apart, where a condition names a value alone.
KEYS = {
    "headline": "which", "by_category": "category_no", "by_county": "county",
    "by_quarter": "quarter", "by_task": "task_no", "reporting": "quarter",
    "evaluation_units": "evaluation", "goal_totals": "aspect_no",
}  # fmt: skip
# Sources whose rows are all of something, so that a number of them is a share.
_WHOLE_SOURCES = ("lagging", "evaluation_units", "evaluation_moves", "figure_totals", "standing")
_EMPTY = "无"
_LISTED = 10  # names before “and others”


@dataclass(frozen=True)
class Answer:
    """What a placeholder stands for: its value, as it is read, its part and whole, and the day."""

    value: Any
    text: str
    part: int | None
    whole: int | None
    day: date


@dataclass(frozen=True)
class Lookup:
    """Answers references from the frames."""

    frames: Frames

    def check(self, found: Reference, number: int) -> None:
        """Raise UserError `placeholder_unknown` if a column of the reference does not exist."""
        if (frame := self.frames.of(found.source, before=found.before)) is not None:
            _require_columns(found, frame, number)

    def answer(self, found: Reference, number: int) -> Answer | None:
        """Return what the reference in that line of the template stands for; None if for nothing.

        Raises UserError `placeholder_unknown` and `placeholder_ambiguous`.
        """
        frame = self.frames.of(found.source, before=found.before)
        if frame is None:
            return None
        _require_columns(found, frame, number)
        rows = self._filtered(found, frame, found.filters)
        value = self._value(found, rows, number)
        if value is None:
            return None
        part, whole = self._share(found, frame, rows, value)
        is_rate = found.column in RATES and part is not None and whole is not None
        text = rate(part, whole) if is_rate else written(found.column, value)
        return Answer(value, text, part, whole, self._day(found, rows))

    def _day(self, found: Reference, rows: pd.DataFrame) -> date:
        """Return the day that is looked at: that of the row, if it has one of its own."""
        if counts(found) or "moment" not in rows.columns:
            return self.frames.day_of(before=found.before)
        return pd.Timestamp(rows["moment"].iloc[0]).date()

    def _filtered(
        self, found: Reference, frame: pd.DataFrame, filters: Sequence[Filter]
    ) -> pd.DataFrame:
        for one in filters:
            values = frame[one.column or KEYS[found.source]]
            if one.operator == ">":
                kept = pd.to_numeric(values) > float(one.values[0])
            else:
                wanted = {self._word(value, before=found.before) for value in one.values}
                kept = values.map(_plain).isin(wanted) == (one.operator == "=")
            frame = frame[kept]
        return frame

    def _word(self, value: str, *, before: bool) -> str:
        evaluation = self.frames.evaluation_of(before=before)
        words = {"本次": evaluation.kind, "本季": str(evaluation.quarter), _EMPTY: ""}
        return words.get(value, value)

    def _value(self, found: Reference, rows: pd.DataFrame, number: int) -> Any:
        if found.column == "list":
            return self._listed(rows[found.argument])
        if counts(found):
            return rows[found.argument].nunique() if found.argument else len(rows)
        if len(rows) > 1:
            raise UserError(
                "placeholder_ambiguous", f"占位符“{found.name}”对应{len(rows)}行。",
                place_of(number), "请加条件，使它只剩一行。",
            )  # fmt: skip
        value = None if rows.empty else rows[found.column].iloc[0]
        return None if value is None or pd.isna(value) else value

    def _listed(self, texts: pd.Series) -> str:
        """Return the different names in the texts, units in their official order."""
        order = {unit.unit: unit.official_order for unit in self.frames.plan.units}
        parts = dict.fromkeys(part for text in texts for part in str(text).split("、") if part)
        named = sorted(parts, key=lambda name: order.get(name, 0))
        return "、".join(named[:_LISTED]) + ("等" if len(named) > _LISTED else "")

    def _share(
        self, found: Reference, frame: pd.DataFrame, rows: pd.DataFrame, value: Any
    ) -> Share:
        """Return part and whole of a rate or a number; None where it is no part of anything.

        The whole of a count are the rows that all its filters but the last leave.
        """
        if not counts(found):
            return share_of(found.column, rows.iloc[0].to_dict())
        if found.column != "count" or not found.filters or found.source not in _WHOLE_SOURCES:
            return None, None
        all_rows = self._filtered(found, frame, found.filters[:-1])
        return int(value), all_rows[found.argument].nunique() if found.argument else len(all_rows)


def counts(found: Reference) -> bool:
    """Say whether a reference speaks of rows, not of a column of one row."""
    return found.column in ("count", "list")


def _require_columns(found: Reference, frame: pd.DataFrame, number: int) -> None:
    named = [one.column or KEYS.get(found.source, "") for one in found.filters]
    named += [found.argument or found.column] if found.argument or not counts(found) else []
    if wrong := [name for name in named if name not in frame.columns]:
        known = "、".join(map(str, frame.columns))
        why = f"“{title_of(found.source)}”没有列“{wrong[0]}”，有：{known}。"
        raise unknown(found.name, why, number)


def _plain(value: Any) -> str:
    if pd.api.types.is_bool(value):
        return "是" if value else "否"
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.15g}"
    return "" if value is None or value is pd.NA or value is pd.NaT else str(value)
