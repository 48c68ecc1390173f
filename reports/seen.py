"""What a report of an evaluation looks at, and how it says so: equal moments, equal reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from ledger.clock import to_beijing

STAMP = "生成时间"


@dataclass(frozen=True)
class Seen:
    """What a report looks at: day, knowledge (naive UTC) and rules; and when it is made."""

    as_of: date
    known_at: datetime | None
    rules_version: str
    stamp: datetime

    @property
    def known_words(self) -> str:
        """Up to when what was recorded counts, in words."""
        if self.known_at is None:
            return "不限（登记到生成时为止的全部内容）"
        return f"{to_beijing(self.known_at):%Y-%m-%d %H:%M:%S}（北京时间，只计此前登记的内容）"

    @property
    def stamp_words(self) -> str:
        """When the report is made, in Beijing."""
        return f"{to_beijing(self.stamp):%Y-%m-%d %H:%M:%S}"

    def rules_words(self, entries: pd.DataFrame) -> str:
        """Return which rules are asked for, and which have judged the `entries`."""
        used = sorted(set(entries["rules_version"].dropna()))
        wanted = self.rules_version or "不限（每条取最近一次判定）"
        return f"{wanted}；所用：{'、'.join(used) or '无'}"
