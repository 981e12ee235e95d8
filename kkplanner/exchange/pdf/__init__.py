"""Official forms as PDF: shaped and copyable Thai, tables that split over pages, totals of each page."""
