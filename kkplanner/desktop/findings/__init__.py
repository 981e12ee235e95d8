"""Findings of the check: shown, gone to, mended, set aside."""
