"""Files going out and coming in: Excel, PDF, the plan as JSON."""
