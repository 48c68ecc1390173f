"""Runs every comparison and prints one table; a missed target is marked, not an error."""

from __future__ import annotations

from bench import ingest, page
from bench.timing import print_table

if __name__ == "__main__":
    print_table([*ingest.rows(), *page.rows()])
