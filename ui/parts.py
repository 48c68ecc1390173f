"""The building blocks of a page: cards, charts, tables with their download, empty states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ledger import metrics
from ledger.errors import UserError
from ui import session, tables, text
from ui.briefing import Sentence
from ui.figure import Figure
from ui.kpis import Kpi
from ui.palette import STATUSES

# Plotly's own buttons speak English and only repeat what the page offers.
_QUIET = {"displayModeBar": False, "doubleClick": False, "scrollZoom": False}
INTAKE = "../pages/intake.py"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def card(title: str, note: str = "") -> DeltaGenerator:
    """Return a bordered container with a title and, in small type, what it shows."""
    box = st.container(border=True, height="stretch")
    box.markdown(f"**{title}**" + (f"　:small[:gray[{note}]]" if note else ""))
    return box


def chart(figure: Figure, alt: str) -> None:
    """Draw a figure without Plotly's toolbar."""
    st.plotly_chart(figure, config=_QUIET, alt=alt)


def clickable(figure: Figure, key: str, alt: str, on_click: Callable[[], None]) -> None:
    """Draw a figure whose marks can be clicked; `on_click` then reads `clicked(key)`."""
    st.plotly_chart(
        figure, config=_QUIET, key=key, alt=alt, on_select=on_click, selection_mode="points"
    )


def clicked(key: str) -> list[str] | None:
    """Return the `customdata` of the mark clicked in the chart `key`, if any."""
    points = st.session_state.get(key, {}).get("selection", {}).get("points", [])
    return [str(value) for value in points[0]["customdata"]] if points else None


def table(frame: pd.DataFrame, name: str, alt: str, **options: Any) -> None:
    """Show a presented frame and offer exactly what is seen as CSV."""
    st.dataframe(frame, hide_index=True, alt=alt, **options)
    download(frame, name)


def listing(frame: pd.DataFrame, name: str, alt: str) -> None:
    """Show a presented frame of the plan's own facts with every word visible, and offer it as CSV.

    Not for what units wrote: this kind of table reads Markdown.
    """
    st.table(frame, border="horizontal", hide_index=True, alt=alt)
    download(frame, name)


def download(frame: pd.DataFrame | Callable[[], pd.DataFrame], name: str) -> None:
    """Offer a presented frame as CSV; the bytes are only made when somebody asks for them.

    A frame that takes its time to present may be given as a function, and is presented then.
    """
    st.download_button(
        "下载此表（CSV）",
        data=lambda: tables.csv(frame() if callable(frame) else frame),
        file_name=f"{name}_{text.day(session.as_of())}.csv",
        mime="text/csv",
        key=f"download_{name}",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )


def metric_row(cards: Sequence[Kpi]) -> None:
    """Show figures as `metrics_of` does, and say what their changes and courses are."""
    metrics_of(cards)
    before = text.day(session.compared_with())
    st.caption(
        f"箭头为变化：报送率、按时率与上一季度的台账比，其余与 {before}（最近一期台账到来之前）比。"
        "小图为各季度走势。"
    )


def metrics_of(cards: Sequence[Kpi]) -> None:
    """Show figures side by side: the share, its n/N, the change and the course of the quarters."""
    for column, kpi in zip(st.columns(len(cards)), cards, strict=True):
        column.metric(
            f"{kpi.label} :gray[{kpi.beside}]",
            kpi.value,
            kpi.delta,
            delta_color=_delta_color(kpi),
            delta_arrow="off" if kpi.delta == "持平" else "auto",
            chart_data=kpi.course if len(kpi.course) > 1 else None,
            chart_type="area",
            border=True,
            height="stretch",
        )


def sentences(lines: Sequence[Sentence]) -> None:
    """Write the sentences as a list, each with the titles of the queries its numbers come from."""
    for line in lines:
        sources = "、".join(metrics.definition(name).title for name in line.queries)
        st.markdown(f"- {line.text} :small[:gray[〔{sources}〕]]")


def _delta_color(kpi: Kpi) -> Any:
    if kpi.delta == "持平":
        return "off"
    return "normal" if kpi.more_is_better else "inverse"


def change_counts(counted: pd.DataFrame) -> None:
    """Write how many duties went from one status to another, as small labels."""
    with st.container(horizontal=True):
        for row in counted.to_dict("records"):
            now = STATUSES[str(row["status_now"])].word
            st.badge(
                f"{STATUSES[str(row['status_before'])].label} → {now}　{row['n']}项", color="gray"
            )


def legend_of_letters() -> None:
    """Say what the characters inside the marks of a task matrix mean."""
    st.caption("状态：" + "　".join(f"{mark.short} {mark.label}" for mark in STATUSES.values()))


@contextmanager
def deciding() -> Iterator[str]:
    """Yield the person's name for a write; without one, or when it fails, say so in the page."""
    name = session.who()
    if not name:
        st.error("请先在左侧填写“经办人”，再操作一次：登记的每项决定都要署名。")
        st.stop()
    with telling():
        yield name


@contextmanager
def telling() -> Iterator[None]:
    """Say in the page what a UserError says, and that the disk or the database refused a write."""
    try:
        yield
    except UserError as error:
        # Where a mistake stands is an option of the command line, unless it is in a file.
        place = "" if error.place.startswith("--") else error.place
        st.error(text.escaped(f"{place} {error.message}{error.hint}".strip()))
    except (OSError, duckdb.Error) as error:
        st.error(
            "写入没有完成：磁盘已满，或数据文件夹没有写入权限。请腾出空间、检查权限后再试一次。"
            + text.escaped(f"（系统所报：{error}）")
        )


def done(message: str) -> None:
    """Run the page again on the new data and say there what was done."""
    st.session_state["done"] = message
    st.rerun()


def say_done() -> None:
    """Say once what the run before has done."""
    if "done" in st.session_state:
        st.toast(st.session_state.pop("done"), icon=":material/check_circle:")


def nothing_received() -> bool:
    """Say whether no ledger was received by the chosen day, telling what to do when so."""
    if not session.frame("submissions").empty:
        return False
    st.info(
        f"截至 {text.day(session.as_of())} 还没有收到任何台账，所以没有可以显示的进展。"
        "请到“收台账”上传各单位报来的文件；若台账是在这一天以后收到的，请把左侧的日期改晚。",
        icon=":material/inbox:",
    )
    st.page_link(INTAKE, label="去收台账", icon=":material/upload_file:")
    return True
