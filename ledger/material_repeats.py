"""Pieces of material that say the same, in several documents of a unit or in several units."""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from ledger.sentences import text_key

# What units call themselves; 市局 is nobody's own name: it is whom the others ask for something.
_SELF = re.compile(
    r"(?:我|本|该)(?:县|区)?(?:局|科|室|支队|大队|中队|单位)|[县区](?:交通运输)?局|支队"
)
_NUMBERS = re.compile(r"[0-9０-９.．]+")
_SAME = ["section", "unit", "said"]


def said(text: str) -> str:
    """Return what texts share that say the same, whatever their units call themselves."""
    return text_key(_SELF.sub("", text)) or text_key(text)


def shape(text: str) -> str:
    """Return what texts share that differ in their numbers alone."""
    return said(_NUMBERS.sub("", text))


def with_repeats(pieces: pd.DataFrame) -> pd.DataFrame:
    """Return the pieces (columns of `ledger.material.Piece`) and what they repeat.

    Added are `said`, as the function of this name gives it, `places`, in how many places the unit
    says so in the section, and `is_newest`: whether this is the newest of these places, by quarter
    and day received.
    """
    marked = pieces.assign(said=pieces["text"].map(said))
    marked["places"] = marked.groupby(_SAME)["piece_id"].transform("size")
    by_age = marked.sort_values(["quarter", "received_on"], kind="stable", na_position="first")
    return marked.assign(is_newest=~by_age.duplicated(_SAME, keep="last"))


def said_once(pieces: pd.DataFrame, kept: Collection[str] = ()) -> pd.DataFrame:
    """Return the pieces of `with_repeats` in their order, what a unit says again only once.

    The newest stays, or those whose ids are `kept`.
    """
    is_kept = pieces["piece_id"].isin(list(kept))
    if not is_kept.any():
        return pieces[pieces["is_newest"]]
    has_kept = is_kept.groupby([pieces[name] for name in _SAME]).transform("any")
    return pieces[is_kept | (pieces["is_newest"] & ~has_kept)]
