"""The files that a visitor hands over: unpacked, numbered, with what is said of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st
from streamlit.typing import UploadedFile

from ingest.collect import Incoming, Said, uploaded
from ingest.file_names import shown_name
from ledger.clock import today
from ledger.errors import UserError
from ui import session

# The widget's own refusal speaks English, so it stands far above what a ledger may have; a file
# between the two limits is refused by the reading, in Chinese.
WIDGET_MEGABYTES = 200
UNSAID = "（按文件）"


@dataclass(frozen=True)
class Handed:
    """One file with the key that names its widgets, the same as long as it stays uploaded."""

    key: str
    incoming: Incoming


def warn_of_sample() -> None:
    """Say that real ledgers do not belong into the sample's database."""
    if session.store().is_sample:
        st.warning("现在看的是示例数据库。正式台账请先点上方“离开示例”，再上传。")


def upload() -> list[Handed]:
    """Ask for files and the day on which the office received them; return each with its key."""
    left, right = st.columns([3, 1])
    files = left.file_uploader(
        "各单位报来的文件：点按钮选择，或拖进框里（可一次多份，也可整个压缩包 .zip）",
        accept_multiple_files=True, max_upload_size=WIDGET_MEGABYTES,
        key=f"files_{batch()}",
    )  # fmt: skip
    day = right.date_input(
        "收到日期", value=today(), max_value=today(), format="YYYY-MM-DD", key="received_on",
        help="办公室实际收到电子版的日期，按时与否以此为准。个别文件不同的，在下面逐份改。",
    )  # fmt: skip
    files = files or []
    forget_all_but([file.file_id for file in files])
    return [handed for file in files for handed in _handed(file, day or today())]


def batch() -> int:
    """Return how many times files were confirmed: the uploader starts empty after each."""
    return int(st.session_state.get("batch", 0))


def start_next_batch() -> None:
    """Empty the uploader and forget what was read of its files."""
    st.session_state["batch"] = batch() + 1
    forget_all_but([])


def forget_all_but(present: Collection[str]) -> None:
    """Let go of uploads that are gone and what was read of them: a session lasts all day."""
    unpacked = st.session_state.get("unpacked", {})
    for file_id in unpacked.keys() - set(present):
        del unpacked[file_id]
    if not present:
        st.session_state.pop("read", None)
        st.session_state.pop("read_key", None)


def widget(name: str, key: str) -> str:
    """Return the session's name for what a person says of a file: unit, quarter, received, take."""
    return f"{name}_{key}"


def said(name: str, key: str) -> str:
    """Return the unit or quarter that a person chose for a file, or an empty string."""
    value = str(st.session_state.get(widget(name, key)) or UNSAID)
    return "" if value == UNSAID else value


def _handed(file: UploadedFile, day: date) -> list[Handed]:
    number, files = _unpacked(file)
    keys = [f"{number}_{place}" for place in range(1, len(files) + 1)]
    if len(files) == 1:
        keys = [f"{number}"]
    return [
        Handed(key, _with_what_is_said(key, one, day))
        for key, one in zip(keys, files, strict=True)
    ]  # fmt: skip


def _unpacked(file: UploadedFile) -> tuple[int, Sequence[Incoming]]:
    """Return the number of an upload and the files in it; unpacked once, however often it is drawn.

    The numbers go on over the whole session: what was said of one file never counts for another.
    """
    known: dict[str, tuple[int, list[Incoming]]] = st.session_state.setdefault("unpacked", {})
    if file.file_id not in known:
        number = st.session_state["uploads"] = int(st.session_state.get("uploads", 0)) + 1
        known[file.file_id] = number, _inside(file)
    return known[file.file_id]


def _inside(file: UploadedFile) -> list[Incoming]:
    try:
        return uploaded(file.name, file.getvalue(), Said(), today())
    except UserError as error:  # the zip's own manifest cannot be read
        return [Incoming(shown_name(file.name), b"", today(), "today", problem=error)]


def _with_what_is_said(key: str, file: Incoming, day: date) -> Incoming:
    """Return the file with what was said of it; the day above gives way to a zip's manifest."""
    own: date | None = st.session_state.get(widget("received", key))
    dated = file if file.received_source == "manifest" else _received(file, day)
    return replace(
        _received(dated, own) if own else dated,
        unit=said("unit", key) or file.unit,
        quarter=said("quarter", key) or file.quarter,
    )


def _received(file: Incoming, day: date) -> Incoming:
    return replace(file, received_on=day, received_source="given")
