"""The figures that units reported, as the evaluation's draft prints them, outliers marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reports.document_words import whereabouts
from reports.evaluation_draft_frames import Frames
from reports.evaluation_draft_units import Rows

_MOST_FIGURES = 20
_KIND = ["task_no", "thing", "counted_in"]
_MARK, _NO_TOTAL = "*", "—"
# What stands before the measure word of a figure as written: 约3.2万余条, 十二项.
_NUMBER = re.compile(
    r"^[^0-9０-９一二三四五六七八九十]*[0-9０-９.．,，〇零一二三四五六七八九十百千万亿余多来]+"
)


def figures(frames: Frames) -> Rows:
    """Return the figures that most units reported, and those with a target.

    The least and the most that are outliers are marked, and the total that holds one.
    """
    known = frames.now("figure_totals").query("thing != ''")
    most = known.sort_values("units_reported", ascending=False, kind="stable").head(_MOST_FIGURES)
    shown = known[known.index.isin(most.index) | known.target.notna()]
    values = dict(list(frames.now("figure_values").groupby(_KIND)))
    return [
        _figure(row, values[tuple(row[name] for name in _KIND)]) for row in shown.to_dict("records")
    ]


def _figure(row: Mapping[Any, Any], values: pd.DataFrame) -> dict[str, Any]:
    odd = set(values.value[values.is_outlier])
    return {
        "任务": f"{row['task_no']} {row['short_name']}",
        "数字": f"{row['thing']}（{measure_word(values, row['counted_in'])}）",
        "报数单位": f"{row['units_reported']}/{row['units_expected']}",
        "最小": _marked(row["least"], odd=row["least"] in odd),
        "中位": row["middle"],
        "最大": _marked(row["most"], odd=row["most"] in odd),
        "合计": _marked(row["total"], odd=bool(odd)) or _NO_TOTAL,
        "规定": _target(row),
    }


def outliers(frames: Frames) -> Rows:
    """Return each figure that is far from those of other units, with its place."""
    values = frames.now("figure_values")
    middles = values.groupby(_KIND).value.transform("median")
    return [
        {
            "任务": f"{row['task_no']} {row['short_name']}",
            "数字": row["thing"],
            "单位": row["unit"],
            "所报": row["words"],
            "各单位中位": row["middle"],
            "出处": whereabouts(row["file_name"], row["sheet"], row["cell"]),
        }
        for row in values.assign(middle=middles)[values.is_outlier].to_dict("records")
    ]


def measure_word(values: pd.DataFrame, counted_in: str) -> str:
    """Return the measure word that most units wrote; what it is counted in where none did."""
    words = (_NUMBER.sub("", str(words)).strip() for words in values.words)
    [(word, _)] = Counter(word or counted_in for word in words).most_common(1)
    return word


def _marked(value: Any, *, odd: bool) -> str:
    return "" if pd.isna(value) else f"{value:.15g}{_MARK if odd else ''}"


def _target(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["target"]):
        return ""
    below = f"低于的{row['below_target']}个" if row["below_target"] else "均达到"
    return f"{row['target']:.15g}（{below}）"
