"""Tells whether a clause says that a part of the task is done, all of it, by those who report."""

from __future__ import annotations

import re
from functools import cache

from ingest.judge.account_words import account, account_words, beyond_task
from ingest.judge.faults import is_free_of_faults
from ingest.judge.mere_steps import speaks_of_step
from ingest.judge.objects import is_a_step, is_of_a_part, is_of_part_of_year, is_on_the_way
from ingest.judge.parts import Part, parts_of
from ingest.judge.results import tells_result
from ingest.judge.segments import Span
from ingest.judge.turns import is_for_comment
from ingest.judge.whole_words import general_words, is_of_others
from ingest.judge.wholes import names_thing
from ledger.plan import Task

_COMPLETED = "完成"
_NO_DEED = (
    *("前", "时", "会", "表", "组", "员", "册", "材料", "资料", "手续", "条件", "人选"),
    *("问卷", "通知", "培训", "申请", "计划", "方案"),
)
_HANDED_OUT = re.compile(r"各|全局|至各|给")
_COUNTED = re.compile(r"[0-9][^，0-9月日年号〕%％]")
_LISTED = re.compile(r"、|及|和|以及|全[局县区市]")
_ITEM = re.compile(r"[、和与及]")
EACH = re.compile(r"均|都|全部|悉数|逐")
_BY_WHOM = re.compile(r"(?:全部|均|都|悉数|逐[一宗件])(?:已?由|已?经|在|实现|得到)")
_IN_A_ROW = re.compile(r"并(?:已|均|正式|全部|通过|联合)*\Z")
_ALL_OF = re.compile(
    r"(?:标准化|规范化|班子|书记|建设|工作|任务|人员)*(?:均|都|全部|悉数|一律)(?:已|予以|受聘|得到)*\Z"
)
_PEOPLE = re.compile(r"(?:全[体部局]|所有)?(?:在编|在岗|一线)?(?:执法)?(?:人员|干部|队员)")
_TOGETHER = ("与", "会同", "同", "和", "联合")
_DOCUMENT = "文件"
_LONGEST_NAME = 8  # code points
_CLOSE = 2  # code points behind a deed with which a clause may end


def is_done(words: str, part: Part, task: Task, *, own: bool, sure: bool) -> bool:
    """Tell whether the clause says that the part is done, all of it, by those who report.

    `own`: the clause names the part itself, and not only the one before; `sure`: only words
    count that cannot be a call.
    """
    deeds = list(part.deeds.finditer(words))
    clean = part.checked and is_free_of_faults(words)
    result = own and _is_result(words, task, known=bool(deeds), sure=sure)
    if not deeds and not clean and not result:
        return False
    if speaks_of_step(words, task.text, part.names, called=not result) or _is_less(words, task):
        return False
    if clean or result:
        return True
    if part.wholly and not account("wholly").search(words):
        return False
    if sure and not account("sure").search(words):
        return False
    told = account("told").search(words) is not None
    return any(
        (told or deed.end() >= len(words) - _CLOSE or _HANDED_OUT.match(words, deed.end()))
        and _is_of_part(words, deed.span(), part, task, own=own)
        for deed in deeds
    )


def _is_result(words: str, task: Task, *, known: bool, sure: bool) -> bool:
    """Tell whether a clause that names a part tells a result of it, by whatever verb.

    `known`: it has a deed that accomplishes the part. A deed of another part alone tells nothing.
    """
    if not tells_result(words, known=known, sure=sure):
        return False
    if beyond_task("lesser", words, task.text):
        return False
    return known or not any(other.deeds.search(words) for other in parts_of(task.text))


def _is_less(words: str, task: Task) -> bool:
    """Tell whether a clause is of others, of a part of the year, or of one branch of several."""
    if account("others").match(words) and not account("adopted").search(words):
        return True
    if not words.startswith(_TOGETHER) and is_of_others(words, task.text):
        return True
    if account("call").match(words) and not account("sure").search(words):
        return True
    if is_of_part_of_year(words, 0, task):
        return True
    branch = account("subset").search(words)
    return branch is not None and branch[0] not in task.text and not _LISTED.search(words)


def _is_of_part(words: str, deed: Span, part: Part, task: Task, *, own: bool) -> bool:
    start, end = deed
    if _is_step(words, deed, task):
        return False
    before, behind = _adverbs().sub("", words[:start]), words[end:]
    if words[start:end] == _COMPLETED and behind and not behind.startswith("率"):
        return own and _ends_in_name(behind, part)
    if not own and _PEOPLE.match(before):
        before = ""
    named = _is_named(before, part, task) if before else None
    if named:
        alone = before in general_words() or before.endswith(_DOCUMENT)
        return (own or alone) and not _COUNTED.search(behind)
    itself = words[start:end] in part.names
    if (named is None and (not own or itself)) or (itself and EACH.search(words, 0, start)):
        return True
    return _is_subject(words, before, start, part) or _ends_in_name(behind, part)


def _is_subject(words: str, before: str, deed: int, part: Part) -> bool:
    """Tell whether the part is named earlier in the clause, and all of it is meant."""
    at = part.named.search(words, 0, deed)
    if at is None:
        return False
    in_a_row = _BY_WHOM.search(before) or _IN_A_ROW.search(words, at.end(), deed)
    return bool(in_a_row or _ALL_OF.match(words[:deed], at.end()))


def _is_step(words: str, deed: Span, task: Task) -> bool:
    """Tell whether the deed is only meant, on its way, or of a step."""
    start, end = deed
    told = max((match.end() for match in account("told").finditer(words, 0, start)), default=0)
    return (
        words.startswith(_NO_DEED, end)
        or account("on_the_way").search(words, told, start) is not None
        or _not_yet().search(words, 0, start) is not None
        or is_on_the_way(words, (0, start), end, ())
        or is_a_step(words, (0, start), deed, task.text)
        or is_of_a_part(words, (0, start), deed)
        or is_for_comment(words, end)
    )


def _is_named(words: str, part: Part, task: Task) -> bool | None:
    """Return whether the words end in the part's name, or list it with those of other parts.

    None if they name nothing.
    """
    named = names_thing(words, part.names)
    *items, last = _ITEM.split(words)
    if named or not items:
        return named
    others = frozenset[str]().union(*(other.names for other in parts_of(task.text)))
    if not names_thing(_adverbs().sub("", last), others):
        return named
    return any(names_thing(_adverbs().sub("", item), part.names) for item in items) or named


def _ends_in_name(words: str, part: Part) -> bool:
    """Tell whether the object behind a deed is the part: 建立…机制并运行, but not a count of it."""
    if not words or _COUNTED.search(words):
        return False
    words = _adverbs().sub("", words.split("并", maxsplit=1)[0].strip("“”《》"))
    return any(words[-n:] in part.names for n in range(1, _LONGEST_NAME + 1))


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{account_words('adverb')})++\Z")


@cache
def _not_yet() -> re.Pattern[str]:
    return re.compile(rf"(?:{account_words('not_yet')})\Z")
