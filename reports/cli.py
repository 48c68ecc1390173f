"""The command line over the reports: what a person can have written without a screen."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ledger import clock
from ledger.console import Parser, day
from ledger.databases import open_store
from ledger.errors import UserError
from ledger.evaluation import KIND_BY_WORD, require_evaluation
from reports.data_pack import write_data_pack
from reports.evaluation_draft import write_draft


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; raises UserError for what a user got wrong."""
    options = _parser().parse_args(arguments)
    return int(options.command(options))


def _parser() -> Parser:
    parser = Parser(prog="python -m reports", description="台账看板：写出评估数据包、评估报告初稿")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    words = "把评估用的全部表格、图和出处写成一个 Excel 文件"
    pack = commands.add_parser("pack", help=words, description=words)
    pack.set_defaults(command=_pack)
    pack.add_argument("out", type=Path, metavar="OUT", help="要写出的 .xlsx 文件")
    _add_view(pack, "今天（北京时间）")
    words = "按模板写出评估报告初稿（Word），每个数字都列明出处"
    draft = commands.add_parser("draft", help=words, description=words)
    draft.set_defaults(command=_draft)
    draft.add_argument("out", type=Path, metavar="OUT", help="要写出的 .docx 文件")
    draft.add_argument(
        "--evaluation", required=True, choices=sorted(KIND_BY_WORD), help="中期 mid，终期 final"
    )
    _add_view(draft, "该次评估的日期")
    return parser


def _add_view(parser: argparse.ArgumentParser, day_by_default: str) -> None:
    parser.add_argument("--as-of", type=day, help=f"截至日期（按收到日期），默认{day_by_default}")
    parser.add_argument("--known-at", type=clock.parse_known_at, help="只计此时之前登记的内容")
    parser.add_argument("--rules-version", metavar="V", help="优先采用这一版规则的判定")
    parser.add_argument(
        "--database", metavar="URI", help="默认 LEDGER_DATABASE 或 data/ledger.duckdb"
    )


def _pack(options: argparse.Namespace) -> int:
    store = open_store(options.database)
    as_of = options.as_of or clock.today()
    with _writing(options.out):
        write_data_pack(options.out, store, as_of, options.known_at, options.rules_version)
    print(f"已写出 {options.out}（截至{as_of}）")
    return 0


def _draft(options: argparse.Namespace) -> int:
    store = open_store(options.database)
    evaluation = require_evaluation(store.plan, KIND_BY_WORD[options.evaluation])
    as_of = options.as_of or evaluation.as_of
    with _writing(options.out):
        write_draft(options.out, store, evaluation, as_of, options.known_at, options.rules_version)
    print(f"已写出 {options.out}（{evaluation.label}，截至{as_of}）")
    return 0


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Make the folder of `out`; turn what the disk refuses into a UserError."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise UserError("file_unwritable", "文件写不进去。", str(out), "请换一个位置。") from error
