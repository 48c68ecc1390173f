"""From where a question looks at the facts: on which days, and with which knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ledger.clock import END_OF_TIME


@dataclass(frozen=True)
class View:
    """Days looked at, oldest first, the newest knowledge (naive UTC) and the rules preferred.

    `compared_with` is the day before the newest returns that the last of the days is compared with.
    Of `units` only the named ones are looked at, of all where none is named.
    """

    moments: tuple[date, ...]
    known_at: datetime = END_OF_TIME
    rules_version: str = ""
    compared_with: date = date.min
    units: tuple[str, ...] = ()

    @property
    def is_ordinary(self) -> bool:
        """Whether all counts that is known, of all units."""
        return self.known_at == END_OF_TIME and not self.rules_version and not self.units

    def parameters(self, asked: str) -> dict[str, object]:
        """Return those parameters that occur in the statement `asked`."""
        available: dict[str, object] = {
            "moments": list(self.moments),
            "known_at": self.known_at,
            "rules_version": self.rules_version,
            "compared_with": self.compared_with,
            "units": list(self.units),
        }
        return {name: value for name, value in available.items() if f"${name}" in asked}
