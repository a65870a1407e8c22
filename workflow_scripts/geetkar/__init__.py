"""Geetkar: models that write Hindi film songs, and how they learned to."""

__version__ = "0.2.0"
