"""The log of reminders: one is recorded after it was sent, and taken back where it was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from ledger import reminders
from ledger.clock import today
from ledger.words import CHANNEL_LABELS
from reports.reminder_digest import Digest
from ui import parts, session, tables, text
from ui.records_actions import offer_undo

_COLUMNS = "reminded_on unit channel item_count subjects who recorded_at effect"
_TASK, _RETURNED = "task", "台账退回修改"  # an item of a task, of a ledger sent back


def offer(digest: Digest) -> None:
    """Offer to record that the unit was reminded of the items of `digest`, on the day looked at."""
    day = session.as_of()
    with parts.card("登记", "发出以后再登记；误登的可在“催办记录”中撤销"):
        if not _is_now():
            st.caption(
                "催办按登记当天的情况记。现在看的不是今天，不能登记，否则同一事项今天还会再催一次。"
            )
            st.button("改看今天", key="remind_now", on_click=_look_at_today)
            return
        channel: str = st.segmented_control(
            "方式", list(CHANNEL_LABELS), default=next(iter(CHANNEL_LABELS)), required=True,
            format_func=CHANNEL_LABELS.__getitem__, key="remind_channel",
        )  # fmt: skip
        if st.button(
            f"登记已催办 {len(digest.items)} 项（{text.day(day)}）", type="primary",
            icon=":material/done_all:", width="stretch", key="remind_record",
        ):  # fmt: skip
            with parts.deciding() as name:
                reminders.remind(
                    session.store(), unit=digest.unit, items=[item.key for item in digest.items],
                    channel=channel, on=day, who=name,
                )  # fmt: skip
                parts.done(f"已登记：{digest.unit}，{len(digest.items)} 项。")


def offer_all(digests: Sequence[Digest]) -> None:
    """Offer to record that all units were reminded by the list, of every item in `digests`."""
    if not _is_now():
        return
    number = sum(len(digest.items) for digest in digests)
    with st.popover("催办表发出后，一次登记全部单位", icon=":material/done_all:"):
        st.caption(
            f"把催办表发给 {len(digests)} 个单位以后再登记：{number} 项都记为 "
            f"{text.day(session.as_of())} 以催办表催办。误登的可在“催办记录”中逐个单位撤销。"
        )
        if st.button(f"登记全部 {number} 项已催办", type="primary", key="remind_everybody"):
            with parts.deciding() as name:
                reminders.remind_all(
                    session.store(), channel="list", on=session.as_of(), who=name,
                    items={digest.unit: [item.key for item in digest.items] for digest in digests},
                )  # fmt: skip
                parts.done(f"已登记：{len(digests)} 个单位，{number} 项。")


def _is_now() -> bool:
    """Say whether the day looked at is the one a reminder is made on; a sample's is any."""
    return session.store().is_sample or session.as_of() == today()


def _look_at_today() -> None:
    st.session_state["as_of"] = today()


def show() -> None:
    """Show every reminder on record, the newest first, and offer to undo one."""
    frame = session.frame("reminders", date.max)
    if frame.empty:
        st.info("还没有登记过催办。", icon=":material/notifications:")
        return
    frame = frame.sort_values("recorded_at", ascending=False, kind="stable")
    frame = frame.assign(
        channel=frame["channel"].map(CHANNEL_LABELS),
        subjects=["、".join(map(_subject, items)) for items in frame["items"]],
        effect=["已撤销" if undone else "有效" for undone in frame["undone"]],
    )
    parts.table(tables.present(tables.in_beijing(frame), _COLUMNS), "催办记录", "登记过的催办")
    valid = frame[~frame["undone"].astype(bool)]
    names = {row["reminder_id"]: _name(row) for row in valid.to_dict("records")}
    offer_undo(names, "reminder", "例如：没有发出")


def _subject(key: str) -> str:
    """Return in words what the key of an item says: its unit, its kind, its quarter or task."""
    plan = session.store().plan
    _, kind, which = key.rsplit("|", 2)
    if kind == _TASK:
        task = plan.task_by_no.get(int(which))
        return f"任务{which} {task.short_name}" if task else f"任务{which}"
    labels = {document.document: document.label for document in plan.documents}
    return f"{text.quarter(which)}{labels.get(kind, _RETURNED)}"


def _name(row: Mapping[Any, Any]) -> str:
    day, channel = text.day(row["reminded_on"]), row["channel"]
    return f"{day}　{row['unit']}　{channel}　{row['item_count']}项（{row['who']}）"
