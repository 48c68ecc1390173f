"""What every row of a fact file is, and the cells that need reading before they are values."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from ledger.quarter import Quarter


def _quarter(value: object) -> object:
    return Quarter.parse(value) if isinstance(value, str) else value


def _names(value: object) -> object:
    """Split a CSV cell such as `甲|乙` into its names."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split("|") if part.strip())
    return value


def _month_day(value: object) -> object:
    """Return `06-30` for the spellings into which table software turns it, such as 6月30日."""
    match = re.fullmatch(r"(\d{1,2})[-/月](\d{1,2})日?", value) if isinstance(value, str) else None
    return f"{int(match[1]):02}-{int(match[2]):02}" if match else value


QuarterField = Annotated[Quarter, BeforeValidator(_quarter)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
MonthDay = Annotated[str, BeforeValidator(_month_day)]


class Fact(BaseModel):
    """A row of a fact file: immutable, and no column that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
