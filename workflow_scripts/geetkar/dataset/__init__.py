"""Publish the songs as a data set: tables, card and metadata."""
