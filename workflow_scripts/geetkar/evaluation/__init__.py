"""Measure samples, and compare them with people's songs, counts and compressors."""
