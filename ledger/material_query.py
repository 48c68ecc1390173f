"""All material for an evaluation as it stood on a day: what the units wrote and the data show."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from ledger import metrics
from ledger.material import material
from ledger.material_problems import data_problems
from ledger.store import Reader

NEEDED = ("entries", "passages", "standing", "returns")


def material_at(
    reader: Reader,
    as_of: date,
    known_at: datetime | None = None,
    rules_version: str | None = None,
) -> pd.DataFrame:
    """Return the material known for that day, with the columns of `ledger.material.Piece`.

    The problems in the data come before those in the texts. To be kept for a generation: it costs
    a tenth of a second and more at the size of a city.
    """
    frames = {name: metrics.query(reader, name, as_of, known_at, rules_version) for name in NEEDED}
    told = material(frames["entries"], frames["passages"], reader.plan)
    shown = data_problems(frames["standing"], frames["returns"], reader.plan)
    return joined(shown, told)


def joined(shown: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Return both frames of material as one."""
    filled = [frame for frame in (shown, told) if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else told
