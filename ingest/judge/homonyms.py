"""Tells words that only look like the future: 计划 as a noun, 将 of an object, 等 of a list."""

from __future__ import annotations

import re

from ingest.judge.clauses import ClauseReader

PLAN_AS_NOUN = re.compile(
    r"[，,。；;：:、的均都中表书内外》”）)]|已|全部|执行[完到情]|实施情况|[^，,。；;]{1,10}?的[^，,。；;]{1,8}?(?:全部|均|已)|(?:班次|批次|课程|场次|项目|内容)(?:全部|均|已|都)|任务|指标|如期|按|\Z|完成(?:过半|率|情况|[0-9０-９])"
)
_AS_EXPECTED = re.compile(r"(?:达到|取得|实现|达成|收到)了?\Z")
_MAYBE = re.compile(r"[能可会望想要应需待将拟未没不]")
_EXPECTED = re.compile(r"的?(?:成效|效果|目标|目的|成果)(?![^，,。；;])")
_PLANNED = ("查", "训", "评", "估", "练", "测", "治", "督", "传", "年度", "工作", "专项", "任务")
_COUNT_MET = re.compile(
    r"[0-9０-９一二三四五六七八九十百]+[^，,。；;年月日季]{1,6}?(?:全部|均|都|已)"
    r"(?![^，,。；;]{0,30}?(?:[于未待拟将月底]|安排))"
    r"|[0-9０-９]+[^，,。；;年月日季]{1,6}?[，,](?:实际|目前|累计|现)?完成[0-9０-９]"
)
_HANDED_ON = re.compile(r"[^，,。；;]{2,20}?(?:报|送|呈|纳入|列入|提交|移交|移送|通报|反馈)")
_SUCH = re.compile(r"[^，,。；;]{0,5}?(?:部门|单位|平台|机关|渠道|方面|领域|文件精神)")
_LISTED = re.compile(r"[、和及]")


def is_noun(reader: ClauseReader) -> bool:
    """Tell 抽查计划16批次全部完成 from 计划抽查16批次."""
    if PLAN_AS_NOUN.match(reader.text, reader.to):
        return True
    if reader.word == "预期":  # 达到预期成效
        before = reader.text[reader.back() : reader.at]
        reached = _AS_EXPECTED.search(before) and not _MAYBE.search(before)
        return bool(reached and _EXPECTED.match(reader.text, reader.to))
    planned = reader.text.endswith(_PLANNED, reader.start, reader.at)
    return planned and bool(_COUNT_MET.match(reader.text, reader.to))


def is_object(reader: ClauseReader) -> bool:
    """Tell 已将 and 已以局党组名义将…报送 from 已完成，将公布."""
    told = reader.aspect_at >= 0 and not reader.mood
    return told and bool(_HANDED_ON.match(reader.text, reader.to))


def is_et_cetera(reader: ClauseReader) -> bool:
    """Tell 公安、交警等市直部门 from 等市里安排."""
    if reader.at == reader.start or reader.word.startswith("等待"):
        return False
    listed = _LISTED.search(reader.text, reader.start, reader.at)
    return bool(listed or _SUCH.match(reader.text, reader.to))
