"""`python -m ingest`: check, load and assess returned ledgers, write forms and samples."""

from ingest.cli import main
from ledger.console import run

run(main)
