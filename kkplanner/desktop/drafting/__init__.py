"""Projects from templates: search, fill the blanks, see the texts, add."""
