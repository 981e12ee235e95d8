"""Drafting: project templates, whole drafts from a specification, carry-over, needs, completeness.

The way in is by module: `shelf` (templates), `filling` (one project), `spec` and `draft` (many at once),
`carry_over`, `needs`, `progress`, `own_template` and `template_file`.
"""
