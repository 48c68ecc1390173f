"""Taking in returned files: what each one says, what a person adds, and what was loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ingest.collect import Incoming
from ingest.load import Progress, examine, load
from ingest.result import Result
from ledger.clock import today
from ui import parts, session, tables, text
from ui.palette import OUTCOMES, READINGS, Mark, word

MEGABYTES = 20  # a returned ledger has 20-50 KB
_UNSAID = "（按文件）"


def warn_of_sample() -> None:
    """Say that real ledgers do not belong into the sample's database."""
    if session.store().is_sample:
        st.warning("现在看的是示例数据库。正式台账请先点上方“离开示例”，再上传。")


def upload() -> tuple[list[UploadedFile], date]:
    """Ask for files and the day on which the office received them."""
    left, right = st.columns([3, 1])
    files = left.file_uploader(
        "各单位报来的台账：点按钮选择，或把文件拖进框里（可一次多份）",
        accept_multiple_files=True, max_upload_size=MEGABYTES,
        key=f"files_{st.session_state.get('batch', 0)}",
    )  # fmt: skip
    day = right.date_input(
        "收到日期", value=today(), max_value=today(), format="YYYY-MM-DD", key="received_on",
        help="办公室实际收到电子版的日期，按时与否以此为准。",
    )  # fmt: skip
    return list(files or []), day


def incoming(files: Sequence[UploadedFile], day: date) -> list[Incoming]:
    """Return the files with what was said of them, here or on their own cards below."""
    return [
        Incoming(
            file.name, file.getvalue(), day, "given",
            unit=_said(f"unit_{file.file_id}"), quarter=_said(f"quarter_{file.file_id}"),
        )
        for file in files
    ]  # fmt: skip


def _said(key: str) -> str:
    value = str(st.session_state.get(key) or _UNSAID)
    return "" if value == _UNSAID else value


def read(files: Sequence[Incoming]) -> list[Result]:
    """Return what loading the files would do; read again only when something about them changes."""
    key = (session.store().generation, *(_identity(file) for file in files))
    if st.session_state.get("read_key") != key:
        bar = st.progress(0.0, "正在读取……")
        st.session_state["read"] = examine(session.store(), files, today(), _shown_in(bar, "读取"))
        st.session_state["read_key"] = key
        bar.empty()
    results: list[Result] = st.session_state["read"]
    return results


def _identity(file: Incoming) -> tuple[object, ...]:
    return (file.name, hash(file.data), file.received_on, file.unit, file.quarter)


def _shown_in(bar: DeltaGenerator, verb: str) -> Progress:
    def progress(done: int, total: int, name: str) -> None:
        words = f"正在{verb}第 {done}/{total} 份：{text.escaped(name)}"
        bar.progress(done / max(total, 1), words)

    return progress


def summary(results: Sequence[Result], outcomes: Mapping[str, Mark] = READINGS) -> pd.DataFrame:
    """Return one row a file: what becomes of it, whose it is, how much was recognised."""
    total = len(session.store().plan.tasks)
    return pd.DataFrame(
        {
            "文件": [r.incoming.name for r in results],
            "判读": [word(outcomes, r.outcome) for r in results],
            "填报单位": [r.unit or "未识别" for r in results],
            "季度": [text.quarter(r.quarter) if r.quarter else "未识别" for r in results],
            "与期限比": [_timeliness(r) for r in results],
            "认出任务": [text.ratio(r.entries, total) for r in results],
            "发现的问题": [_count_findings(r) for r in results],
        }
    )


def _timeliness(result: Result) -> str:
    """Return how the received day compares with the due date, before a wrong day is recorded."""
    plan = session.store().plan
    ledgers = {str(p.quarter): p.due_on for p in plan.calendar if p.document == "ledger"}
    due = ledgers.get(result.quarter or "")
    if due is None:
        return text.NOTHING
    late = (result.incoming.received_on - due).days
    return "按时" if late <= 0 else f"迟报{late}天（期限{text.day(due)}）"


def _count_findings(result: Result) -> str:
    severities: list[str] = [finding.severity for finding in result.findings]
    counts = (
        (label, severities.count(code))
        for code, label in (("error", "错误"), ("warning", "注意"), ("info", "说明"))
    )
    return "　".join(f"{label}{n}" for label, n in counts if n) or "无"


def details(files: Sequence[UploadedFile], results: Sequence[Result]) -> None:
    """Show each file's findings, and let a person say unit and quarter where they are unclear."""
    for file, result in zip(files, results, strict=True):
        title = f"{word(READINGS, result.outcome)}　{text.escaped(file.name)}"
        with st.expander(title, expanded=result.outcome in {"held", "rejected"}):
            if result.outcome == "held" or _is_outside(result) or _is_said(file):
                _ask(file)
            _findings(result)


def _is_outside(result: Result) -> bool:
    """Say whether a file was read and refused only for the quarter that it names."""
    return result.outcome == "rejected" and result.reading is not None


def _is_said(file: UploadedFile) -> bool:
    return bool(_said(f"unit_{file.file_id}") or _said(f"quarter_{file.file_id}"))


def _ask(file: UploadedFile) -> None:
    plan = session.store().plan
    left, right = st.columns(2)
    units = [_UNSAID, *(unit.unit for unit in plan.units)]
    quarters = [_UNSAID, *(str(quarter) for quarter in plan.quarters)]
    left.selectbox("指定填报单位", units, key=f"unit_{file.file_id}")
    right.selectbox(
        "指定季度", quarters, key=f"quarter_{file.file_id}",
        format_func=lambda value: value if value == _UNSAID else text.quarter(value),
    )  # fmt: skip


def _findings(result: Result) -> None:
    if not result.findings:
        st.caption("没有发现问题。")
        return
    frame = pd.DataFrame([asdict(finding) for finding in result.findings])
    columns = "severity message hint sheet cell value"
    st.dataframe(tables.present(frame, columns), hide_index=True, alt="读取时发现的问题")


def confirm(results: Sequence[Result]) -> None:
    """Offer to load what can be loaded, and do so under the person's name."""
    ready = [result for result in results if result.outcome in {"accepted", "held"}]
    held = sum(result.outcome == "held" for result in ready)
    note = f"，另 {held} 份存为待定" if held else ""
    if not ready:
        st.info("没有可以装入的文件：请看上面各份文件的说明。")
        return
    if st.button(f"确认装入 {len(ready) - held} 份{note}", type="primary", key="confirm_load"):
        bar = st.progress(0.0, "正在装入……")
        with parts.deciding() as name:
            done = load(session.store(), results, name, _shown_in(bar, "装入"))
            st.session_state["loaded"] = summary(done, OUTCOMES)
            st.session_state["batch"] = st.session_state.get("batch", 0) + 1
            st.rerun()


def loaded() -> None:
    """Say what the last confirmation loaded."""
    frame = st.session_state.get("loaded")
    if frame is None:
        return
    counts = "，".join(f"{kind} {n} 份" for kind, n in frame["判读"].value_counts().items())
    st.success(
        f"已处理 {len(frame)} 份文件：{counts}。现为第 {session.store().generation} 版数据。"
    )
    parts.table(frame, "装入结果", "本次装入的结果")
    if session.as_of() < today():
        st.caption(
            f"左侧“数据截至”为 {text.day(session.as_of())}，之后收到的台账不计入各页的数字。"
        )
