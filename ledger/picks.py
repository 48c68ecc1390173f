"""What the writer of an evaluation picked for each section: saved as decisions, never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from ledger import metrics
from ledger.deciding import record, require_person
from ledger.errors import UserError
from ledger.evaluation import Evaluation
from ledger.material_query import material_at
from ledger.store import Reader, Store
from ledger.words import DECISION_LABELS, SECTION_LABELS

# What is kept of a piece, so that it can still be shown when its source says something else.
_SHOT = ("text", "unit", "task_no", "quarter", "document", "file_name", "sheet", "cell")


def save(
    store: Store,
    evaluation: Evaluation,
    section: str,
    pieces: Sequence[tuple[str, str]],
    who: str,
    *,
    as_of: date | None = None,
    found: pd.DataFrame | None = None,
) -> str | None:
    """Keep `pieces` (piece id, note) as what is picked for the section, in this order.

    The whole list takes the place of the one before: whatever is not in it is no longer picked.
    The ids are those of the material at `as_of` (default: the evaluation's own day), which may be
    given as `found` by who has it at hand, or of what is picked already. Returns the decision's
    id, None if nothing changed. Raises UserError `section_unknown`, `piece_unknown`, and
    `name_missing` without a person.
    """
    require_person(who, DECISION_LABELS["pick"])
    _require_section(section)
    wanted = dict(reversed(pieces))  # of an id named twice the first note counts
    wanted = {own: wanted[own].strip() for own, _ in pieces}
    with store.read() as reader:
        before = _saved(reader, evaluation)
        if list(wanted.items()) == _listed(before, section):
            return None
        if found is None:
            found = material_at(reader, as_of or evaluation.as_of)
    shots = _shots(found, before)
    _require_known([own for own in wanted if own not in shots])
    payload = {
        "evaluation": evaluation.kind, "section": section,
        "message": f"{_subject(evaluation, section)}{len(wanted)}条",
        "pieces": [{"piece_id": own, "note": note, **shots[own]} for own, note in wanted.items()],
    }  # fmt: skip
    key = f"{evaluation.kind}|{section}"
    return record(store, "pick", key, payload, who, DECISION_LABELS["pick"])


def last_save(reviews: pd.DataFrame, evaluation: Evaluation, section: str) -> pd.DataFrame:
    """Return the row of the query `reviews` that saved the section last and holds, or no row.

    Also a save that emptied the section is one, of which `picks` has no rows.
    """
    own = reviews["detail"].str.startswith(_subject(evaluation, section))
    return reviews[(reviews["kind"] == "pick") & reviews["undone_at"].isna() & own].tail(1)


def _subject(evaluation: Evaluation, section: str) -> str:
    return f"{evaluation.label}“{SECTION_LABELS[section]}”"


def _require_section(section: str) -> None:
    if section not in SECTION_LABELS:
        known = "、".join(f"{key}（{label}）" for key, label in SECTION_LABELS.items())
        raise UserError(
            "section_unknown", f"没有“{section[:20]}”这一部分。", hint=f"可用：{known}。"
        )


def _require_known(unknown: Sequence[str]) -> None:
    if unknown:
        raise UserError(
            "piece_unknown", f"有{len(unknown)}条材料找不到：{'、'.join(unknown[:5])}。",
            hint="可能已有新的台账装入，请刷新页面后重选。",
        )  # fmt: skip


def current(
    reader: Reader,
    evaluation: Evaluation,
    as_of: date,
    known_at: datetime | None = None,
    rules_version: str | None = None,
) -> pd.DataFrame:
    """Return what is picked for the evaluation as known then; columns as `with_texts` says."""
    picked = metrics.query(reader, "picks", as_of, known_at)
    found = material_at(reader, as_of, known_at, rules_version)
    return with_texts(picked[picked.evaluation == evaluation.kind], found)


def with_texts(picked: pd.DataFrame, material: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the query `picks` with the text and place that each piece has now.

    `state` is present, or gone where no current source says it any more: then text and place are
    those of the day on which it was picked. `text_then` is always that day's text; `county`,
    `received_on` and `source_id` are empty for what is gone.
    """
    now = material.drop_duplicates("piece_id").set_index("piece_id")
    rows = [_with_text(row, now) for row in picked.to_dict("records")]
    added = ["text_then", "state", "county", "received_on", "source_id"]
    frame = pd.DataFrame(rows, columns=[*picked.columns, *added])
    return frame.astype({"task_no": "Int64"}) if rows else frame


def _with_text(row: Mapping[Any, Any], now: pd.DataFrame) -> dict[Any, Any]:
    then = {**row, "text_then": row["text"]}
    if row["piece_id"] not in now.index:
        return {**then, "state": "gone", "county": "", "received_on": pd.NaT, "source_id": ""}
    piece = now.loc[row["piece_id"]]
    taken = (*_SHOT, "county", "received_on", "source_id")
    return {**then, "state": "present", **{name: piece[name] for name in taken}}


def _saved(reader: Reader, evaluation: Evaluation) -> pd.DataFrame:
    picked = metrics.query(reader, "picks", evaluation.as_of)
    return picked[picked.evaluation == evaluation.kind]


def _listed(picked: pd.DataFrame, section: str) -> list[tuple[str, str]]:
    own = picked[picked.section == section]
    return list(zip(own.piece_id, own.note, strict=True))


def _shots(material: pd.DataFrame, before: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return what to keep of every piece that can be picked: as it is now, else as it was."""
    shots: dict[str, dict[str, Any]] = {}
    for frame in (before, material):
        columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in _SHOT]
        for own, *values in zip(frame.piece_id, *columns, strict=True):
            shots[own] = dict(zip(_SHOT, values, strict=True))
    return shots
