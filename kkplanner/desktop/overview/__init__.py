"""How far the plan is, and what comes next."""
