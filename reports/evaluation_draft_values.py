"""The values of placeholders: looked up in their frames, written as read, noted for the annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from ledger.errors import UserError
from ledger.headings import HEADINGS
from reports.evaluation_draft_frames import EVALUATION, SETTINGS, Frames, title_of
from reports.evaluation_draft_rates import RATES, rate, share_of, written
from reports.evaluation_draft_references import (
    PLACEHOLDER,
    Filter,
    Reference,
    place_of,
    reference,
    unknown,
)
from reports.evaluation_draft_template import Condition, Line

# The column that tells the rows of a source apart, where a condition names a value alone.
KEYS = {
    "headline": "which", "by_category": "category_no", "by_county": "county",
    "by_quarter": "quarter", "by_task": "task_no", "reporting": "quarter",
    "evaluation_units": "evaluation", "goal_totals": "aspect_no",
}  # fmt: skip
# Sources whose rows are all of something, so that a number of them is a share.
_WHOLE_SOURCES = ("lagging", "evaluation_units", "evaluation_moves", "figure_totals", "standing")
_NOT_NUMBERS = (EVALUATION, SETTINGS)
_EMPTY = "无"
_LISTED = 10  # names before “and others”


@dataclass(frozen=True)
class Bound:
    """One number of the draft: as written, with its part and whole, and what it was read from."""

    text: str
    part: int | None
    whole: int | None
    name: str
    definition: str
    as_of: date


@dataclass
class Values:
    """Looks placeholders up in the frames; `bound` are the numbers written so far, in order."""

    frames: Frames
    bound: list[Bound] = field(default_factory=list)

    def holds(self, line: Line) -> bool:
        """Return whether all conditions of a line hold."""
        return all(self._holds(condition, line.number) for condition in line.conditions)

    def text(self, line: Line) -> str:
        """Return the text of a line with its values.

        Raises UserError `placeholder_unknown`, `placeholder_empty` or `placeholder_ambiguous`.
        """
        return PLACEHOLDER.sub(lambda m: self._written(reference(m[1]), line.number), line.text)

    def note(self, bound: Bound) -> None:
        """Take note of a number that no placeholder wrote."""
        self.bound.append(bound)

    def check(self, line: Line) -> None:
        """Raise UserError `placeholder_unknown` if a column of the line does not exist."""
        for found in line.references:
            if (frame := self.frames.of(found.source, before=found.before)) is not None:
                self._columns(found, frame, line.number)

    def _holds(self, condition: Condition, number: int) -> bool:
        if condition.reference is None:
            return condition.kind == self.frames.evaluation.kind
        found = condition.reference
        rows = self._rows(found, number)
        value = None if rows is None else self._value(found, rows, number)
        there = not (value is None or value in {"", 0})
        if found.column in RATES:
            there = value is not None  # no part of something is an answer too
        return there == condition.wanted

    def _written(self, found: Reference, number: int) -> str:
        rows = self._rows(found, number)
        value = None if rows is None else self._value(found, rows, number)
        if rows is None or value is None or value == "":
            raise UserError(
                "placeholder_empty", f"占位符“{found.name}”没有值。", place_of(number),
                "请在行首加条件【如有 …】，或改用别的占位符。",
            )  # fmt: skip
        part, whole = self._share(found, rows, value)
        is_rate = found.column in RATES and part is not None and whole is not None
        text = rate(part, whole) if is_rate else written(found.column, value)
        if found.source not in _NOT_NUMBERS and not isinstance(value, str):
            day = self._day(found, rows)
            meaning = f"{title_of(found.source)}：{_column_words(found)}"
            self.bound.append(Bound(text, part, whole, found.name, meaning, day))
        return text

    def _day(self, found: Reference, rows: pd.DataFrame) -> date:
        """Return the day that is looked at: that of the row, if it has one of its own."""
        if _counts(found) or "moment" not in rows.columns:
            return self.frames.day_of(before=found.before)
        return pd.Timestamp(rows["moment"].iloc[0]).date()

    def _rows(self, found: Reference, number: int) -> pd.DataFrame | None:
        """Return the rows that the filters leave; None where there was no evaluation before."""
        frame = self.frames.of(found.source, before=found.before)
        if frame is None:
            return None
        self._columns(found, frame, number)
        return self._filtered(found, frame, found.filters)

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

    def _columns(self, found: Reference, frame: pd.DataFrame, number: int) -> None:
        named = [one.column or KEYS.get(found.source, "") for one in found.filters]
        named += [found.argument or found.column] if found.argument or not _counts(found) else []
        if wrong := [name for name in named if name not in frame.columns]:
            known = "、".join(map(str, frame.columns))
            why = f"“{title_of(found.source)}”没有列“{wrong[0]}”，有：{known}。"
            raise unknown(found.name, why, number)

    def _value(self, found: Reference, rows: pd.DataFrame, number: int) -> Any:
        if found.column == "list":
            parts = [p for text in rows[found.argument] for p in str(text).split("、") if p]
            named = list(dict.fromkeys(parts))
            return "、".join(named[:_LISTED]) + ("等" if len(named) > _LISTED else "")
        if _counts(found):
            return rows[found.argument].nunique() if found.argument else len(rows)
        if len(rows) > 1:
            raise UserError(
                "placeholder_ambiguous", f"占位符“{found.name}”对应{len(rows)}行。",
                place_of(number), "请加条件，使它只剩一行。",
            )  # fmt: skip
        value = None if rows.empty else rows[found.column].iloc[0]
        return None if value is None or pd.isna(value) else value

    def _share(
        self, found: Reference, rows: pd.DataFrame, value: Any
    ) -> tuple[int | None, int | None]:
        """Return part and whole of a rate or a number; None where it is no part of anything."""
        if not _counts(found):
            return share_of(found.column, rows.iloc[0].to_dict())
        frame = self.frames.of(found.source, before=found.before)
        if frame is None or not _is_share(found):
            return None, None
        all_rows = self._filtered(found, frame, found.filters[:-1])
        return int(value), all_rows[found.argument].nunique() if found.argument else len(all_rows)


def _is_share(found: Reference) -> bool:
    """Say whether a count is part of all rows that there are."""
    return found.column == "count" and bool(found.filters) and found.source in _WHOLE_SOURCES


def _counts(found: Reference) -> bool:
    return found.column in ("count", "list")


def _column_words(found: Reference) -> str:
    if found.column == "count":
        named = HEADINGS.get(found.argument, found.argument)
        return f"不同的{named}有几个" if found.argument else "符合条件的有几条"
    return HEADINGS.get(found.column, found.column)


def _plain(value: Any) -> str:
    if pd.api.types.is_bool(value):
        return "是" if value else "否"
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.15g}"
    return "" if value is None or value is pd.NA or value is pd.NaT else str(value)
