"""Two moments of the plan side by side: chosen by row or by name, told record by record, word by word."""
