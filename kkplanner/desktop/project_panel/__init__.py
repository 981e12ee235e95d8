"""Beside the grid: everything of one project, and where it belongs in the framework."""
