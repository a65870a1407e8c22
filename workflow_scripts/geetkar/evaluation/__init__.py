"""Measure samples, and compare them with people's songs, an n-gram and compressors."""
