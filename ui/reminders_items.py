"""What one unit can be reminded of, item by item, each with the way to its source."""

from __future__ import annotations

from datetime import date

import pandas as pd

from reports.reminder_digest import Digest, Item
from ui import drill, linked, text
from ui.palette import URGENCIES

_WIDTHS = {"情况": 330, "需要做的": 330, "事项": 150, "期限": 90, "程度": 85, "上次催办": 90}


def show(digest: Digest) -> None:
    """Show every item of the unit; each of a task leads to what the unit wrote about it."""
    frame = pd.DataFrame(
        {
            "程度": URGENCIES[item.colour].word,
            "事项": item.subject,
            "期限": _day(item.due_on),
            "情况": item.reason,
            "需要做的": item.request,
            "上次催办": _reminded(digest, item),
        }
        for item in digest.items
    )
    links = [_source(digest, item) for item in digest.items]
    linked.table(frame, links, f"催办事项_{digest.unit}", _WIDTHS, "可催办的事项")


def _reminded(digest: Digest, item: Item) -> str:
    done_today = item.last_reminded_on == digest.as_of
    return "当日已催" if done_today else _day(item.last_reminded_on)


def _source(digest: Digest, item: Item) -> str:
    """Return the address of what the unit wrote about a task; empty for a document."""
    if item.task_no is None:
        return ""
    place = drill.Place(unit=digest.unit, task_no=item.task_no)
    return drill.visit(place, digest.as_of, "看原文")


def _day(day: date | None) -> str:
    return "" if day is None else text.day(day)
