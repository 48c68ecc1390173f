"""Fair comparisons: contestants take turns, and the median of many turns counts."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One comparison: our seconds, a yardstick's, and the ratio that is the target, if any."""

    what: str
    yardstick: str
    ours: float
    theirs: float
    target: float | None = None

    @property
    def ratio(self) -> float:
        """Our time as a multiple of the yardstick's."""
        return self.ours / self.theirs

    @property
    def verdict(self) -> str:
        """Whether the target was met, in a word; empty where there is none."""
        if self.target is None:
            return ""
        return "met" if self.ratio <= self.target else "MISSED"


def medians(contestants: Mapping[str, Callable[[], float]], turns: int) -> dict[str, float]:
    """Return the median seconds of each contestant; they take turns, so that noise hits all."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(turns):
        for name, run in contestants.items():
            seconds[name].append(run())
    return {name: statistics.median(values) for name, values in seconds.items()}


def settle() -> None:
    """Look through what the start left, so that no contestant's turn is spent on collecting it."""
    gc.collect()
    gc.freeze()


def print_table(rows: list[Row]) -> None:
    """Print the comparisons, one a line."""
    head = ("what", "ours", "yardstick", "its time", "ratio", "target", "")
    lines = [head, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def _cells(row: Row) -> tuple[str, ...]:
    target = f"<= {row.target:g}" if row.target is not None else "-"
    ours, theirs = (f"{seconds * 1000:.1f} ms" for seconds in (row.ours, row.theirs))
    return row.what, ours, row.yardstick, theirs, f"{row.ratio:.2f}", target, row.verdict
