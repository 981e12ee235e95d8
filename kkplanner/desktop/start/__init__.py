"""The first window's parts."""
