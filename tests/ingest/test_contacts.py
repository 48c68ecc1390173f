"""Whom to ask: the name that the labels give, and never a whole telephone number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.findings import Finding
from ingest.form.contacts import Contacts, without_numbers
from ingest.form.headings import Rows, keep_labels
from ingest.form.labels import labels_in
from ingest.identity.sources import Said


def _contacts(line: str) -> Contacts:
    rows = Rows()
    keep_labels(rows, labels_in(line), Said(line))
    return rows.contacts


@pytest.mark.parametrize(
    ("line", "name", "phone"),
    [
        ("联系人：李经办 13800000000", "李经办", "138****0000"),
        ("联系人：李经办（0663-8000000）", "李经办", "066****0000"),
        ("联系人：李经办\t联系方式：(0663)8000000", "李经办", "066****0000"),
        ("联系人\t李经办\t联系方式\t13800000000", "李经办", "138****0000"),
        ("联 系 人：李经办  联系电话：138 0000 0000", "李经办", "138****0000"),
        ("联系人：李经办，电话13800000000", "李经办", "138****0000"),
        ("联系人及电话：李经办 13800000000", "李经办", "138****0000"),
        ("信息联络员：李经办；手机：+86 138-0000-0000", "李经办", "138****0000"),
        ("负责人：王某某\t审核人：赵某某\t填表人：李经办", "李经办", ""),
        ("单位负责人：王某某 填报人：李经办 电话：8000000", "李经办", "800**0000"),
        ("负责人：王某某", "王某某", ""),
        ("审核人：赵某某", "", ""),
        ("填报人：李经办 2024-09-15", "李经办", ""),
        ("揭东区交通运输局填报人：李经办", "李经办", ""),
        ("联系人：\t联系方式：", "", ""),
    ],
)
def test_name_and_number(line: str, name: str, phone: str) -> None:
    """The contact before the person in charge, not who signs; the number's ends only."""
    contacts = _contacts(line)
    assert (contacts.name, contacts.phone) == (name, phone)


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        (["负责人：王某某\t审核人：赵某某\t填表人：李经办"], "赵某某"),
        (["分管领导：王某某", "审核人：赵某某"], "赵某某"),
        (["审核人：赵某某", "分管领导：王某某"], "赵某某"),
        (["审核人：（签字）", "单位负责人：王某某（签名）"], "王某某"),
        (["审核人：＿＿＿＿ 联系人：李经办"], ""),
        (["联系人：李经办"], ""),
    ],
)
def test_who_approved(lines: list[str], signer: str) -> None:
    """The role that the list puts first, wherever it stands; a line left for a hand is nobody."""
    rows = Rows()
    for line in lines:
        keep_labels(rows, labels_in(line), Said(line))
    assert rows.contacts.signer == signer


@pytest.mark.parametrize(
    "number",
    [
        "13800000000", "138 0000 0000", "138-0000-0000", "0663-8000000", "(0663) 8000000",
        "+8613800000000",
    ],
)  # fmt: skip
def test_findings_show_no_number(number: str) -> None:
    """A row that became a finding may hold a number; dates and sums are none."""
    masked = without_numbers(Finding("row_remark", "info", value=f"李经办 {number}，2024-09-15"))
    assert number not in masked.value
    assert masked.value.endswith("0000，2024-09-15")
    plain = Finding(
        "row_remark", "info", value="20240915 投入1380000.55万元，12345热线，第2024188号"
    )
    assert without_numbers(plain) is plain


@given(st.text("李经办联系人电话：:（）()-—+ 0123456789\t", max_size=40))
def test_no_text_fails_or_leaks(line: str) -> None:
    """Whatever stands there, no eight digits in a row are kept."""
    contacts = _contacts(f"联系人：{line}")
    assert "*" in contacts.phone or contacts.phone == ""
    digits = "".join(c if c.isdigit() else " " for c in contacts.name).split()
    assert all(len(run) < 11 for run in digits)
