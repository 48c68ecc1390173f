"""The five figures at the top of the overview, from the frames of their queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ui import text
from ui.charts import COMPLETION, FRESH, ON_TIME, REPORTING, Rate


@dataclass(frozen=True)
class Kpi:
    """One card: `value` big, `beside` its n/N, `delta` the change, `course` the quarters' values."""

    label: str
    value: str
    beside: str
    delta: str | None
    since: str
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
        return Kpi(rate.label, text.NOTHING, "尚无到期台账", None, "", [])
    now = reporting.iloc[-1]
    before = reporting.iloc[-2][rate.column] if len(reporting) > 1 else None
    return Kpi(
        f"{text.quarter(now['quarter'])[5:]}{rate.label}",  # the year stands in the chart below
        text.percent(now[rate.part], now[rate.whole]),
        f"{text.count(now[rate.part])}/{text.count(now[rate.whole])}",
        text.points(now[rate.column], before),
        "较上一季度",
        _course(reporting, rate.column),
    )


def _of_headline(headline: pd.DataFrame, by_quarter: pd.DataFrame, rate: Rate) -> Kpi:
    now, before = _moments(headline)
    return Kpi(
        rate.label,
        text.percent(now(rate.part), now(rate.whole)),
        f"{text.count(now(rate.part))}/{text.count(now(rate.whole))}",
        text.points(now(rate.column), before(rate.column)),
        "较上季度末",
        _course(by_quarter, rate.column),
    )


def _red(headline: pd.DataFrame, by_quarter: pd.DataFrame) -> Kpi:
    now, before = _moments(headline)
    change = None
    if not text.absent(before("red")):
        more = int(now("red") - before("red"))  # type: ignore[operator]
        change = f"{more:+d}项" if more else "持平"
    share = text.percent(now("red"), now("applicable"))
    beside = f"/{text.count(now('applicable'))}（{share}）"
    course = _course(by_quarter, "red")
    return Kpi("红灯任务", text.count(now("red")), beside, change, "较上季度末", course, False)


def _moments(headline: pd.DataFrame) -> tuple[Callable[[str], float | None], ...]:
    """Return two look-ups of a column: in the row of today and in that of the quarter before."""
    rows = headline.set_index("which")

    def look(which: str) -> Callable[[str], float | None]:
        return lambda column: rows.at[which, column] if which in rows.index else None

    return look("now"), look("before")


def _course(frame: pd.DataFrame, column: str) -> list[float]:
    return [float(value) for value in frame[column].dropna()]
