"""Showing records: cards and tables for people, plain formats for programs."""
