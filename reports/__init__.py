"""Bytes that leave the system: blank forms, workbooks, letters."""
