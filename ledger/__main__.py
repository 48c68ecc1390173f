"""`python -m ledger`: query the store, decide, back up, restore, rebuild."""

from ledger.cli import main
from ledger.console import run

run(main)
