"""Vocabularies of characters, words or subwords, and texts encoded as numbers."""
