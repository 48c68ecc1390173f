"""Runs every comparison and prints one table; a missed target is marked, not an error."""

from __future__ import annotations

from streamlit.logger import set_log_level

from bench import full_size, ingest, judge, page
from bench.timing import print_table

if __name__ == "__main__":
    set_log_level("ERROR")  # Streamlit warns that no browser asks
    print_table([*ingest.rows(), *judge.rows(), *page.rows(), *full_size.rows()])
