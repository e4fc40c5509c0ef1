"""Asking the catalogue: filters, facets, full-text search, spelling."""
