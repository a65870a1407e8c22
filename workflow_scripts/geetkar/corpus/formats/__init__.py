"""Readers of song files, one a format."""
