"""Recurrent networks and their training from one checkpoint to the next."""
