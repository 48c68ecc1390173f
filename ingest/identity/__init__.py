"""Whose ledger a file is and of which quarter, from everything in it that says so."""
