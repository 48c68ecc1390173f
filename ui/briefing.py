"""Three to five sentences that say what the numbers say, each number bound to its query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import pandas as pd

from ledger.csv_files import read_csv
from ui import text
from ui.rates import COMPLETION, FRESH

TEMPLATES = Path(__file__).with_name("briefing.csv")
LONGEST = 5

Values = dict[str, str | None]
Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Sentence:
    """A finished sentence and the queries its numbers come from."""

    code: str
    text: str
    queries: tuple[str, ...]


def briefing(frames: Frames, soon_days: int) -> list[Sentence]:
    """Return the sentences whose every value is known, at most five, in the order of the file."""
    found: Values = {"soon_days": f"{soon_days}"}
    found |= _reporting(frames["reporting"]) | _progress(frames["headline"])
    found |= _categories(frames["by_category"]) | _counties(frames["by_county"])
    found |= _deadlines(frames["deadlines"], soon_days)
    known = {name: value for name, value in found.items() if value is not None}
    written = (_sentence(row, known) for row in templates())
    return [sentence for sentence in written if sentence is not None][:LONGEST]


@cache
def templates() -> tuple[dict[str, str], ...]:
    """Return the rows of the template file: code, queries and template."""
    return tuple(read_csv(TEMPLATES))


def _sentence(row: dict[str, str], known: Mapping[str, str]) -> Sentence | None:
    try:
        return Sentence(
            row["code"], row["template"].format_map(known), tuple(row["queries"].split("|"))
        )
    except KeyError:  # a sentence with a hole in it is not said
        return None


def _reporting(frame: pd.DataFrame) -> Values:
    if frame.empty:
        return {}
    row = frame.iloc[-1]
    return {
        "quarter": text.quarter(row["quarter"]),
        "expected": text.count(row["expected"]),
        "reporting": text.ratio(row["received"], row["expected"]),
        "on_time": text.ratio(row["on_time"], row["expected"]),
        "missing": text.count(row["missing"]),
        "who": f"（{row['missing_units']}）" if row["missing"] else "",
    }


def _progress(frame: pd.DataFrame) -> Values:
    rows = frame.set_index("which")
    if "now" not in rows.index or not rows.at["now", "applicable"]:
        return {}
    now = cast("pd.Series", rows.loc["now"])
    values: Values = {
        "completion": text.ratio(now[COMPLETION.part], now[COMPLETION.whole]),
        "fresh": text.ratio(now[FRESH.part], now[FRESH.whole]),
    }
    if "before" not in rows.index:
        values["first"] = "首期台账"
    else:
        before = cast("pd.Series", rows.loc["before"])
        rates = 100 * (now["completion_rate"] - before["completion_rate"])
        values["before"] = text.day(before["moment"])
        values["completion_change"] = text.course(rates, text.POINTS, 1)
        values["red_change"] = text.course(now["red"] - before["red"], "项")
    return values


def _categories(frame: pd.DataFrame) -> Values:
    """Name the categories with most and with fewest red lights, if they differ at all.

    Not by completion: a category of continuing duties has next to nothing to complete.
    """
    rated = frame.dropna(subset=["red_rate"])
    rated = rated.sort_values("red_rate", ascending=False, kind="stable")
    if rated["red_rate"].nunique() < 2:
        return {}
    worst, best = rated.iloc[0], rated.iloc[-1]
    return {
        "worst_category": str(worst["short_name"]),
        "worst_category_red": text.ratio(worst["red"], worst["applicable"]),
        "best_category": str(best["short_name"]),
        "best_category_red": text.ratio(best["red"], best["applicable"]),
    }


def _counties(frame: pd.DataFrame) -> Values:
    if not (frame["red_rate"] > 0).any():
        return {}
    worst = frame.iloc[int(frame["red_rate"].argmax())]
    return {
        "worst_county": str(worst["county"]),
        "worst_red": text.ratio(worst["red"], worst["applicable"]),
        "all_red": text.count(frame["red"].sum()),
        "to_review": text.count(frame["to_review"].sum()),
    }


def _deadlines(frame: pd.DataFrame, soon_days: int) -> Values:
    soon = frame[frame["days_left"].between(0, soon_days)]
    past = frame[frame["days_left"] < 0]
    values: Values = {}
    if len(past):
        values |= {"overdue": f"{len(past)}", "overdue_red": text.count(past["red"].sum())}
    if soon.empty:
        return values
    first = soon.iloc[0]
    return values | {
        "due_soon": f"{len(soon)}",
        "next_no": text.count(first["task_no"]),
        "next_task": str(first["short_name"]),
        "next_due": text.day(first["due_on"]),
        "next_open": text.count(first["open_units"]),
    }
