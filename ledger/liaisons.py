"""Telephone numbers of liaisons: the one door to them, for reminders and their downloads."""

from __future__ import annotations

from datetime import date, datetime

from ledger import metrics
from ledger.store import Store

Call = tuple[str, str]


def phone_numbers(
    store: Store, as_of: date, known_at: datetime | None = None
) -> dict[str, list[Call]]:
    """Return for each unit its current liaisons as (person, number), in the order of their list.

    Numbers are as the unit stated them, not masked; several of one person are parted by 、. A unit
    without a list has no entry. `known_at` (naive UTC) leaves out what was recorded later.
    """
    with store.read() as reader:
        rows = metrics.run(reader.cursor, "received_liaison", [as_of], known_at)
    current = rows[rows.is_current.astype(bool)].sort_values(["document_id", "position"])
    found: dict[str, list[Call]] = {}
    for row in current.itertuples():
        found.setdefault(str(row.unit), []).append((str(row.person), str(row.phone)))
    return found
