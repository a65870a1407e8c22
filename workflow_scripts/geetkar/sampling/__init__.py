"""Letting a network write, and the network as one file to write with elsewhere."""
