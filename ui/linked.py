"""A table whose rows lead to 督办."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from ui import drill, parts

_LINK = "督办"


def table(
    table: pd.DataFrame, links: Sequence[str], name: str, widths: Mapping[str, int], alt: str = ""
) -> None:
    """Show a presented frame behind a column of links to 督办, and offer it without them."""
    config = {head: st.column_config.Column(width=width) for head, width in widths.items()}
    shown = table.copy()
    shown.insert(0, _LINK, list(links))
    st.dataframe(
        shown, hide_index=True, alt=alt or name,
        column_config=config
        | {_LINK: st.column_config.LinkColumn(display_text=drill.LABEL, width=75)},
    )  # fmt: skip
    parts.download(table, name)
