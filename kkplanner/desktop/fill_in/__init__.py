"""Work of the divisions: a part of the plan handed out as Excel, and taken back."""
