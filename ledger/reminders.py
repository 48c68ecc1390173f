"""The log of reminders: who was reminded of what, on which day and how; nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd

from ledger import metrics
from ledger.aliases import registry_of
from ledger.clock import today
from ledger.deciding import record_all, require_person
from ledger.errors import UserError
from ledger.store import Store
from ledger.transaction import Transaction
from ledger.words import CHANNEL_LABELS


def remind(
    store: Store, *, unit: str, items: Sequence[str], channel: str, on: date, who: str
) -> str:
    """Record that `unit` was reminded of these `items` on that day; return the decision's id.

    Raises UserError for an unknown unit or channel, for an item that `reminder_items` does not
    list for that unit and day, `reminded_in_future` for a day that is still to come (the sample
    has days of its own), and `reminded_today` when one of them was logged that day.
    """
    return remind_all(store, items={unit: items}, channel=channel, on=on, who=who)[0]


def remind_all(
    store: Store, *, items: Mapping[str, Sequence[str]], channel: str, on: date, who: str
) -> list[str]:
    """Record that each unit was reminded of its items on that day, all or none; return the ids.

    Raises UserError as `remind` does.
    """
    require_person(who, "催办")
    registry = registry_of(store)
    own = {registry.require(unit, "--unit").unit: keys for unit, keys in items.items()}
    _require_sendable(store, channel, on)
    with store.read() as reader:
        listed = metrics.query(reader, "reminder_items", on)
    words, subjects, payloads = CHANNEL_LABELS[channel], dict[str, str](), {}
    for unit, keys in own.items():
        wanted = list(dict.fromkeys(keys))
        subjects |= _subjects(wanted, listed[listed.unit == unit], on)
        payloads[f"{unit}|{on}"] = {
            "unit": unit, "on": on.isoformat(), "channel": channel, "items": wanted,
            "message": f"{on}以{words}催办{len(wanted)}项",
        }  # fmt: skip
    # Two people may have the same list before them: who writes second sees what the first wrote.
    check = partial(_require_not_reminded, subjects, on)
    return record_all(store, "remind", payloads, who, words, check)


def _require_sendable(store: Store, channel: str, on: date) -> None:
    if channel not in CHANNEL_LABELS:
        known = "、".join(f"{key}（{label}）" for key, label in CHANNEL_LABELS.items())
        raise UserError(
            "channel_unknown", f"没有“{channel[:20]}”这种方式。", hint=f"可用：{known}。"
        )
    if on > today() and not store.is_sample:
        raise UserError(
            "reminded_in_future", f"催办日期 {on} 还没有到，不能登记。",
            hint="请改为实际催办的日期。",
        )  # fmt: skip


def _subjects(wanted: Sequence[str], listed: pd.DataFrame, on: date) -> dict[str, str]:
    subjects = dict(zip(listed.item, listed.subject, strict=True))
    unknown = [item for item in wanted if item not in subjects]
    if unknown or not wanted:
        raise UserError(
            "item_unknown", f"没有可催办的事项{'：' if unknown else '。'}{'、'.join(unknown)}",
            hint=f"该单位的情况可能刚有变化，请刷新“催办”页，看它在{on}可催办的事项。",
        )  # fmt: skip
    return {item: subjects[item] for item in wanted}


def _require_not_reminded(subjects: Mapping[str, str], on: date, transaction: Transaction) -> None:
    logged = metrics.run(transaction.connection, "reminders", [on])
    that_day = logged[(logged.reminded_on.dt.date == on) & ~logged.undone.astype(bool)]
    done = {item for items in that_day["items"] for item in items}
    again = [subject for item, subject in subjects.items() if item in done]
    if again:
        raise UserError(
            "reminded_today", f"{on}已经催办过：{'、'.join(again)}。",
            hint="同一事项一天只催一次；误登记的，可在催办记录中撤销。",
        )  # fmt: skip
