"""Readers of song files, one module per format, which yield a `Reading` for each song."""
