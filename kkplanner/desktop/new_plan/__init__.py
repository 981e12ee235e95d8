"""A new plan, step by step."""
