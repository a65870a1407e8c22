"""Helpers for the rules and scripts of all stages; nothing here decides the content of results."""
