"""Which database is meant: one URI chooses it, and its own units file travels beside it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ledger.errors import UserError
from ledger.plan import Plan
from ledger.plan_files import PLAN_FOLDER, load_plan
from ledger.store import Store, files_folder, unusable

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SAMPLE_FOLDER = DATA / "sample"
SAMPLE_DATABASE = SAMPLE_FOLDER / "ledger.duckdb"
SAMPLE_UNITS = SAMPLE_FOLDER / "units.csv"
# Division codes that no real place has: what marks a units file as the sample's.
SAMPLE_CODES = "9999"
_MAGIC = b"checksumDUCK"  # a DuckDB file: eight bytes of checksum, then its name


def real_path() -> Path:
    """Return the database of real returns: `LEDGER_DATABASE`, or `data/ledger.duckdb`."""
    return parse_uri(os.environ.get("LEDGER_DATABASE") or str(DATA / "ledger.duckdb"))


def parse_uri(uri: str) -> Path:
    """Return the file that a database URI names: a path, or `duckdb:` and a path.

    Raises UserError `database_uri` for a backend that this version does not have.
    """
    scheme, separator, rest = uri.partition(":")
    if not separator or len(scheme) == 1:  # one letter is a Windows drive
        return Path(uri).expanduser()
    if scheme != "duckdb":
        raise UserError(
            "database_uri",
            f"不支持“{scheme}:”这种数据库。",
            "--database",
            "请给出一个文件路径，如 data/ledger.duckdb。",
        )
    return Path("/" + rest.lstrip("/") if rest.startswith("///") else rest.removeprefix("//"))


def open_store(uri: str | Path | None = None, units_file: Path | None = None) -> Store:
    """Return the store at `uri` (default: the real one) with the plan and the units it works by.

    `units_file` is for a database that does not exist yet, as the sample's. Raises UserError for a
    URI or a fact file that cannot be used, `sample_into_real` when other units are already in use.
    """
    path = (real_path() if uri is None else parse_uri(str(uri))).resolve()
    if path.is_dir() or not path.suffix:
        raise UserError(
            "database_uri", "数据库应是一个文件，不是文件夹。", str(uri), "请写成 ….duckdb。"
        )
    require_database(path)
    own = files_folder(path) / "units.csv"
    if units_file and path.exists() and not own.exists():
        raise UserError(
            "sample_into_real",
            "示例台账不能装入正式数据库。",
            str(path),
            "请用 --database 指定另一个数据库文件。",
        )
    plan = load_plan(PLAN_FOLDER, own if own.exists() else units_file)
    return Store(path, plan, is_sample(plan))


def require_database(path: Path) -> None:
    """Raise UserError `database_unusable` when there is a file at `path` that is no database."""
    if path.exists():
        with path.open("rb") as file:
            if file.read(len(_MAGIC)).endswith(_MAGIC[-4:]):
                return
        raise unusable(path)


def is_sample(plan: Plan) -> bool:
    """Return whether the plan's units are the fictitious ones."""
    return bool(plan.units) and all(u.county_code.startswith(SAMPLE_CODES) for u in plan.units)


def adopt_units(store: Store, units_file: Path) -> None:
    """Keep `units_file` with the database, which works by it from now on."""
    own = store.files / "units.csv"
    if not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(units_file, own)


def served_path(*, prefer_sample: bool = False) -> Path:
    """Return the database to show: the real one once it exists, else the sample if there is one.

    `LEDGER_DATABASE` always wins; `prefer_sample` shows the sample to who asks for it.
    """
    real = real_path()
    if "LEDGER_DATABASE" in os.environ or not SAMPLE_DATABASE.exists():
        return real
    return SAMPLE_DATABASE if prefer_sample or not real.exists() else real


def leave_sample() -> Store:
    """Create the real, empty database, which is shown from then on, and return its store."""
    store = open_store()
    with store.write("建立正式数据库"):
        pass
    return store
