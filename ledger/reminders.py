"""The log of reminders: who was reminded of what, on which day and how; nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ledger import metrics
from ledger.aliases import registry_of
from ledger.deciding import record, require_person
from ledger.errors import UserError
from ledger.store import Store
from ledger.words import CHANNEL_LABELS


def remind(
    store: Store, *, unit: str, items: Sequence[str], channel: str, on: date, who: str
) -> str:
    """Record that `unit` was reminded of these `items` on that day; return the decision's id.

    Raises UserError for an unknown unit or channel, for an item that `reminder_items` does not
    list for that unit and day, and `reminded_today` when one of them was logged that day.
    """
    require_person(who, "催办")
    name = registry_of(store).require(unit, "--unit").unit
    if channel not in CHANNEL_LABELS:
        known = "、".join(f"{key}（{label}）" for key, label in CHANNEL_LABELS.items())
        raise UserError(
            "channel_unknown", f"没有“{channel[:20]}”这种方式。", hint=f"可用：{known}。"
        )
    wanted = list(dict.fromkeys(items))
    with store.read() as reader:
        listed = metrics.query(reader, "reminder_items", on)
    _require(wanted, listed[listed.unit == name], on)
    words = CHANNEL_LABELS[channel]
    payload = {
        "unit": name, "on": on.isoformat(), "channel": channel, "items": wanted,
        "message": f"{on}以{words}催办{len(wanted)}项",
    }  # fmt: skip
    return record(store, "remind", f"{name}|{on}", payload, who, words)


def _require(wanted: Sequence[str], listed: pd.DataFrame, on: date) -> None:
    unknown = [item for item in wanted if item not in set(listed.item)]
    if unknown or not wanted:
        raise UserError(
            "item_unknown", f"没有可催办的事项{'：' if unknown else '。'}{'、'.join(unknown)}",
            hint=f"{on}该单位可催办的事项见 python -m ledger query reminder_items --as-of {on}。",
        )  # fmt: skip
    again = listed[listed.item.isin(wanted) & listed.reminded_today]
    if len(again):
        raise UserError(
            "reminded_today", f"{on}已经催办过：{'、'.join(again.subject)}。",
            hint="同一事项一天只催一次；误登记的，可在催办记录中撤销。",
        )  # fmt: skip
