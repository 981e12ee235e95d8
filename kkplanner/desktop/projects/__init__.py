"""The grid of projects: a form of the plan as a sheet, with the habits of Excel."""
