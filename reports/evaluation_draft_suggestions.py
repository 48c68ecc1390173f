"""Which pieces of material the evaluation's draft suggests where the writer picked none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pandas as pd

from ledger.material_repeats import said_once, shape, with_repeats

Row = Mapping[Any, Any]
_CONSIDERED = 200  # sayings of a section: of so many units and tasks there are not more to quote
_FIGURE = re.compile(r"[0-9０-９](?![0-9０-９]*[年月日季])")  # days are nobody's own


@dataclass(frozen=True)
class _Saying:
    """What one unit or several say in the same words, and whether no earlier report knew it.

    `about` are its subject and its wording.
    """

    rows: Sequence[Row]
    is_new: bool
    about: tuple[Hashable, Hashable]

    def quoted(self, before: Counter[Hashable]) -> int:
        """Return how often its units, its subject and its wording were quoted before."""
        return max(before[row["unit"]] for row in self.rows) + sum(before[k] for k in self.about)

    @property
    def keys(self) -> list[Hashable]:
        """What counts as quoted with it."""
        return [*(row["unit"] for row in self.rows), *self.about]


def suggestions(pieces: pd.DataFrame, count: int, reported: str) -> list[Sequence[Row]]:
    """Return at most `count` sayings, each the rows of the units that say it, the newest of each.

    What stands in documents up to the quarter `reported`, which the evaluation before went by,
    comes only after all that is newer; each next one is of units, tasks and wordings that were
    quoted least, and `pieces` come the strongest first.
    """
    left = _sayings(said_once(with_repeats(pieces)), reported)
    quoted: Counter[Hashable] = Counter()
    chosen: list[Sequence[Row]] = []
    while left and len(chosen) < count:
        least = min(left, key=lambda saying: (not saying.is_new, saying.quoted(quoted)))
        left.remove(least)
        quoted.update(least.keys)
        chosen.append(least.rows)
    return chosen


def _sayings(pieces: pd.DataFrame, reported: str) -> list[_Saying]:
    """Return what is said, the new first and then the strongest, as far as it may be quoted.

    Figures are a unit's own, though another reports the same number in the same words.
    """
    places: dict[Hashable, list[int]] = {}
    for at, (words, unit, text) in enumerate(
        zip(pieces.said, pieces.unit, pieces.text, strict=True)
    ):
        places.setdefault((words, unit) if _FIGURE.search(text) else words, []).append(at)
    new = (pieces.quarter > reported).tolist()
    ordered = sorted(places.values(), key=lambda own: not any(new[at] for at in own))
    considered = ordered[:_CONSIDERED]
    rows = iter(pieces.iloc[[at for own in considered for at in own]].to_dict("records"))
    return [_saying(list(islice(rows, len(own))), reported) for own in considered]


def _saying(rows: list[dict[Any, Any]], reported: str) -> _Saying:
    in_order = sorted(rows, key=lambda row: row["official_order"])
    first = in_order[0]
    subject: Hashable = first["document"] if pd.isna(first["task_no"]) else int(first["task_no"])
    is_new = any(row["quarter"] > reported for row in rows)
    return _Saying(in_order, is_new, (subject, shape(first["text"])))
