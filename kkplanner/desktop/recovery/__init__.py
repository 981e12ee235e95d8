"""The way back from a damaged file, step by step."""
