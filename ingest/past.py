"""What was known at earlier moments, from the journal: the database itself may be lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import duckdb

from ingest.arrival import with_arrival
from ingest.collect import Incoming
from ingest.file_reading import ReadLedger
from ingest.findings import Finding
from ingest.repeats import SAME_DAY, Known, known, same_day_finding
from ingest.result import Result
from ledger import metrics
from ledger.plan import Plan
from ledger.schema import Connection, migrate
from ledger.transaction import Row, Transaction

_EARLIER = timedelta(microseconds=1)


class Past:
    """The names of units and the files on record, as they were known at a time."""

    def __init__(self, connection: Connection, plan: Plan, submissions: Sequence[Row]) -> None:
        """Look back on what the attached `facts` hold: `submissions`, and all decisions."""
        self._connection = connection
        self._plan = plan
        self._submissions = submissions
        self._at: datetime | None = None
        self._known = Known()

    def aliases(self, at: datetime) -> dict[str, str]:
        """Return the names decided on by then, each with its unit."""
        table = metrics.run(self._connection, "aliases", [], at)
        return {str(row.alias): str(row.unit) for row in table.itertuples()}

    def findings(self, row: Row, ledger: ReadLedger) -> tuple[Finding, ...]:
        """Return what was told of a ledger when `row` was recorded; rows come in their order.

        That is what the file shows, and what its day and the files before and beside it gave
        cause to ask.
        """
        if row["recorded_at"] != self._at:
            self._at = row["recorded_at"]
            self._known = known(self._connection, row["recorded_at"] - _EARLIER)
        incoming = Incoming(row["file_name"], b"", row["received_on"], row["received_on_source"])
        reading = with_arrival(ledger.reading, row["received_on"], self._plan)
        findings = (*incoming.findings(), *reading.findings, *self._rivals(row))
        outcome = "held" if row["held"] else "accepted"
        [told] = self._known.mark([Result(incoming, outcome, findings, reading)])
        return findings if told.outcome == "duplicate" else told.findings

    def _rivals(self, row: Row) -> list[Finding]:
        """Return with which others of its batch a ledger competed."""
        if SAME_DAY not in row["held"].split(","):
            return []
        key = ("batch_id", "unit", "qtr", "received_on")
        rivals = (s for s in self._submissions if all(s[name] == row[name] for name in key))
        return [same_day_finding(rival["file_name"] for rival in rivals)]


@contextmanager
def looked_back(
    submissions: Sequence[Row], decisions: Sequence[Row], plan: Plan, now: datetime
) -> Iterator[Past]:
    """Yield the past that the journal's receipts and decisions tell of."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("attach ':memory:' as facts")
        migrate(connection, now)
        transaction = Transaction(connection, now)
        transaction.insert("submission", submissions)
        transaction.insert("decision", decisions)
        yield Past(connection, plan, submissions)
