"""The numbers of an evaluation counted again with pandas, from standings and returns alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from ledger import metrics
from ledger.evaluation import Evaluation, evaluations
from ledger.material import material
from ledger.plan import Plan
from ledger.store import Store

Frame = pd.DataFrame
RANKS = {"not_started": 1, "advancing": 2, "done": 3}
LIGHTS = {"red": 1, "yellow": 2, "green": 3}
STATUSES = ("done", "advancing", "not_started", "unclear", "blank", "missing")


class Recount:
    """One evaluation counted again; `now` is the standing, `returns` what is due by its day."""

    def __init__(self, store: Store, evaluation: Evaluation) -> None:
        self.plan: Plan = store.plan
        self.evaluation = evaluation
        earlier = [e for e in evaluations(store.plan) if e.as_of < evaluation.as_of]
        closes = [q.last_day for q in self.plan.owed_quarters if q.last_day < evaluation.as_of]
        days = {evaluation.as_of, *closes, *(e.as_of for e in earlier)}
        with store.read() as reader:
            self.standing = {d: metrics.query(reader, "standing", d) for d in days}
            returns = metrics.query(reader, "returns", evaluation.as_of)
            self.figure_totals = metrics.query(reader, "figure_totals", evaluation.as_of)
            self.values = metrics.query(reader, "figure_values", evaluation.as_of)
            entries = metrics.query(reader, "entries", evaluation.as_of)
            passages = metrics.query(reader, "passages", evaluation.as_of)
            received = "select document from facts.document where received_on <= ?"
            kept = reader.cursor.execute(received, [evaluation.as_of]).fetchall()
        self.documents = Counter(row[0] for row in kept)
        self.reports = returns[
            (returns.document == evaluation.kind) & returns.state.isin(["on_time", "late"])
        ]
        self.material = material(entries, passages, store.plan)
        self.closes = sorted(closes)
        self.now = self.standing[evaluation.as_of]
        self.earlier = self.standing[earlier[-1].as_of] if earlier else None
        self.ledgers = returns[
            (returns.document == "ledger") & returns.state.isin(["on_time", "late", "missing"])
        ]

    def expected(self) -> dict[str, tuple[str, str]]:
        """Return the number and n/N of each placeholder that the template may write."""
        found = {f"headline.{k}[now]": v for k, v in headline(self.now).items()}
        before = headline(self.standing[self.closes[-1]])
        found |= {f"headline.{k}[before]": v for k, v in before.items()}
        if self.earlier is not None:
            old = headline(self.earlier)
            found |= {f"before.headline.{k}[now]": v for k, v in old.items()}
            found |= self._moves()
        return found | self._reporting() | self._units() | self._lists() | self._figures()

    def _reporting(self) -> dict[str, tuple[str, str]]:
        own = self.ledgers[self.ledgers.quarter == str(self.evaluation.quarter)]
        late, on_time = sum(own.state == "late"), sum(own.state == "on_time")
        return {
            "reporting.expected[本季]": (str(len(own)), ""),
            "reporting.received[本季]": part(late + on_time, len(own)),
            "reporting.reporting_rate[本季]": rate(late + on_time, len(own)),
            "reporting.on_time_rate[本季]": rate(on_time, len(own)),
        }

    def _units(self) -> dict[str, tuple[str, str]]:
        units = self.now.unit.nunique()
        own = self.now[self.now.applicable]
        stale = own[own.continuing & (own.stale_quarters >= 1)]
        by_state = {s: self.ledgers[self.ledgers.state == s].unit.nunique() for s in STATES}
        arrived = "evaluation_units.count[本次,report_state=on_time|late]"
        documents = {
            f"documents.count[document={kind}]": (str(count), "")
            for kind, count in self.documents.items()
        }
        return documents | {
            arrived: part(len(self.reports), units),
            "lagging.count": (str(units), ""),
            "lagging.count[red>0]": part(own[own.light == "red"].unit.nunique(), units),
            "lagging.count[stale>0]": part(stale.unit.nunique(), units),
            "lagging.count[missing_ledgers>0]": part(by_state["missing"], units),
            "lagging.count[late_ledgers>0]": part(by_state["late"], units),
        }

    def overdue(self, *, soon: bool = False) -> Frame:
        """Return the dated tasks not done whose date is past, or that are due soon."""
        own = self.now
        left = (own.due_on - pd.Timestamp(self.evaluation.as_of)).dt.days
        far = self.plan.threshold("soon_days")
        due = left.between(0, far) if soon else left < 0
        begun = own.light != "grey"
        return own[own.applicable & ~own.continuing & (own.status != "done") & due & begun]

    def _lists(self) -> dict[str, tuple[str, str]]:
        red = {d: keys(s[s.light == "red"]) for d, s in self.standing.items()}
        now = red[self.evaluation.as_of]
        green = keys(self.now[self.now.light == "green"])
        last = self.closes[-1]
        ends = [q.last_day for q in self.plan.owed_quarters if q.last_day in red][-2:]
        run = now.intersection(*(red[d] for d in ends)) if ends[1:] else set()
        overdue, soon = self.overdue(), self.overdue(soon=True)
        social = self.material[self.material.section == "social"]
        return {
            "movements.count[list=newly_red]": (str(len(now - red[last])), ""),
            "movements.count[list=recovered]": (str(len(green & red[last])), ""),
            "movements.count[list=long_red]": (str(len(run)), ""),
            "open_duties.count[kind=overdue]": (str(len(overdue)), ""),
            "open_duties.count(unit)[kind=overdue]": (str(overdue.unit.nunique()), ""),
            "open_duties.count[kind=due_soon]": (str(len(soon)), ""),
            "open_duties.count(unit)[kind=due_soon]": (str(soon.unit.nunique()), ""),
            "material.count(unit)[section=social]": (str(social.unit.nunique()), ""),
        }

    def moved(self) -> Frame:
        """Return each unit and task of the standing with where it moved since the one before."""
        assert self.earlier is not None
        both = self.now.merge(
            self.earlier, on=["unit", "task_no"], how="left", suffixes=("", "_old")
        )
        return both.assign(moved=[_moved(row) for row in both.to_dict("records")])

    def _moves(self) -> dict[str, tuple[str, str]]:
        moved = self.moved()
        both = moved[moved.moved.isin(["forward", "same", "back"])]
        name = "evaluation_moves.count[moved=forward|same|back"
        found = {
            f"{name},moved={kind}]": part(sum(both.moved == kind), len(both))
            for kind in ("forward", "same", "back")
        }
        units = both[both.moved == "back"].unit.nunique(), both.unit.nunique()
        found |= {f"{name.replace('count', 'count(unit)')},moved=back]": part(*units)}
        return found | {f"{name}]": part(len(both), len(moved))}

    def figures(self) -> list[Frame]:
        """Return the values of each kind of figure."""
        columns = ["task_no", "thing", "counted_in", "summable"]
        return [own for _, own in self.values.groupby(columns)]

    def _figures(self) -> dict[str, tuple[str, str]]:
        kinds = self.figures()
        odd = sum(len(outliers_of(own, self.plan)) > 0 for own in kinds)
        return {"figure_totals.count[outliers>0]": part(odd, len(kinds))}


STATES = ("on_time", "late", "missing")


def headline(standing: Frame) -> dict[str, tuple[str, str]]:
    """Return the counts and rates of a standing, each with n/N."""
    own = standing[standing.applicable]
    total = len(own)
    found = {"applicable": (str(total), ""), "to_review": part(sum(standing.to_review), total)}
    found |= {status: part(sum(own.status == status), total) for status in STATUSES}
    found |= {
        light: part(sum(own.light == light), total) for light in ("green", "yellow", "red", "grey")
    }
    filled = sum(~own.status.isin(["blank", "missing"]))
    return found | {
        name: rate(*of) for name, of in (*rates(own).items(), ("fill_rate", (filled, total)))
    }


def rates(own: Frame) -> dict[str, tuple[int, int]]:
    """Return part and whole of both rates of the applicable rows of a standing."""
    dated, continuing = own[~own.continuing], own[own.continuing]
    return {
        "completion_rate": (sum(dated.status == "done"), len(dated)),
        "fresh_rate": (sum(continuing.light == "green"), len(continuing)),
    }


def part(n: int, whole: int) -> tuple[str, str]:
    """Return a count as the annex writes it."""
    return str(n), f"{n}/{whole}"


def rate(n: int, whole: int) -> tuple[str, str]:
    """Return a rate as the annex writes it."""
    return (f"{n / whole:.1%}" if whole else "—"), f"{n}/{whole}"


def cell(n: int, whole: int) -> str:
    """Return a rate as a table writes it."""
    return f"{n / whole:.1%}\n{n}/{whole}" if whole else "—"


def keys(rows: Frame) -> set[tuple[str, int]]:
    """Return unit and task of each row."""
    return set(zip(rows.unit, rows.task_no, strict=True))


def day(value: Any) -> date:
    """Return a cell as a day."""
    return pd.Timestamp(value).date()


def _moved(row: dict[Any, Any]) -> str:
    was = row["applicable_old"] is True
    if not row["applicable"]:
        return "left" if was else "outside"
    if not was:
        return "joined"
    if row["continuing"] and row["continuing_old"]:
        steps = _step(LIGHTS, row["light"], row["light_old"])
    else:
        steps = RANKS.get(row["status"], 0) - RANKS.get(row["status_old"], 0)
    return "forward" if steps > 0 else "back" if steps < 0 else "same"


def _step(ranks: dict[str, int], now: str, old: str) -> int:
    return ranks[now] - ranks[old] if now in ranks and old in ranks else 0


def outliers_of(own: Frame, plan: Plan) -> Frame:
    """Return those values of one kind of figure that are far from the others."""
    values = own.value
    if own.thing.iloc[0] == "" or len(values) < plan.threshold("outlier_units"):
        return own[:0]
    gaps = (values - values.median()).abs()
    spread = gaps.median() / 0.6745 or 1.253314 * gaps.mean()
    return own[gaps / spread > plan.threshold("outlier_score")] if spread else own[:0]
