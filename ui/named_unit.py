"""The unit an address names: chosen if there is one of that name, and said if there is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from ui import text

LONGEST = 40  # characters of a name that is none


def choose(key: str, units: Sequence[str], width: int | Literal["stretch"] = "stretch") -> str:
    """Let the visitor choose one of `units`; return it, or an empty string while none is chosen.

    To begin with it is the first, later the one chosen last. It is no default, which Streamlit
    leaves out of the address: an address that is sent on names the unit.
    """
    held = st.session_state.get(key)
    if held not in (None, *units):  # chosen on another day or of other data
        st.session_state[key], st.session_state[_kept(key)] = None, held
    if not unknown(key, units) and not st.session_state.get(key, _asked(key)):
        last = st.session_state.get(_last(key))
        begun = str(last) if last in units else units[0]
        if key not in st.session_state:  # later Streamlit itself writes it into the address
            st.query_params[key] = begun
        st.session_state[key] = begun
    chosen: str | None = st.selectbox(
        "单位", units, index=None, placeholder="请选择单位", key=key, bind="query-params",
        label_visibility="collapsed", width=width, on_change=forget, args=(key,),
    )  # fmt: skip
    if chosen:
        forget(key)
        st.session_state[_last(key)] = chosen
    elif not unknown(key, units):  # gone back to an address without one: the box was emptied
        st.rerun()
    return chosen or ""


def unknown(key: str, units: Sequence[str]) -> str:
    """Return the name in the address that is none of `units`, until `forget`; else nothing.

    To be asked before the box is drawn: Streamlit then takes such a name out of the address.
    """
    said = _asked(key)
    if said and said not in units:
        st.session_state[_kept(key)] = said
    return str(st.session_state.get(_kept(key), ""))


def forget(key: str) -> None:
    """Say no more of an unknown name, since something else was chosen."""
    st.session_state.pop(_kept(key), None)


def explain(name: str, plan_units: Sequence[str], nothing: str, further: str = "") -> None:
    """Say why the unit called `name` is not shown, and what to do; without a name, to choose one.

    `nothing` is what a unit of the plan has not, on the day looked at.
    """
    shown = text.escaped(name[:LONGEST])
    if not name:
        st.info("请在上面的框中选一个单位。")
    elif name in plan_units:
        st.info(f"{shown}{nothing}请在上面的框中换一个单位，或换一个日期。")
    else:
        st.warning(
            f"没有名为“{shown}”的单位。请核对链接里的名称，或在上面的框中选一个单位{further}。",
            icon=":material/search_off:",
        )


def _asked(key: str) -> str:
    return str(st.query_params.get(key, ""))


def _last(key: str) -> str:
    return f"{key}_last"


def _kept(key: str) -> str:
    return f"{key}_unknown"
