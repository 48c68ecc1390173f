"""The five figures at the top of the overview, from the frames of their queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ui import text
from ui.rates import COMPLETION, FRESH, ON_TIME, REPORTING, Rate


@dataclass(frozen=True)
class Kpi:
    """One card: `value` big, `beside` its n/N, `delta` the change, `course` past values."""

    label: str
    value: str
    beside: str
    delta: str | None
    course: list[float]
    more_is_better: bool = True


def kpis(headline: pd.DataFrame, reporting: pd.DataFrame, by_quarter: pd.DataFrame) -> list[Kpi]:
    """Return reporting, on-time, completion and fresh rate and the red lights, in this order."""
    return [
        _of_reporting(reporting, REPORTING),
        _of_reporting(reporting, ON_TIME),
        _of_headline(headline, by_quarter, COMPLETION),
        _of_headline(headline, by_quarter, FRESH),
        _red(headline, by_quarter),
    ]


def _of_reporting(reporting: pd.DataFrame, rate: Rate) -> Kpi:
    """Build a card on the latest ledger already due; its change is since the ledger before it."""
    if reporting.empty:
        return Kpi(rate.label, text.NOTHING, "无到期", None, [])
    now = reporting.iloc[-1]
    before = reporting.iloc[-2][rate.column] if len(reporting) > 1 else None
    return Kpi(
        # `二季度` is enough on a card; the year stands in the sentences and the chart below.
        f"{text.quarter(now['quarter'])[6:]}{rate.label}",
        text.percent(now[rate.part], now[rate.whole]),
        _beside(now[rate.part], now[rate.whole]),
        text.points(now[rate.column], before),
        _course(reporting, rate.column),
    )


def _of_headline(headline: pd.DataFrame, by_quarter: pd.DataFrame, rate: Rate) -> Kpi:
    now, before = _moments(headline)
    return Kpi(
        rate.label,
        text.percent(now(rate.part), now(rate.whole)),
        _beside(now(rate.part), now(rate.whole)),
        text.points(now(rate.column), before(rate.column)),
        _course(by_quarter, rate.column),
    )


def _red(headline: pd.DataFrame, by_quarter: pd.DataFrame) -> Kpi:
    now, before = _moments(headline)
    change = None
    if not text.absent(before("red")):
        more = int(now("red") - before("red"))
        change = f"{more:+d}项" if more else "持平"
    beside = _beside(now("red"), now("applicable"))
    course = _course(by_quarter, "red")
    return Kpi("红灯事项", text.count(now("red")), beside, change, course, more_is_better=False)


def _beside(part: Any, whole: Any) -> str:
    return f"{text.count(part)}/{text.count(whole)}"


def _moments(headline: pd.DataFrame) -> tuple[Callable[[str], Any], ...]:
    """Return two look-ups of a column: in the row of today and in that of the quarter before."""
    rows = headline.set_index("which")

    def look(which: str) -> Callable[[str], Any]:
        return lambda column: rows.at[which, column] if which in rows.index else None

    return look("now"), look("before")


def _course(frame: pd.DataFrame, column: str) -> list[float]:
    return [float(value) for value in frame[column].dropna()]
