"""What the placeholders of the evaluation's draft read: the answers to named questions alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ledger import metrics
from ledger.errors import UserError
from ledger.evaluation import Evaluation, evaluation_before
from ledger.known import require_known
from ledger.material_query import material_at
from ledger.picks import with_texts
from ledger.plan import Plan
from ledger.questions import definition
from ledger.store import Reader, Store
from reports.document_words import chinese_day
from reports.evaluation_draft_references import Reference, unknown
from reports.evaluation_draft_template import Line
from reports.seen import Seen

SETTINGS, EVALUATION, MATERIAL, PICKED = "settings", "evaluation", "material", "picked"
_TITLES = {SETTINGS: "方案的设置", EVALUATION: "本次评估", MATERIAL: "评估材料"}
# Read in any case: to see whether there is anything, by which rules, and what was picked.
_ALWAYS = ("submissions", "entries")

Key = tuple[bool, str]  # whether of the evaluation before, and the source


@dataclass(frozen=True)
class Frames:
    """The answers by source; those `before` are missing where no evaluation came before."""

    plan: Plan
    evaluation: Evaluation
    earlier: Evaluation | None
    seen: Seen
    is_sample: bool
    answers: Mapping[Key, pd.DataFrame]

    def of(self, source: str, *, before: bool = False) -> pd.DataFrame | None:
        """Return the rows of a source; None where there was no evaluation before."""
        return self.answers.get((before, source))

    def now(self, source: str) -> pd.DataFrame:
        """Return the rows of a source on the day looked at."""
        return self.answers[False, source]

    def evaluation_of(self, *, before: bool) -> Evaluation:
        """Return the evaluation that is meant by 本次 and 本季."""
        return self.earlier if before and self.earlier else self.evaluation

    def day_of(self, *, before: bool) -> date:
        """Return the day on which a source is looked at."""
        return self.earlier.as_of if before and self.earlier else self.seen.as_of


def title_of(source: str) -> str:
    """Return what a source is called where it is defined."""
    return _TITLES.get(source) or definition(source).title


def require_sources(lines: Iterable[Line]) -> None:
    """Raise UserError `placeholder_unknown` for the first placeholder without a source."""
    for line in lines:
        for found in line.references:
            if found.source not in (*metrics.PUBLIC, *_TITLES):
                raise unknown(found.name, "没有这个查询。", line.number)


def read_frames(
    store: Store,
    evaluation: Evaluation,
    seen: Seen,
    wanted: Iterable[Reference],
    sources: Iterable[str],
    progress: Callable[[float], None],
) -> Frames:
    """Return the answers that the references and the named sources need.

    Raises UserError `nothing_known`, `rules_version_unknown`, and `nothing_received` where there is
    no ledger to write about.
    """
    earlier = evaluation_before(store.plan, seen.as_of)
    keys = dict.fromkeys([*((False, name) for name in (*_ALWAYS, *sources)), *_keys(wanted)])
    answers = _constants(store.plan, evaluation, earlier, seen)
    with store.read() as reader:
        if seen.known_at is not None:
            require_known(reader, seen.known_at)
        for number, (before, source) in enumerate(keys, start=1):
            day = earlier.as_of if before and earlier else seen.as_of
            if (before, source) not in answers and (earlier or not before):
                answers[before, source] = _answer(reader, source, day, seen)
            if source == _ALWAYS[0] and answers[False, source].empty:
                raise _nothing(seen)
            progress(number / (len(keys) + 1))
        picked = metrics.query(reader, "picks", seen.as_of, seen.known_at)
    own = picked[picked.evaluation == evaluation.kind]
    answers[False, PICKED] = with_texts(own, answers[False, MATERIAL])
    return Frames(store.plan, evaluation, earlier, seen, store.is_sample, answers)


def _keys(wanted: Iterable[Reference]) -> list[Key]:
    return [(reference.before, reference.source) for reference in wanted]


def _answer(reader: Reader, source: str, day: date, seen: Seen) -> pd.DataFrame:
    known, rules = seen.known_at, seen.rules_version or None
    if source == MATERIAL:
        return material_at(reader, day, known, rules)
    return metrics.query(reader, source, day, known, rules)


def _constants(
    plan: Plan, evaluation: Evaluation, earlier: Evaluation | None, seen: Seen
) -> dict[Key, pd.DataFrame]:
    words = {
        "label": evaluation.label,
        "quarter": str(evaluation.quarter),
        "as_of": chinese_day(seen.as_of),
        "before_label": earlier.label if earlier else "",
        "before_as_of": chinese_day(earlier.as_of) if earlier else "",
    }
    settings = {setting.name: setting.value for setting in plan.settings}
    return {
        (False, EVALUATION): pd.DataFrame([words]),
        (False, SETTINGS): pd.DataFrame([settings]),
    }


def _nothing(seen: Seen) -> UserError:
    return UserError(
        "nothing_received", f"截至{seen.as_of}没有收到任何工作台账，写不出评估报告。",
        hint="请先装入台账，或换一个截至日期、登记截至时间。",
    )  # fmt: skip
