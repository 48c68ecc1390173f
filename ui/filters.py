"""Filters of pages: boxes whose choice stands in the address, and rows narrowed by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from ui import session


def box(
    where: DeltaGenerator,
    key: str,
    every: str,
    options: Sequence[Any],
    words: Callable[[Any], str] = str,
) -> Any:
    """Ask for one of the options; None means all of them."""
    names = {option: words(option) for option in options}
    return where.selectbox(
        every, options, index=None, placeholder="全部", format_func=names.__getitem__, key=key,
        bind="query-params",
    )  # fmt: skip


def narrowed(frame: pd.DataFrame, **wanted: Any) -> pd.DataFrame:
    """Return the rows whose columns have the wanted values; None is any value."""
    for column, value in wanted.items():
        if value is not None:
            frame = frame[frame[column] == value]
    return frame


def units() -> list[str]:
    """Return the units of the plan in their official order."""
    return [unit.unit for unit in session.store().plan.units]


def task_words(numbers: Sequence[int]) -> str:
    """Return the tasks that a document is about, each with its short name."""
    by_no = session.store().plan.task_by_no
    return "、".join(f"{no} {by_no[no].short_name}" for no in numbers if no in by_no)
