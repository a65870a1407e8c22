"""Sampling texts from a network, and exporting it as a single file for use elsewhere."""
