"""The plan book as PDF: portrait text, landscape forms between, contents, charts, announcement, appendix."""
