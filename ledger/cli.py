"""The command line over the store: each command is one function from arguments to exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ledger import backup, clock, decisions, known, metrics
from ledger.console import Parser, day, print_table
from ledger.databases import open_store
from ledger.errors import UserError
from ledger.words import STATUS_LABELS


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; raises UserError for what a user got wrong."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def _parser() -> Parser:
    parser = Parser(prog="python -m ledger", description="台账看板：查询、核定、备份")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    query = _command(commands, "query", _query, "查询并输出一张表")
    query.add_argument("name", metavar="NAME", help="、".join(metrics.PUBLIC))
    query.add_argument("--as-of", type=day, help="截至日期（按收到日期），默认今天（北京时间）")
    query.add_argument("--known-at", type=clock.parse_known_at, help="只计此时之前登记的内容")
    query.add_argument("--rules-version", metavar="V", help="用这一版规则的判定，默认最近一次判定")
    query.add_argument("--format", choices=("text", "csv", "json"), default="text")
    _add_decisions(commands)
    for name, function, words in (
        ("backup", _backup, "把全部数据存成一个 zip 文件"),
        ("restore", _restore, "从备份恢复"),
    ):
        _command(commands, name, function, words).add_argument("file", type=Path, metavar="FILE")
    _command(commands, "rebuild", _rebuild, "由原始文件和日志重建数据库，并重新判定")
    return parser


def _add_decisions(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands by which a person decides; all but `undo` need a reason."""
    review = _command(commands, "review", _review, "核定一项任务的状态")
    dismiss = _command(commands, "dismiss", _dismiss, "驳回一条雷同或数字提示")
    dismiss.add_argument("check_id", metavar="CHECK_ID", help="提示编号（见 query checks）")
    dismiss.add_argument("--reason", required=True)
    dismiss.add_argument("--by", required=True, metavar="NAME")
    withdraw = _command(commands, "withdraw", _withdraw, "撤回一份误登记的台账")
    returned = _command(commands, "return", _return, "把现行版本退回修改")
    alias = _command(commands, "alias", _alias, "登记单位的一个别名")
    for command in (review, withdraw, returned, alias):
        needed = command is not withdraw  # which may name a receipt instead
        command.add_argument("--unit", required=needed)
        if command is not alias:
            command.add_argument("--quarter", required=needed)
        command.add_argument("--reason", required=True)
        command.add_argument("--by", required=True, metavar="NAME")
    review.add_argument("--task", required=True, type=int, metavar="N")
    review.add_argument("--status", required=True)
    for command in (withdraw, returned):
        command.add_argument("--version", type=int, metavar="N", help="默认现行版本")
    words = "收件编号（见 query receipts），用于待定的文件和材料"
    withdraw.add_argument("--receipt", metavar="ID", help=words)
    returned.add_argument("--by-date", type=day, metavar="DATE", help="改正的期限")
    alias.add_argument("--alias", required=True, metavar="A")
    undo = _command(commands, "undo", _undo, "撤销一个决定")
    undo.add_argument("id", metavar="ID")
    undo.add_argument("--by", required=True, metavar="NAME")
    undo.add_argument("--reason", default="撤销")


def _command(
    commands: argparse._SubParsersAction[Parser],
    name: str,
    function: Callable[[argparse.Namespace], int],
    words: str,
) -> Parser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.add_argument(
        "--database", metavar="URI", help="默认 LEDGER_DATABASE 或 data/ledger.duckdb"
    )
    parser.set_defaults(command=function)
    return parser


def _query(options: argparse.Namespace) -> int:
    with open_store(options.database).read() as reader:
        if options.known_at:
            known.require_known(reader, options.known_at)
        as_of = options.as_of or clock.today()
        table = metrics.query(reader, options.name, as_of, options.known_at, options.rules_version)
    print_table(table, options.format, sys.stdout)
    return 0


def _review(options: argparse.Namespace) -> int:
    decision = decisions.review(
        open_store(options.database),
        unit=options.unit,
        quarter=options.quarter,
        task_no=options.task,
        status=options.status,
        reason=options.reason,
        who=options.by,
    )
    return _done("已核定", decision)


def _dismiss(options: argparse.Namespace) -> int:
    store, by = open_store(options.database), {"reason": options.reason, "who": options.by}
    return _done("已驳回", decisions.dismiss(store, options.check_id, **by))


def _withdraw(options: argparse.Namespace) -> int:
    store, by = open_store(options.database), {"reason": options.reason, "who": options.by}
    if options.receipt:
        return _done("已撤回", decisions.withdraw_receipt(store, options.receipt, **by))
    if not (options.unit and options.quarter):
        raise UserError(
            "usage", "没有写明撤回哪一份。", hint="请写 --unit 和 --quarter，或 --receipt。"
        )
    return _done("已撤回", decisions.withdraw(store, **_chosen(options), **by))


def _return(options: argparse.Namespace) -> int:
    decision = decisions.return_for_correction(
        open_store(options.database),
        **_chosen(options),
        correct_by=options.by_date,
        reason=options.reason,
        who=options.by,
    )
    return _done("已退回修改", decision)


def _chosen(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in ("unit", "quarter", "version")}


def _alias(options: argparse.Namespace) -> int:
    decision = decisions.alias(
        open_store(options.database),
        alias=options.alias,
        unit=options.unit,
        reason=options.reason,
        who=options.by,
    )
    if decision is None:
        print(f"“{options.alias}”早已是该单位的名称或别名，未重复登记。")
        return 0
    return _done("已登记别名", decision)


def _undo(options: argparse.Namespace) -> int:
    store = open_store(options.database)
    return _done("已撤销", decisions.undo(store, options.id, who=options.by, reason=options.reason))


def _done(words: str, decision: str) -> int:
    print(f"{words}，决定编号 {decision}（撤销：python -m ledger undo {decision} --by 姓名）")
    return 0


def _backup(options: argparse.Namespace) -> int:
    summary = backup.backup(open_store(options.database), options.file)
    print(f"已备份到 {options.file}：{summary}")
    return 0


def _restore(options: argparse.Namespace) -> int:
    kept = backup.restore(open_store(options.database), options.file, clock.utc_now())
    print(f"已从 {options.file} 恢复。" + (f"原有数据留在 {kept}。" if kept else ""))
    return 0


def _rebuild(options: argparse.Namespace) -> int:
    # Reading files is not the ledger's business; only this command needs it.
    from ingest.rebuild import rebuild  # noqa: PLC0415

    report = rebuild(open_store(options.database), clock.utc_now())
    print(
        f"已重建：台账 {report.submissions} 份，其他材料 {report.documents} 份，"
        f"决定 {report.decisions} 条；判定有变 {len(report.changes)} 项，"
        f"未能重读 {len(report.unread)} 份。"
    )
    for change in report.changes:
        where = f"{change.unit} {change.quarter} 第{change.task_no}项"
        why = "（读出的文字有变）" if change.text_changed else ""
        before, after = (STATUS_LABELS.get(s, "无") for s in (change.before, change.after))
        print(f"  {where}：{before} → {after}{why}")
    for file in report.unread:
        print(f"  未能重读，照旧保留：{file.file_name}：{file.reason}")
    return 1 if report.unread else 0
