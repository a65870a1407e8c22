"""Recurrent networks, and training them from one checkpoint to the next."""
