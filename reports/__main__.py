"""`python -m reports`: the data pack of an evaluation as a file."""

from ledger.console import run
from reports.cli import main

run(main)
