"""One county's figures, to stand beside another's."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui import text
from ui.rates import COMPLETION, FRESH


def figures(by_county: pd.DataFrame, county: str) -> None:
    """Show a county's completion, fresh rate and red lights, each with its n/N."""
    row = by_county[by_county["county"] == county].iloc[0]
    with st.container(border=True):
        st.markdown(f"**{county}**　:small[:gray[{text.count(row['units'])}个单位]]")
        columns = st.columns(3)
        for column, rate in zip(columns, (COMPLETION, FRESH), strict=False):
            beside = f"{text.count(row[rate.part])}/{text.count(row[rate.whole])}"
            column.metric(
                f"{rate.label} :gray[{beside}]", text.percent(row[rate.part], row[rate.whole])
            )
        beside = f"{text.count(row['red'])}/{text.count(row['applicable'])}"
        columns[2].metric(f"红灯占比 :gray[{beside}]", text.percent(row["red"], row["applicable"]))
