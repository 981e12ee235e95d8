"""The editor of the book's texts: a narrative as rich text, and back without a change."""
