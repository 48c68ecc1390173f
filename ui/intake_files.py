"""The files that a visitor hands over: unpacked, numbered, with what is said of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st
from streamlit.typing import UploadedFile

from ingest.collect import Incoming, Said, uploaded
from ingest.file_names import shown_name
from ingest.formats.package import MAX_FILE_BYTES
from ledger.clock import today
from ledger.errors import UserError
from ui import session

# The widget's own refusal speaks English, so it stands far above what a ledger may have; a file
# between the two limits is refused by the reading, in Chinese.
WIDGET_MEGABYTES = 200
UNSAID = "（按文件）"
LOADED = "loaded"  # what came of the last load, told until other files are handed over
_SHOWN = "uploads_shown"


@dataclass(frozen=True)
class Handed:
    """One file with the key that names its widgets, the same until it is loaded or removed."""

    key: str
    incoming: Incoming


def warn_of_sample() -> None:
    """Say that real ledgers do not belong into the sample's database."""
    if session.store().is_sample:
        st.warning("现在看的是示例数据库。正式台账请先点上方“离开示例”，再上传。")


def upload() -> list[Handed]:
    """Ask for files and the day on which the office received them.

    Return with their keys those in the uploader, and those kept: not loaded yet, but no longer in
    it, because others were loaded from it or the visitor looked at another page.
    """
    left, right = st.columns([3, 1])
    files = left.file_uploader(
        "各单位报来的文件：点按钮选择，或拖进框里（可一次多份，也可整个压缩包 .zip；"
        f"单个文件不超过 {MAX_FILE_BYTES // 1_000_000} MB，"
        f"压缩包不超过 {WIDGET_MEGABYTES} MB）",
        accept_multiple_files=True, max_upload_size=WIDGET_MEGABYTES,
        key=_uploader(), on_change=_forget_removed,
    )  # fmt: skip
    day = right.date_input(
        "收到日期", value=today(), max_value=today(), format="YYYY-MM-DD",
        key=f"received_on_{batch()}", persist_state="session",
        help="办公室实际收到电子版的日期，按时与否以此为准。个别文件不同的，在下面逐份改。",
    )  # fmt: skip
    _note_uploads(files or [])
    _tell_of_kept()
    waiting = [file for inside in _unpacked().values() for file in inside.items()]
    if not waiting:
        forget_readings()
    return [Handed(key, _with_what_is_said(key, file, day or today())) for key, file in waiting]


def batch() -> int:
    """Return how many times files were confirmed: the uploader starts empty after each."""
    return int(st.session_state.get("batch", 0))


def start_next_batch() -> None:
    """Empty the uploader; its files that were not removed before are kept."""
    _note_uploads(st.session_state.get(_uploader()) or [])
    st.session_state[_SHOWN] = set()
    st.session_state["batch"] = batch() + 1
    forget_readings()


def remove(*keys: str) -> None:
    """Let go of files by their keys: they are loaded, or a person wants them no more."""
    for file_id, inside in list(_unpacked().items()):
        for key in inside.keys() & set(keys):
            del inside[key]
        if not inside and file_id not in _shown():
            del _unpacked()[file_id]


def is_kept(key: str) -> bool:
    """Say whether a file waits here that is no longer in the uploader."""
    return key in _kept()


def forget_readings() -> None:
    """Let go of what was read, with the bytes of every file: a session lasts all day."""
    st.session_state.pop("read", None)
    st.session_state.pop("read_key", None)


def _uploader() -> str:
    return f"files_{batch()}"


def _unpacked() -> dict[str, dict[str, Incoming]]:
    """Return the files that are not loaded yet, by upload and key, in the order they came."""
    unpacked: dict[str, dict[str, Incoming]] = st.session_state.setdefault("unpacked", {})
    return unpacked


def _shown() -> set[str]:
    """Return the uploads that the uploader showed when it was drawn last."""
    shown: set[str] = st.session_state.get(_SHOWN, set())
    return shown


def _kept() -> list[str]:
    uploads = _unpacked().items()
    return [key for file_id, inside in uploads if file_id not in _shown() for key in inside]


def _forget_removed() -> None:
    """Let go of what a person took out of the uploader; what it lost by itself is kept."""
    still = {file.file_id for file in st.session_state[_uploader()] or []}
    for file_id in _shown() - still:
        _unpacked().pop(file_id, None)
    st.session_state.pop(LOADED, None)


def _tell_of_kept() -> None:
    kept = _kept()
    if not kept:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/inventory_2: 还没有装入的文件：{len(kept)} 份，已保留，列在下面。")
        st.button("清空", key="clear_kept", on_click=remove, args=tuple(kept))


def widget(name: str, key: str) -> str:
    """Return the session's name for what a person says of a file: unit, quarter, received, take."""
    return f"{name}_{key}"


def said(name: str, key: str) -> str:
    """Return the unit or quarter that a person chose for a file, or an empty string."""
    value = str(st.session_state.get(widget(name, key)) or UNSAID)
    return "" if value == UNSAID else value


def _note_uploads(files: list[UploadedFile]) -> None:
    """Unpack what is new in the uploader: once, however often it is drawn.

    The numbers go on over the whole session: what was said of one file never counts for another.
    """
    for file in files:
        if file.file_id not in _unpacked():
            number = st.session_state["uploads"] = int(st.session_state.get("uploads", 0)) + 1
            _unpacked()[file.file_id] = dict(_inside(file, number))
    st.session_state[_SHOWN] = {file.file_id for file in files}


def _inside(file: UploadedFile, number: int) -> Iterator[tuple[str, Incoming]]:
    """Yield the files of an upload with their keys."""
    try:
        files = uploaded(file.name, file.getvalue(), Said(), today())
    except UserError as error:  # the zip's own manifest cannot be read
        files = [Incoming(shown_name(file.name), b"", today(), "today", problem=error)]
    for place, one in enumerate(files, start=1):
        yield (f"{number}_{place}" if len(files) > 1 else f"{number}"), one


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
