"""The pages of all units in one zip: of each its page and its one-page feedback."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from reports.download_names import distinct
from reports.unit_facts import unit_facts
from reports.unit_feedback import feedback_page_name, write_unit_feedback
from reports.unit_page import unit_page_name, write_unit_page
from reports.workbook_bytes import write_zip

_ENDING = ".docx"


def write_unit_pages(
    target: Path | BinaryIO,
    frames: Mapping[str, pd.DataFrame],
    units: Sequence[str],
    as_of: date,
    progress: Callable[[float], None] = lambda _share: None,
) -> None:
    """Write a zip with two documents for each of `units`; `progress` is told the share done, 0-1.

    `frames` are those of `unit_facts`. The same arguments always give the same bytes. Raises
    KeyError as `unit_facts` does, and OSError if the place cannot be written to.
    """
    names = (name(unit) for unit in units for name in (unit_page_name, feedback_page_name))
    stems = [name.removesuffix(_ENDING) for name in names]
    write_zip(
        target, zip(distinct(stems, _ENDING), _pages(frames, units, as_of, progress), strict=True)
    )


def _pages(
    frames: Mapping[str, pd.DataFrame],
    units: Sequence[str],
    as_of: date,
    progress: Callable[[float], None],
) -> Iterator[bytes]:
    for number, unit in enumerate(units, start=1):
        facts = unit_facts(frames, unit, as_of)
        for write in (write_unit_page, write_unit_feedback):
            page = BytesIO()
            write(page, facts)
            yield page.getvalue()
        progress(number / len(units))
