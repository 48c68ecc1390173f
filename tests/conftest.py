"""Fixtures and settings that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from ingest.sample import write_samples
from ingest.sample_database import load_samples
from ledger.databases import SAMPLE_UNITS, open_store
from ledger.plan import Plan
from ledger.plan_files import load_plan
from ledger.store import Store
from ledger.units import UnitRegistry
from tools.system_packages import NO_BROWSER

# Two workers share two cores: a slow example is no defect. CI draws the same examples every time.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The plan whose facts are in data/plan."""
    return load_plan()


@pytest.fixture(scope="session")
def registry(plan: Plan) -> UnitRegistry:
    """The units of that plan."""
    return UnitRegistry.for_plan(plan)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample returns, written as files, read and loaded; for reading only."""
    folder = tmp_path_factory.mktemp("sample")
    store = open_store(folder / "ledger.duckdb", SAMPLE_UNITS)
    write_samples(folder / "returns", store.plan)
    load_samples(store, folder / "returns")
    return store


@pytest.fixture(scope="session")
def sample_database(sample_store: Store) -> Path:
    """The database file of the sample returns."""
    return sample_store.path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that browser tests did not run; in the top folder, where xdist's head sees it."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(NO_BROWSER in str(report.longrepr) for report in skipped)
    if count:
        line = f"!!! {count} BROWSER TESTS SKIPPED: {NO_BROWSER} !!!"
        terminalreporter.write_line(line, red=True, bold=True)
