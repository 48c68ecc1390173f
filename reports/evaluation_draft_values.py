"""The values of placeholders: looked up in their frames, written as read, noted for the annex."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ledger.errors import UserError
from reports.evaluation_draft_frames import EVALUATION, SETTINGS, Frames
from reports.evaluation_draft_lookup import Answer, Lookup
from reports.evaluation_draft_measures import Measure, measure_of
from reports.evaluation_draft_rates import RATES
from reports.evaluation_draft_references import PLACEHOLDER, Reference, place_of, reference
from reports.evaluation_draft_template import Condition, Line

_NOT_NUMBERS = (EVALUATION, SETTINGS)


@dataclass(frozen=True)
class Bound:
    """One number of the draft: as written, with its part and whole, and what it was read from."""

    text: str
    part: int | None
    whole: int | None
    name: str
    measure: Measure
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
            Lookup(self.frames).check(found, line.number)

    def _holds(self, condition: Condition, number: int) -> bool:
        if condition.reference is None:
            return condition.kind == self.frames.evaluation.kind
        answer = self._answer(condition.reference, number)
        if condition.other is not None:
            other = self._answer(condition.other, number)
            alike = answer and other and answer.text == other.text
            return bool(answer and other) and bool(alike) != condition.wanted
        # No part of something is an answer too.
        is_rate = condition.reference.column in RATES
        there = answer is not None and (is_rate or answer.value not in {"", 0})
        return there == condition.wanted

    def _answer(self, found: Reference, number: int) -> Answer | None:
        return Lookup(self.frames).answer(found, number)

    def _written(self, found: Reference, number: int) -> str:
        answer = self._answer(found, number)
        if answer is None or answer.value == "":
            raise UserError(
                "placeholder_empty", f"占位符“{found.name}”没有值。", place_of(number),
                "请在行首加条件【如有 …】，或改用别的占位符。",
            )  # fmt: skip
        if found.source not in _NOT_NUMBERS and not isinstance(answer.value, str):
            measure = measure_of(found, self.frames.plan)
            self.bound.append(
                Bound(answer.text, answer.part, answer.whole, found.name, measure, answer.day)
            )
        return answer.text
