"""Bringing in an Excel file: read, look at what it is taken for, decide, take over as one operation."""
