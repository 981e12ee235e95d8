"""The very pages that will be printed: made by the same code as the PDF, shown, printed, exported."""
