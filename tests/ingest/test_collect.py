"""What was handed over: folders, manifests, and what office programs leave behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.collect import Said, collect
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.units import UnitRegistry

TODAY = date(2025, 1, 10)


def test_folder_is_walked_without_leftovers(tmp_path: Path) -> None:
    """Files in sub-folders are found; lock files, hidden files and the manifest are not returns."""
    for name in ("b.xlsx", "县/a.xlsx", "~$b.xlsx", ".DS_Store", "Thumbs.db", "manifest.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("file\n" if name == "manifest.csv" else "x", encoding="utf-8")
    names = {file.name for file in collect([tmp_path], Said(), TODAY)}
    assert names == {"b.xlsx", "a.xlsx"}


def test_command_line_goes_before_manifest(tmp_path: Path) -> None:
    """What is said for all files overrides the manifest; what is not said comes from it."""
    (tmp_path / "a.xlsx").write_bytes(b"x")
    (tmp_path / "manifest.csv").write_text(
        "file,unit,quarter,received_on\na.xlsx,揭西局,2024Q2,2024-06-01\n", encoding="utf-8-sig"
    )
    (plain,) = collect([tmp_path], Said(), TODAY)
    assert (plain.unit, plain.quarter, plain.received_on) == ("揭西局", "2024Q2", date(2024, 6, 1))
    assert plain.received_source == "manifest"
    (said,) = collect([tmp_path / "a.xlsx"], Said("揭东局", "", date(2024, 7, 1)), TODAY)
    assert (said.unit, said.quarter, said.received_source) == ("揭东局", "2024Q2", "given")


def test_manifest_line_without_file_is_reported(
    tmp_path: Path, plan: Plan, registry: UnitRegistry
) -> None:
    """A file that the manifest promises and the folder lacks is a rejected file, not silence."""
    (tmp_path / "manifest.csv").write_text("file,received_on\n丢失.xlsx,\n", encoding="utf-8")
    (lost,) = collect([tmp_path], Said(), TODAY)
    with pytest.raises(UserError, match="manifest") as error:
        lost.check(plan, registry, TODAY)
    assert error.value.code == "no_such_file"


def test_manifest_without_file_column(tmp_path: Path) -> None:
    """A manifest with other columns says which ones it must have."""
    (tmp_path / "manifest.csv").write_text("文件,单位\na,b\n", encoding="utf-8")
    with pytest.raises(UserError, match="file,unit,quarter,received_on"):
        collect([tmp_path], Said(), TODAY)


def test_sub_folders_have_their_own_manifests(tmp_path: Path) -> None:
    """A walked folder's sub-folder, and a zip in it, is told by the manifest that lies in it."""
    for county, day in (("揭东", "2024-06-01"), ("揭西", "2024-06-02")):
        (tmp_path / county).mkdir()
        (tmp_path / county / "台账.xlsx").write_text(county, encoding="utf-8")
        line = f"file,unit,received_on\n台账.xlsx,{county}局,{day}\n"
        (tmp_path / county / "manifest.csv").write_text(line, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,quarter\n揭西/台账.xlsx,2024Q2\n", "utf-8")
    found = {
        file.data.decode(): (file.unit, file.quarter, file.received_on.day)
        for file in collect([tmp_path], Said(), TODAY)
    }
    assert found == {"揭东": ("揭东局", "", 1), "揭西": ("揭西局", "2024Q2", 2)}


def test_wrong_date_in_manifest_rejects_that_file(
    tmp_path: Path, plan: Plan, registry: UnitRegistry
) -> None:
    """A date that is none is that file's problem alone."""
    (tmp_path / "a.xlsx").write_bytes(b"x")
    (tmp_path / "manifest.csv").write_text("file,received_on\na.xlsx,上周\n", encoding="utf-8")
    (file,) = collect([tmp_path], Said(), TODAY)
    with pytest.raises(UserError) as error:
        file.check(plan, registry, TODAY)
    assert error.value.code == "date_format"
    replace(file, received_on=TODAY, received_source="given").check(plan, registry, TODAY)
