"""The letter that reminds one unit: an official document, signed on the day it is judged at."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import BinaryIO

from ledger.errors import UserError
from ledger.plan import Plan
from reports.document_words import chinese_day, in_words
from reports.download_names import download_name
from reports.official_document import OfficialDocument
from reports.reminder_digest import COLOURS, Digest, Item

_HEADINGS = {
    "red": "已经逾期、请立即办理的",
    "yellow": "进展落后、请加快办理的",
    "blue": "即将到期、请按时办理的",
}


_YEARS = re.compile(r"（[^（）]*）$")


def letter_name(digest: Digest) -> str:
    """Return what to call the letter when it is downloaded."""
    return download_name(f"{digest.unit}_催办函_{digest.as_of:%Y%m%d}", ".docx")


def write_letter(
    target: Path | BinaryIO, digest: Digest, plan: Plan, reply_by: date | None = None
) -> None:
    """Write the letter to `target`; the same arguments always give the same bytes.

    `reply_by` is the day by which an answer is asked for. Raises UserError `setting_absent` if the
    plan does not say who issues letters, and OSError if the place cannot be written to.
    """
    document = OfficialDocument()
    document.title(f"关于办理{_named(plan)}有关事项的催办函")
    document.recipient(digest.unit)
    document.body(_opening(digest, plan, reply_by))
    for colour in COLOURS:
        _write_items(document, _HEADINGS[colour], digest.of(colour))
    document.body("特此函告。", keep=True)
    document.signature(_issuer(plan), digest.as_of)
    document.remark(_contacts(digest, plan))
    document.save(target)


def _write_items(document: OfficialDocument, heading: str, items: list[Item]) -> None:
    if not items:
        return
    document.heading(1, f"{heading}（{len(items)}项）")
    for number, item in enumerate(items, start=1):
        told = in_words(item.reason) + in_words(item.request)
        document.body_runs([(f"{number}. {item.subject}。", "strong"), (told, "")])


def _opening(digest: Digest, plan: Plan, reply_by: date | None) -> str:
    basis = _setting(plan, "notice_document")
    ask = "请抓紧办理"
    if reply_by is not None:
        ask = f"请于{chinese_day(reply_by)}前办理；到时不能办结的，书面说明原因和完成时间"
    receiver = _setting(plan, "receiver")
    return (
        f"{f'根据{basis}要求，' if basis else ''}截至{chinese_day(digest.as_of)}，你单位有"
        f"{len(digest.items)}项需要办理：{digest.sums}。{ask}"
        f"{f'，办理情况报{receiver}' if receiver else ''}。具体事项如下。"
    )


def _contacts(digest: Digest, plan: Plan) -> str:
    receiver = _setting(plan, "receiver")
    persons = "、".join(f"{person} {phone}".strip() for person, phone in digest.liaisons)
    parts = [f"承办科室：{receiver}"] if receiver else []
    return "；".join([*parts, f"你单位信息联络员：{persons or '未报'}"])


def _named(plan: Plan) -> str:
    """Return the plan's name without its years, so that the title stays within two lines."""
    name = _YEARS.sub("", _setting(plan, "plan_name"))
    return f"《{name}》" if name else "工作台账"


def _issuer(plan: Plan) -> str:
    issuer = _setting(plan, "issuer")
    if not issuer:
        raise UserError(
            "setting_absent", "方案没有写明发函机关。", "settings.csv", "请加上 issuer 一行。"
        )
    return issuer


def _setting(plan: Plan, name: str) -> str:
    """Return a setting that a plan may lack, then empty."""
    return next((one.value for one in plan.settings if one.name == name), "")
